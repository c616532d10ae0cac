using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>What the data say about a fitted model: the table that statisticians expect, as statsmodels gives it.</summary>
/// <remarks>
/// <code>
/// least squares:     covariance s²(XᵀWX)⁻¹, s² = Σwe²/(n − p); Student's t and F
/// likelihoods:       covariance φ(XᵀWKX)⁻¹, K the expected curvature; φ = 1, or for Gamma and Tweedie Pearson's χ²/(n − p); normal z
/// classes (softmax): covariance (Σw(diag p − ppᵀ) ⊗ xxᵀ)⁺ of the coefficients less their mean over the classes; normal z
/// all other losses:  the sandwich n/(n − p) · A⁻¹BA⁻¹, A = Σwℓ″xxᵀ, B = Σwℓ′²xxᵀ; normal z
/// </code>
/// <para>Weights are precisions in least squares and repeats in all else, unless <see cref="LinearRegression.WeightsAre"/> says otherwise: n is then Σw, and
/// errors, likelihood and criteria are those of the repeated rows. Where weights are precisions n counts samples, B = Σ(wℓ′)²xxᵀ, and the likelihood of least
/// squares contains ½Σ log w.</para>
/// <para>Of losses that bend for fewer than half of the samples, as those with kinks and a Huber loss whose δ is small beside the errors, ℓ″ is (ℓ′(z + h) −
/// ℓ′(z − h))/2h with the width h that <see href="https://doi.org/10.1007/978-1-4899-3324-9">Silverman's</see> rule gives for the density of the residuals.
/// Fits with a penalty or bounds have no standard errors, F or criteria: what they were pulled toward is no sampling error. Where a fit ended as
/// <see cref="StopReason.Separated"/>, the errors of what is determined are those of the samples that are not separated, as R's and statsmodels' are of the
/// data without them (Geyer's limiting model, <see href="https://doi.org/10.1214/09-EJS349">2009</see>); those of the other coefficients are infinite. The
/// table is computed in standardized features, where XᵀX is well conditioned.</para>
/// </remarks>
public sealed class RegressionSummary
{
    private readonly SummaryStatistics _statistics;
    private readonly double[] _parameters;

    internal RegressionSummary(FittedTarget fit, double level)
    {
        Level = Require.Inside(0, 1, level, nameof(level));
        (Target, Loss, Solver, Training) = (fit.Name, fit.Loss, fit.Solver, fit.Training);
        double[] estimates = fit.Sums.Classes?.Parameters(fit.Parameters, fit.Number) ?? [.. fit.Estimates];
        _parameters = [.. estimates];
        fit.Sums.Standardization.FromUserUnits(_parameters);
        _statistics = new SummaryStatistics(fit.Sums, fit.Number);
        double[] errors = _statistics.StandardErrors();
        Coefficients = [.. fit.ParameterNames.Select((name, j) => Row(name, estimates[j], errors[j]))];
        UndeterminedFeatures = [.. _statistics.Undetermined.Select(j => fit.ParameterNames[j])];
    }

    /// <summary>The coefficients, then the intercept if one was fitted.</summary>
    public IReadOnlyList<CoefficientSummary> Coefficients { get; }

    /// <summary>The covariance of the estimates, p × p in the order of <see cref="Coefficients"/>; NaN for fits with a penalty or bounds.</summary>
    public Matrix<double> Covariance => field ??= _statistics.UserCovariance();

    /// <summary>
    /// The coefficients, the intercept among them, that the data do not determine, for their columns depend on others or a plane along them separates samples;
    /// their standard errors are infinite.
    /// </summary>
    public IReadOnlyList<string> UndeterminedFeatures { get; }

    /// <summary>The share of the intervals.</summary>
    public double Level { get; }

    /// <summary>The name of the target or class that the summary is of; null where the model has one target.</summary>
    public string? Target { get; }

    /// <summary>The loss that was minimized.</summary>
    public ILoss Loss { get; }

    /// <summary>How the fit was solved.</summary>
    public string Solver { get; }

    /// <summary>How the fit went.</summary>
    public OptimizationResult Training { get; }

    /// <summary>n: the samples of a weight above 0; where weights are repeats (<see cref="LinearRegression.WeightsAre"/>) Σw, here rounded to a whole
    /// number.</summary>
    public int SampleCount => (int)Math.Round(_statistics.Samples);

    /// <summary>n − p, with p the rank of the design; rounded as n is; where the fit ended as <see cref="StopReason.Separated"/>, of the samples that are not
    /// separated.</summary>
    public int ResidualDegreesOfFreedom => (int)Math.Round(_statistics.Degrees);

    /// <summary>
    /// The rank of the design, less the intercept; of a fit with a penalty or bounds to at least as many features as samples, or more than 4096, the smaller of
    /// the two numbers stands for the rank.
    /// </summary>
    public int ModelDegreesOfFreedom => _statistics.Rank - _statistics.Intercepts;

    /// <summary>Σwe², the weighted sum of squared residuals of the means.</summary>
    public double ResidualSumOfSquares => _statistics.ResidualSquares;

