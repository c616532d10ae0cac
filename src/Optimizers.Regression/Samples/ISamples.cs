namespace Optimizers.Regression;

/// <summary>Samples, wherever they are: they run passes and know how wide a row is, nothing else.</summary>
/// <remarks>
/// <para>A fit runs a pass again and again, and must find the same rows each time, in the same order. Rows may be given to a sum in blocks of any
/// size; samples that are cut into parts make a sum for each (<see cref="IPass{TSum}.CreateSum"/>) and merge them in the order of the parts
/// (<see cref="IPass{TSum}.Merge"/>), so that the bits of a result depend on the cut and not on who is first. Several fits may run passes at the
/// same time.</para>
/// <para>Those in memory are <see cref="TrainingData.Samples"/>, those in parts <see cref="PartitionedSamples"/>;
/// <see cref="LinearRegression.Fit(ISamples, IReadOnlyList{string}?, CancellationToken)"/> fits them all.</para>
/// </remarks>
/// <example><code>
/// // rows that are read again for each pass, a block at a time
/// public sealed class Measurements(string[] files) : ISamples
/// {
///     public int FeatureCount => 3;
///     public int TargetCount => 1;
///     public TSum Run&lt;TSum&gt;(IPass&lt;TSum&gt; pass)
///     {
///         TSum sum = pass.CreateSum();
///         foreach (string file in files)
///         {
///             (double[] features, double[] targets) = Read(file);
///             pass.Add(new SampleBlock(features, FeatureCount, targets), sum);
///         }
///         return sum;
///     }
/// }
/// LinearModel model = new LinearRegression().Fit(new Measurements(files));
/// </code></example>
public interface ISamples
{
    /// <summary>The number of features, d, at least 1.</summary>
    int FeatureCount { get; }

    /// <summary>The number of targets, k, at least 1.</summary>
    int TargetCount { get; }

    /// <summary>Visits all samples.</summary>
    /// <typeparam name="TSum">A partial sum.</typeparam>
    /// <param name="pass">What is asked of them.</param>
    /// <returns>The sum over all samples, their parts merged in their order.</returns>
    TSum Run<TSum>(IPass<TSum> pass);

    /// <summary>Visits all samples, where they live elsewhere without a thread that waits for them; by default with <see cref="Run"/>, before it
    /// returns.</summary>
    /// <typeparam name="TSum">A partial sum.</typeparam>
    /// <param name="pass">What is asked of them.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <returns>The sum over all samples, their parts merged in their order: the same bits as those of <see cref="Run"/>.</returns>
    /// <exception cref="OperationCanceledException">It was broken off.</exception>
    Task<TSum> RunAsync<TSum>(IPass<TSum> pass, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Run(pass));
    }
}
