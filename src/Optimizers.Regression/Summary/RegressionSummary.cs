using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>What the data say about a fitted model: the table that statisticians expect, as statsmodels gives it.</summary>
/// <remarks>
/// <code>
/// least squares:     covariance s²(XᵀWX)⁻¹, s² = Σwe²/(n − p); Student's t and F
/// likelihoods:       covariance φ(XᵀWKX)⁻¹, K the expected curvature; φ = 1, or for Gamma and Tweedie Pearson's χ²/(n − p); normal z
/// all other losses:  the sandwich n/(n − p) · A⁻¹BA⁻¹, A = Σwℓ″xxᵀ, B = Σ(wℓ′)²xxᵀ; normal z
/// </code>
/// <para>Of losses with kinks ℓ″ is that of the smoothed loss, of the width that <see href="https://doi.org/10.1007/978-1-4899-3324-9">Silverman's</see> rule gives for the density of the
/// residuals. Fits with a penalty or bounds have no standard errors, F or criteria: what they were pulled toward is no sampling error. The table is computed in standardized features, where XᵀX is well conditioned.</para>
/// </remarks>
public sealed class RegressionSummary
{
    private readonly SummaryStatistics _statistics;
    private readonly double[] _parameters;

    internal RegressionSummary(ModelFacts facts, double confidence)
    {
        FitData data = facts.Data ?? throw new InvalidOperationException("The model was loaded, or its samples came in pieces: those that a summary is of are not there any more. Take the summary of a fit, before saving.");
        Confidence = Require.Inside(0, 1, confidence, nameof(confidence));
        Loss = facts.Loss;
        Solver = facts.Solver;
        Training = facts.Training;
        _parameters = [.. facts.Parameters];
        data.Standardization.FromUserUnits(_parameters);
        _statistics = new SummaryStatistics(data, _parameters);
        Covariance = _statistics.UserCovariance();
        IReadOnlyList<string> names = [.. ColumnNames.OrDefault(facts.FeatureNames, facts.FeatureCount), .. facts.HasIntercept ? ["intercept"] : Array.Empty<string>()];
        double[] errors = _statistics.StandardErrors();
        Coefficients = [.. names.Select((name, j) => Row(name, facts.Parameters[j], errors[j]))];
        UndeterminedFeatures = [.. _statistics.Undetermined.Select(j => names[j])];
    }

    /// <summary>The coefficients, then the intercept if one was fitted.</summary>
    public IReadOnlyList<CoefficientSummary> Coefficients { get; }

    /// <summary>The covariance of the estimates, p × p in the order of <see cref="Coefficients"/>; NaN for fits with a penalty or bounds.</summary>
    public Matrix<double> Covariance { get; }

    /// <summary>The features that the data do not determine, for their columns depend on others; their standard errors are infinite.</summary>
    public IReadOnlyList<string> UndeterminedFeatures { get; }

    /// <summary>The share of the intervals.</summary>
    public double Confidence { get; }

    /// <summary>The loss that was minimized.</summary>
    public ILoss Loss { get; }

    /// <summary>How the fit was solved.</summary>
    public string Solver { get; }

    /// <summary>How the fit went.</summary>
    public OptimizationResult Training { get; }

    /// <summary>n, the samples of a weight above 0.</summary>
    public int SampleCount => _statistics.Samples;

    /// <summary>n − p, with p the rank of the design.</summary>
    public int ResidualDegreesOfFreedom => _statistics.Samples - _statistics.Rank;

    /// <summary>The rank of the design, less the intercept.</summary>
    public int ModelDegreesOfFreedom => _statistics.Rank - (_statistics.HasIntercept ? 1 : 0);

    /// <summary>Σwe², the weighted sum of squared residuals of the means.</summary>
    public double ResidualSumOfSquares => _statistics.ResidualSquares;

    /// <summary>s² of least squares, φ of likelihoods; NaN for other losses.</summary>
    public double Scale => _statistics.Scale;

    /// <summary>1 − Σwe² / Σw(y − ȳ)²; without an intercept ȳ is 0.</summary>
    public double RSquared => 1 - (_statistics.ResidualSquares / _statistics.TotalSquares);

