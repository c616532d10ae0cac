using System.Globalization;
using System.Text;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>A fitted curve, ŷ = f(x; parameters), with what the data say about its parameters.</summary>
/// <remarks>
/// <code>
/// σ̂² = RSS / (n − p),  covariance σ̂²(JᵀJ)⁻¹
/// </code>
/// <para>with J the derivatives of the predictions by the p free parameters at the fit, weighted as the residuals are; with a loss see
/// <see cref="CurveFit.Loss"/>. Errors and intervals are exact for models that are linear in their parameters and approximate for others.</para>
/// </remarks>
public sealed partial class FittedCurve
{
    private readonly CurveMaker _make;
    private readonly CurveResiduals _curve;
    private readonly double[] _parameters;
    private readonly FreeParameters _free;
    private readonly ParameterCovariance? _known;
    private readonly double _variance;
    private readonly bool _absoluteWeights;

    internal FittedCurve(
        CurveMaker make, DenseRows data, double[]? rootWeights, FreeParameters parameters, OptimizationResult training, CurveFit settings, RobustLoss? loss)
    {
        (_make, _absoluteWeights) = (make, settings.AbsoluteWeights);
        // one row, so that the data can go
        _curve = make(data.Subset([0]), null, parameters);
        _parameters = parameters.All(training.Point);
        _free = parameters.At(_parameters, k => parameters.Bounds is not { } box || !box.IsAtBound(k, training.Point[k]));
        Parameters = Vector<double>.Build.DenseOfArray(_parameters);
        ParameterNames =
            settings.ParameterNames is { } names ? [.. names] : [.. Enumerable.Range(0, _parameters.Length).Select(j => Invariant($"parameter {j}"))];
        HeldParameters = [.. Enumerable.Range(0, _parameters.Length).Except(_free.Free)];

        double[] residuals = new double[data.Rows];
        make(data, rootWeights, parameters).EvaluateResiduals(training.Point, residuals);
        _known = Known(data, rootWeights, residuals, parameters.Values, training.History is [var first, ..] ? first.Value : 0);
        UndeterminedParameters = [.. _known?.Undetermined.Select(k => _free.Free[k]) ?? []];
        DegreesOfFreedom = data.Rows - (_known?.Rank ?? 0);
        ResidualSumOfSquares = Blas.Dot(residuals, residuals);
        ResidualStandardDeviation = Math.Sqrt(ResidualSumOfSquares / DegreesOfFreedom);
        _variance = _absoluteWeights ? 1 : CurveVariance.Of(residuals, data.Rows - DegreesOfFreedom, loss);
        Covariance = Matrix<double>.Build.Dense(_parameters.Length, _parameters.Length);
        for (int i = 0; i < _free.Free.Length; i++)
        {
            for (int j = 0; j < _free.Free.Length; j++)
            {
                double inverse = _known!.Inverse(i, j);
                Covariance[_free.Free[i], _free.Free[j]] = double.IsPositiveInfinity(inverse) ? inverse : inverse * _variance;
            }
        }

        StandardErrors = Covariance.Diagonal().PointwiseSqrt();
        StopReason reason = training.Converged && UndeterminedParameters.Count > 0 ? StopReason.Undetermined : training.Reason;
        Training = training.In([.. _parameters], training.Value, value => value, reason, undetermined: UndeterminedParameters, facts: Facts(training));
    }

    /// <summary>The parameters, p of them.</summary>
    public Vector<double> Parameters { get; }

    /// <summary>The names of the parameters; "parameter 0" and so on where none were given.</summary>
    public IReadOnlyList<string> ParameterNames { get; }

    /// <summary>The indices of the parameters that are not free: fixed ones, and those that ended at a bound. Their standard errors are 0.</summary>
    public IReadOnlyList<int> HeldParameters { get; }

    /// <summary>
    /// The standard errors of the parameters, p of them, the roots of the diagonal of <see cref="Covariance"/>; infinite for those that the data do not
    /// determine, and for all where no degrees of freedom are left.
    /// </summary>
    public Vector<double> StandardErrors { get; }

    /// <summary>The covariance of the parameters, p × p; beside the diagonal NaN in the rows and columns of <see cref="UndeterminedParameters"/>.</summary>
    public Matrix<double> Covariance { get; }

    /// <summary>The indices of the parameters that the data do not determine, for they can be moved without a change of the predictions, such as the rate of an
    /// exponential whose amplitude is 0; empty as a rule.</summary>
    public IReadOnlyList<int> UndeterminedParameters { get; }

    /// <summary>RSS = Σ wᵢ(yᵢ − ŷᵢ)².</summary>
    public double ResidualSumOfSquares { get; }

    /// <summary>σ̂ = √(RSS / degrees of freedom); NaN where none are left.</summary>
    public double ResidualStandardDeviation { get; }

