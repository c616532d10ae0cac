namespace Optimizers.Regression;

/// <summary>Samples in parts, each of which runs passes by itself: on another machine, in another process, or of another table.</summary>
/// <remarks>
/// All parts run a pass at the same time; their sums are merged in the order of the parts, whichever comes first. The bits of a fit depend on
/// the cut into parts, and on nothing else.
/// </remarks>
/// <example><code>
/// var samples = new PartitionedSamples([TrainingData.From(X1, y1).Samples, TrainingData.From(X2, y2).Samples]);
/// LinearModel model = new LinearRegression().Fit(samples);
/// </code></example>
public sealed class PartitionedSamples : ISamples
{
    private readonly ISamples[] _parts;

    /// <summary>Takes parts.</summary>
    /// <param name="parts">The parts, of the same features and targets.</param>
    /// <exception cref="ArgumentException">There is no part, one is null, or they have different numbers of features or targets.</exception>
    public PartitionedSamples(IReadOnlyList<ISamples> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        _parts = [.. parts];
        int missing = Array.IndexOf(_parts, null);
        if (_parts.Length == 0 || missing >= 0)
        {
            throw new ArgumentException(
                missing < 0 ? "There is no part; give at least one." : Invariant($"Part {missing} is null (counted from 0)."), nameof(parts));
        }

        (FeatureCount, TargetCount) = (_parts[0].FeatureCount, _parts[0].TargetCount);
        int other = Array.FindIndex(_parts, part => (part.FeatureCount, part.TargetCount) != (FeatureCount, TargetCount));
        if (other >= 0)
        {
            throw new ArgumentException(
                Invariant($"Part {other} has {_parts[other].FeatureCount} features and {_parts[other].TargetCount} targets, ")
                + Invariant($"part 0 has {FeatureCount} and {TargetCount} (counted from 0)."),
                nameof(parts));
        }
    }

    /// <summary>The parts, in their order.</summary>
    public IReadOnlyList<ISamples> Parts => _parts;

    /// <inheritdoc/>
    public int FeatureCount { get; }

    /// <inheritdoc/>
    public int TargetCount { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A part failed; the message names it, and the inner exception is what it threw.</exception>
    public TSum Run<TSum>(IPass<TSum> pass) => RunAsync(pass).GetAwaiter().GetResult();

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A part failed; the message names it, and the inner exception is what it threw.</exception>
    /// <exception cref="OperationCanceledException">It was broken off.</exception>
    public async Task<TSum> RunAsync<TSum>(IPass<TSum> pass, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pass);
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        CancellationToken token = others.Token;
        Task<TSum>[] sums = [.. _parts.Select(part => Task.Run(() => part.RunAsync(pass, token), token))];
        await foreach (Task<TSum> sum in Task.WhenEach(sums).ConfigureAwait(false))
        {
            // without one part there is no sum
            if (!sum.IsCompletedSuccessfully)
            {
                await others.CancelAsync().ConfigureAwait(false);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        int failed = Array.FindIndex(sums, sum => sum.IsFaulted);
        if (failed >= 0)
        {
            Exception cause = sums[failed].Exception!.InnerException!;
            throw new InvalidOperationException(Invariant($"Part {failed} of {sums.Length} failed (counted from 0): {cause.Message}"), cause);
        }

        TSum all = await sums[0].ConfigureAwait(false);
        foreach (Task<TSum> later in sums.Skip(1))
        {
            pass.Merge(all, await later.ConfigureAwait(false));
        }

        return all;
    }
}
