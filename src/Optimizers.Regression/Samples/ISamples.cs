namespace Optimizers.Regression;

/// <summary>Samples, wherever they are: they run passes and know how wide a row is, nothing else.</summary>
public interface ISamples
{
    /// <summary>The number of features, d.</summary>
    int FeatureCount { get; }

    /// <summary>The number of targets, k.</summary>
    int TargetCount { get; }

    /// <summary>Visits all samples.</summary>
    /// <typeparam name="TSum">A partial sum.</typeparam>
    /// <param name="pass">What is asked of them.</param>
    /// <returns>The sum over all samples, their parts merged in their order.</returns>
    TSum Run<TSum>(IPass<TSum> pass);

    /// <summary>Visits all samples, where they live elsewhere without a thread that waits for them.</summary>
    /// <typeparam name="TSum">A partial sum.</typeparam>
    /// <param name="pass">What is asked of them.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <returns>The sum over all samples, their parts merged in their order.</returns>
    Task<TSum> RunAsync<TSum>(IPass<TSum> pass, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Run(pass));
    }
}