    /// <summary>R² with both sums over their degrees of freedom.</summary>
    public double AdjustedRSquared => 1 - ((1 - RSquared) * (SampleCount - (_statistics.HasIntercept ? 1 : 0)) / ResidualDegreesOfFreedom);

    /// <summary>The F statistic of all coefficients but the intercept; NaN but for least squares with no penalty or bounds and more samples than parameters.</summary>
    public double FStatistic => _statistics is { IsLeastSquares: true, IsPulled: false } && ResidualDegreesOfFreedom > 0
        ? (_statistics.TotalSquares - _statistics.ResidualSquares) / ModelDegreesOfFreedom / (_statistics.ResidualSquares / ResidualDegreesOfFreedom)
        : double.NaN;

    /// <summary>The probability of an F that large if all coefficients but the intercept were 0; NaN but for least squares.</summary>
    public double FPValue => double.IsNaN(FStatistic) || ResidualDegreesOfFreedom < 1 || ModelDegreesOfFreedom < 1 ? double.NaN
        : Tail.OfF(ModelDegreesOfFreedom, ResidualDegreesOfFreedom, FStatistic);

    /// <summary>The logarithm of the likelihood at the fit: of normal errors for least squares; NaN where the loss is no likelihood, or as for Tweedie has no closed one.</summary>
    public double LogLikelihood => _statistics.LogLikelihood;

    /// <summary>Akaike's criterion, 2p − 2 log L; NaN with a penalty or bounds, for p is then not the number of free parameters.</summary>
    public double Aic => _statistics.IsPulled ? double.NaN : (2 * _statistics.Rank) - (2 * LogLikelihood);

    /// <summary>The Bayesian criterion, p log n − 2 log L; NaN with a penalty or bounds.</summary>
    public double Bic => _statistics.IsPulled ? double.NaN : (_statistics.Rank * Math.Log(SampleCount)) - (2 * LogLikelihood);

    /// <summary>The deviance, twice the distance of the log-likelihood from that of a perfect fit; for least squares Σwe²; NaN where the loss is no likelihood.</summary>
    public double Deviance => _statistics.Deviance;

    /// <summary>The condition number of the standardized design, its largest singular value over its smallest; statsmodels gives that of the raw one, which depends on units.</summary>
    public double ConditionNumber => _statistics.ConditionNumber;

    /// <summary>Predicts with intervals.</summary>
    /// <param name="X">The features, n × d, in the user's units.</param>
    /// <param name="confidence">The share of the intervals, between 0 and 1; null: <see cref="Confidence"/>.</param>
    /// <returns>The means and their intervals, by a log or logit link those of the linear prediction through the link; for least squares also those of observations of weight 1.</returns>
    /// <exception cref="ArgumentException">X has another number of columns than the model has features, or the confidence is not between 0 and 1.</exception>
    public PredictionIntervals Predict(Matrix<double> X, double? confidence = null)
    {
        ArgumentNullException.ThrowIfNull(X);
        Prediction.CheckFeatures(X.ColumnCount, _parameters.Length - (_statistics.HasIntercept ? 1 : 0));
        return _statistics.Predict(RowCopy.Of(X, nameof(X)), X.RowCount, _parameters, Quantile(Require.Inside(0, 1, confidence ?? Confidence, nameof(confidence))));
    }

    /// <summary>The table.</summary>
    public override string ToString() => SummaryTable.Of(this);

    private CoefficientSummary Row(string name, double estimate, double error)
    {
        double statistic = estimate / error, half = Quantile(Confidence) * error;
        double p = _statistics.IsLeastSquares
            ? ResidualDegreesOfFreedom > 0 ? Tail.OfStudent(ResidualDegreesOfFreedom, statistic) : double.NaN
            : Tail.OfNormal(statistic);
        return new CoefficientSummary(name, estimate, error, statistic, p, estimate - half, estimate + half);
    }

    private double Quantile(double confidence) => !_statistics.IsLeastSquares ? Normal.InvCDF(0, 1, (1 + confidence) / 2)
        : ResidualDegreesOfFreedom > 0 ? StudentT.InvCDF(0, 1, ResidualDegreesOfFreedom, (1 + confidence) / 2) : double.NaN;
}
