namespace Optimizers;

/// <summary>How the prediction z of a model stands to the mean μ of the target.</summary>
public enum Link
{
    /// <summary>μ = z.</summary>
    Identity,

    /// <summary>log μ = z, so that μ = exp z is above 0.</summary>
    Log,

    /// <summary>log(μ/(1 − μ)) = z, so that μ = 1/(1 + exp(−z)) is a probability.</summary>
    Logit,

    /// <summary>μⱼ = exp zⱼ / Σ exp zₗ over the classes, probabilities that sum to 1.</summary>
    Softmax,
}
