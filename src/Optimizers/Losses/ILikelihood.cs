namespace Optimizers;

/// <summary>What a loss that is a negative log-likelihood but for constants knows about its distribution.</summary>
internal interface ILikelihood
{
    /// <summary>Whether the distribution has a dispersion φ beside its mean, Var = φ·V(μ); without one φ is 1.</summary>
    bool HasDispersion { get; }

    /// <summary>The unit deviance d(μ, y), twice the log-likelihood that y has lost at the mean μ, beside the mean y, at φ = 1; at least 0.</summary>
    /// <param name="mean">μ.</param>
    /// <param name="target">y.</param>
    double Deviance(double mean, double target);

    /// <summary>V(μ), the variance at φ = 1.</summary>
    /// <param name="mean">μ.</param>
    double Variance(double mean);

    /// <summary>(dμ/dz)²/V(μ), the mean over targets of the second derivative of a term by its prediction.</summary>
    /// <param name="prediction">z.</param>
    double Information(double prediction);

    /// <summary>log p(y | μ, φ) with all constants; NaN if it has no closed form.</summary>
    /// <param name="mean">μ.</param>
    /// <param name="target">y.</param>
    /// <param name="dispersion">φ; 1 is meant where there is none.</param>
    double LogLikelihood(double mean, double target, double dispersion);
}
