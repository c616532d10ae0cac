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
/// <para>with J the derivatives of the predictions by the parameters at the fit, weighted as the residuals are. Errors and intervals are exact for models that are linear in their parameters and
/// approximate for others.</para>
/// </remarks>
public sealed class FittedCurve
{
    private readonly CurveResiduals _curve;
    private readonly double[] _parameters;
    private readonly bool _absoluteWeights;

    internal FittedCurve(CurveResiduals curve, OptimizationResult training, int samples, bool absoluteWeights)
    {
        (_curve, _parameters, _absoluteWeights, Training) = (curve, training.Point, absoluteWeights, training);
        int p = _parameters.Length;
        double[] residuals = new double[curve.ResidualCount], jacobian = new double[curve.ResidualCount * p];
        curve.EvaluateResiduals(_parameters, residuals, jacobian);
        var known = ParameterCovariance.Of(jacobian, p, curve.Accuracy);
        Parameters = Vector<double>.Build.DenseOfArray(_parameters);
        UndeterminedParameters = known.Undetermined;
        DegreesOfFreedom = samples - known.Rank;
        ResidualSumOfSquares = Blas.Dot(residuals, residuals);
        ResidualStandardDeviation = Math.Sqrt(ResidualSumOfSquares / DegreesOfFreedom);
        double variance = absoluteWeights ? 1 : DegreesOfFreedom == 0 ? double.PositiveInfinity : ResidualSumOfSquares / DegreesOfFreedom;
        Covariance = known.Inverse * variance;
        foreach (int j in known.Undetermined)
        {
            Covariance[j, j] = double.PositiveInfinity;
        }

        StandardErrors = Covariance.Diagonal().PointwiseSqrt();
    }

    /// <summary>The parameters, p of them.</summary>
    public Vector<double> Parameters { get; }

    /// <summary>
    /// The standard errors of the parameters, p of them, the roots of the diagonal of <see cref="Covariance"/>; infinite for those that the data do not determine, and for all where no degrees of freedom are left.
    /// </summary>
    public Vector<double> StandardErrors { get; }

    /// <summary>The covariance of the parameters, p × p; beside the diagonal NaN in the rows and columns of <see cref="UndeterminedParameters"/>.</summary>
    public Matrix<double> Covariance { get; }

    /// <summary>The indices of the parameters that the data do not determine, for they can be moved without a change of the predictions; empty as a rule.</summary>
    public IReadOnlyList<int> UndeterminedParameters { get; }

    /// <summary>RSS = Σ wᵢ(yᵢ − ŷᵢ)².</summary>
    public double ResidualSumOfSquares { get; }

    /// <summary>σ̂ = √(RSS / degrees of freedom); NaN where none are left.</summary>
    public double ResidualStandardDeviation { get; }

    /// <summary>The samples of a weight above 0 less the parameters that they determine.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>How the fit went; its value is the residual sum of squares.</summary>
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
            throw new ArgumentOutOfRangeException(nameof(parameter), $"There is no parameter {parameter}; there are {_parameters.Length}, counted from 0.");
        }

        double tail = (1 + Require.Inside(0, 1, level, nameof(level))) / 2;
        double quantile = _absoluteWeights ? Normal.InvCDF(0, 1, tail) : DegreesOfFreedom > 0 ? StudentT.InvCDF(0, 1, DegreesOfFreedom, tail) : 1;
        double half = quantile * StandardErrors[parameter];
        return (_parameters[parameter] - half, _parameters[parameter] + half);
    }

    /// <summary>The parameters with their standard errors, a line each, and the residual standard deviation.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (int j = 0; j < _parameters.Length; j++)
        {
            text.Append(CultureInfo.InvariantCulture, $"parameter {j}: {_parameters[j]:G9} ± {StandardErrors[j]:G3}\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"residual standard deviation {ResidualStandardDeviation:G6}, {DegreesOfFreedom} degrees of freedom").ToString();
    }
}
