namespace Optimizers.Regression;

/// <summary>Sums over samples of what the predictions of their means say.</summary>
internal record struct RowSums
{
    /// <summary>Σwe², e = y − μ, in units of the target.</summary>
    public double ResidualSquares { get; set; }

    /// <summary>Σw·d(μ, y), of likelihoods.</summary>
    public double Deviance { get; set; }

    /// <summary>Σwe²/V(μ), of likelihoods.</summary>
    public double Pearson { get; set; }

    /// <summary>Σw log p(y | μ), of likelihoods, at a dispersion of 1.</summary>
    public double LogLikelihood { get; set; }

    /// <summary>The samples, as they are counted, that something separates.</summary>
    public double Separated { get; set; }

    public static RowSums operator +(RowSums a, RowSums b) => new()
    {
        ResidualSquares = a.ResidualSquares + b.ResidualSquares,
        Deviance = a.Deviance + b.Deviance,
        Pearson = a.Pearson + b.Pearson,
        LogLikelihood = a.LogLikelihood + b.LogLikelihood,
        Separated = a.Separated + b.Separated,
    };
}
