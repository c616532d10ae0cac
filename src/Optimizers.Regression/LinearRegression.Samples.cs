using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <content>Fits to samples that need not be rows of this process.</content>
public sealed partial record LinearRegression
{
    /// <summary>Fits samples by the passes that they run, wherever they are: one target.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="featureNames">The names of the features, d; null: x0, x1, …</param>
    /// <param name="cancellationToken">Stops the fit after an iteration; the model is then the best so far.</param>
    /// <remarks>
    /// Every loss, penalty and bound is fitted. What goes through rows one by one is left out where samples do not have them: what it is that
    /// separates classes, and the summary of losses that are neither squared nor likelihoods. Columns that are nearly dependent, mini-batches, early stopping
    /// and a Huber loss without δ are refused.
    /// </remarks>
    /// <inheritdoc cref="Fit(Matrix{double}, Vector{double}, CancellationToken)" path="/returns|/exception"/>
    public LinearModel Fit(ISamples samples, IReadOnlyList<string>? featureNames = null, CancellationToken cancellationToken = default)
    {
        PreparedSamples prepared = Prepared(samples, featureNames);
        OneTarget(samples.TargetCount, []);
        return new FitRun<LinearModel>(Prepare(prepared, cancellationToken), fit => new LinearModel(ModelContent.Of(fit).Summarized(fit))).Complete();
    }

    /// <summary>Fits several targets of samples by the passes that they run, wherever they are.</summary>
    /// <inheritdoc cref="Fit(ISamples, IReadOnlyList{string}?, CancellationToken)"/>
    public MultiTargetLinearModel FitTargets(ISamples samples, IReadOnlyList<string>? featureNames = null, CancellationToken cancellationToken = default)
    {
        LinearFit problem = Prepare(Prepared(samples, featureNames), cancellationToken);
        return new FitRun<MultiTargetLinearModel>(problem, fit => new MultiTargetLinearModel(ModelContent.Of(fit))).Complete();
    }

    /// <summary>Fits samples by the passes that they run, while the caller goes on.</summary>
    /// <inheritdoc cref="Fit(ISamples, IReadOnlyList{string}?, CancellationToken)"/>
    public Task<LinearModel> FitAsync(ISamples samples, IReadOnlyList<string>? featureNames = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return Task.Run(() => Fit(samples, featureNames, cancellationToken), CancellationToken.None);
    }

    private static PreparedSamples Prepared(ISamples samples, IReadOnlyList<string>? featureNames)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (featureNames is not null)
        {
            Require.SameCount(featureNames.Count, samples.FeatureCount, "names", "features", nameof(featureNames));
            Require.Different([.. featureNames], nameof(featureNames));
        }

        return new PreparedSamples(samples, featureNames);
    }
}