    /// <summary>The samples of a weight above 0 less the free parameters that they determine.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>How the fit went; its value is the residual sum of squares or, with a loss, Σ ρ. Its reason is <see cref="StopReason.Undetermined"/> where it
    /// converged and the data do not determine all parameters.</summary>
    /// <remarks>It holds no samples: where no step lowered the value the derivatives were checked when the fit ended, and
    /// <see cref="OptimizationResult.Explain"/> evaluates nothing.</remarks>
    public OptimizationResult Training { get; }

    /// <summary>Predicts the target of a sample of one feature.</summary>
    /// <param name="x">The feature.</param>
    /// <returns>ŷ.</returns>
    /// <exception cref="ArgumentException">The model has several features.</exception>
    public double Predict(double x)
    {
        Prediction.CheckFeatures(1, _curve.FeatureCount);
        return _curve.Predict([x], _parameters);
    }

    /// <summary>Predicts the targets of samples of one feature.</summary>
    /// <param name="x">The feature, n.</param>
    /// <returns>ŷ, n.</returns>
    /// <exception cref="ArgumentException">The model has several features.</exception>
    public Vector<double> Predict(Vector<double> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Vector<double>.Build.DenseOfEnumerable(x.Select(Predict));
    }

    /// <summary>Predicts the targets of samples.</summary>
    /// <param name="X">The features, n × d.</param>
    /// <returns>ŷ, n.</returns>
    /// <exception cref="ArgumentException">X has another number of columns than the data of the fit.</exception>
    public Vector<double> Predict(Matrix<double> X)
    {
        ArgumentNullException.ThrowIfNull(X);
        Prediction.CheckFeatures(X.ColumnCount, _curve.FeatureCount);
        return Vector<double>.Build.Dense(X.RowCount, i => _curve.Predict(X.Row(i).ToArray(), _parameters));
    }

    /// <summary>The confidence interval of a parameter, by Student's t; by the normal distribution where the weights are absolute.</summary>
    /// <param name="parameter">The index of the parameter.</param>
    /// <param name="level">The probability that such intervals cover the true parameter, above 0 and below 1; 0.95 by default.</param>
    /// <returns>The two ends; infinite for a parameter that the data do not determine.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such parameter, or the level is out of range.</exception>
    public (double Low, double High) ConfidenceInterval(int parameter, double level = 0.95)
    {
        if (parameter < 0 || parameter >= _parameters.Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(parameter), Invariant($"There is no parameter {parameter}; there are {_parameters.Length}, counted from 0."));
        }

        double quantile = Quantile(level), error = StandardErrors[parameter], half = error == 0 ? 0 : quantile * error;
        return (_parameters[parameter] - half, _parameters[parameter] + half);
    }

    /// <summary>The parameters with their standard errors, a line each, and the residual standard deviation.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (int j = 0; j < _parameters.Length; j++)
        {
            string error = !HeldParameters.Contains(j) ? string.Create(CultureInfo.InvariantCulture, $"± {StandardErrors[j]:G3}")
                : _curve.IsFree(j) ? "at its bound"
                : "fixed";
            text.Append(CultureInfo.InvariantCulture, $"{ParameterNames[j]}: {_parameters[j]:G9} {error}\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"residual standard deviation {ResidualStandardDeviation:G6}, {DegreesOfFreedom} degrees of freedom")
            .ToString();
    }

    /// <summary>What the data say about the free parameters; null where there are none.</summary>
    private ParameterCovariance? Known(DenseRows data, double[]? rootWeights, double[] residuals, double[] start, double first)
    {
        if (_free.Free.Length == 0)
        {
            return null;
        }

        CurveResiduals curve = _make(data, rootWeights, _free);
        double[] jacobian = new double[data.Rows * _free.Free.Length];
        curve.EvaluateResiduals([.. _free.Free.Select(j => _parameters[j])], new double[data.Rows], jacobian);
        new InvisibleColumns(data, rootWeights, residuals, first).Clear(jacobian, curve, _free, _parameters, start);
        return new ParameterCovariance(jacobian, _free.Free.Length, curve.Accuracy);
    }

    /// <summary>What explains the fit, without the function, which holds the samples; what only it can tell is looked for before.</summary>
    private static RunEvidence? Facts(OptimizationResult training)
        => (training.Reason == StopReason.LineSearchFailed ? training.Facts?.Checked() : training.Facts)?.WithoutFunction();

    private double Quantile(double level)
    {
        double tail = (1 + Require.Inside(0, 1, level, nameof(level))) / 2;
        return _absoluteWeights ? Normal.InvCDF(0, 1, tail) : DegreesOfFreedom > 0 ? StudentT.InvCDF(0, 1, DegreesOfFreedom, tail) : double.PositiveInfinity;
    }
}