    /// <summary>s² of least squares, φ of likelihoods; NaN for other losses.</summary>
    public double Scale => _statistics.Scale;

    /// <summary>1 − Σwe² / Σw(y − ȳ)²; without an intercept ȳ is 0, as in <see cref="LinearModel.Score(Matrix{double}, Vector{double})"/>; NaN for a
    /// classifier, which has a <see cref="PseudoRSquared"/>.</summary>
    public double RSquared => _statistics.IsClassifier ? double.NaN : _statistics.RSquared;

    /// <summary>McFadden's 1 − log L / log L₀ of a classifier, L₀ the likelihood of the intercept alone, without one of probabilities of ½; as prsquared of
    /// statsmodels' Logit. NaN for other models.</summary>
    public double PseudoRSquared => 1 - (LogLikelihood / _statistics.NullLogLikelihood);

    /// <summary>R² with both sums over their degrees of freedom; NaN for a classifier.</summary>
    public double AdjustedRSquared => 1 - ((1 - RSquared) * (_statistics.Samples - (_statistics.HasIntercept ? 1 : 0)) / _statistics.Degrees);

    /// <summary>The F statistic of all coefficients but the intercept; NaN but for least squares with no penalty or bounds and more samples than
    /// parameters.</summary>
    public double FStatistic => _statistics is { IsLeastSquares: true, IsPulled: false, Degrees: > 0 } ? _statistics.F : double.NaN;

    /// <summary>The probability of an F that large if all coefficients but the intercept were 0; NaN but for least squares.</summary>
    public double FPValue => double.IsNaN(FStatistic) || ModelDegreesOfFreedom < 1 ? double.NaN
        : Tail.OfF(ModelDegreesOfFreedom, _statistics.Degrees, FStatistic);

    /// <summary>The logarithm of the likelihood at the fit: of normal errors for least squares; NaN where the loss is no likelihood, or as for Tweedie has no
    /// closed one.</summary>
    public double LogLikelihood => _statistics.LogLikelihood;

    /// <summary>Akaike's criterion, 2p − 2 log L; NaN with a penalty or bounds, for p is then not the number of free parameters.</summary>
    public double Aic => _statistics.IsPulled ? double.NaN : (2 * _statistics.Rank) - (2 * LogLikelihood);

    /// <summary>The Bayesian criterion, p log n − 2 log L; NaN with a penalty or bounds.</summary>
    public double Bic => _statistics.IsPulled ? double.NaN : (_statistics.Rank * Math.Log(_statistics.Samples)) - (2 * LogLikelihood);

    /// <summary>The deviance, twice the distance of the log-likelihood from that of a perfect fit; for least squares Σwe²; NaN where the loss is no
    /// likelihood.</summary>
    public double Deviance => _statistics.Deviance;

    /// <summary>The condition number of the standardized design, its largest singular value over its smallest; statsmodels gives that of the raw one, which
    /// depends on units.</summary>
    public double ConditionNumber => _statistics.ConditionNumber;

    /// <summary>Predicts with intervals.</summary>
    /// <param name="X">The features, n × d, in the user's units.</param>
    /// <param name="level">The share of the intervals, between 0 and 1; null: <see cref="Level"/>.</param>
    /// <returns>The means and their intervals, by a log or logit link those of the linear prediction through the link; for least squares also those of
    /// observations of weight 1.</returns>
    /// <exception cref="InvalidOperationException">The summary is of a class of a softmax model.</exception>
    /// <exception cref="ArgumentException">X has another number of columns than the model has features, or the level is not between 0 and 1.</exception>
    public PredictionIntervals Predict(Matrix<double> X, double? level = null)
    {
        ArgumentNullException.ThrowIfNull(X);
        if (!_statistics.IsAlone)
        {
            throw new InvalidOperationException("A class has no intervals of predictions: its probability depends on the parameters of all classes.");
        }

        Prediction.CheckFeatures(X.ColumnCount, _parameters.Length - (_statistics.HasIntercept ? 1 : 0));
        return _statistics.Predict(RowCopy.Of(X, nameof(X)), X.RowCount, _parameters, Quantile(Require.Inside(0, 1, level ?? Level, nameof(level))));
    }

    /// <summary>The table.</summary>
    public override string ToString() => SummaryTable.Of(this);

    private CoefficientSummary Row(string name, double estimate, double error)
    {
        double statistic = estimate / error, half = Quantile(Level) * error;
        double p = _statistics.IsLeastSquares
            ? _statistics.Degrees > 0 ? Tail.OfStudent(_statistics.Degrees, statistic) : double.NaN
            : Tail.OfNormal(statistic);
        return new CoefficientSummary(name, estimate, error, statistic, p, estimate - half, estimate + half);
    }

    private double Quantile(double level) => !_statistics.IsLeastSquares ? Normal.InvCDF(0, 1, (1 + level) / 2)
        : _statistics.Degrees > 0 ? StudentT.InvCDF(0, 1, _statistics.Degrees, (1 + level) / 2) : double.NaN;
}
