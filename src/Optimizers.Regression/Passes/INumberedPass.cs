namespace Optimizers.Regression;

/// <summary>A pass whose sums are numbers, as many as it says, so that they can be sent from where the samples are.</summary>
internal interface INumberedPass
{
    /// <summary>Makes the pass where the samples are.</summary>
    /// <returns>The numbers of the sum over all samples.</returns>
    Task<double[]> NumbersAsync(ISamples samples, CancellationToken cancellationToken);
}

/// <typeparam name="TSum">A partial sum.</typeparam>
/// <inheritdoc cref="INumberedPass"/>
internal interface INumberedPass<TSum> : IPass<TSum>, INumberedPass
{
    /// <summary>The numbers of a sum.</summary>
    double[] ToNumbers(TSum sum);

    /// <summary>The sum of numbers, exactly that whose they are.</summary>
    /// <exception cref="FormatException">There are more or fewer than a sum of this pass has.</exception>
    TSum FromNumbers(ReadOnlySpan<double> numbers);

    async Task<double[]> INumberedPass.NumbersAsync(ISamples samples, CancellationToken cancellationToken)
        => ToNumbers(await samples.RunAsync(this, cancellationToken).ConfigureAwait(false));

    /// <summary>Checks how many numbers there are.</summary>
    /// <exception cref="FormatException">They are not as many.</exception>
    static void CheckCount(ReadOnlySpan<double> numbers, int expected)
    {
        if (numbers.Length != expected)
        {
            throw new FormatException(Invariant($"There are {numbers.Length} numbers; a sum of this pass has {expected}."));
        }
    }
}
