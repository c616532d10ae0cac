using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>Settings of a fit of a curve, y ≈ f(x; parameters), by least squares; <c>Fit</c> gives the parameters with their standard errors.</summary>
/// <remarks>
/// <code>
/// least Σ wᵢ(f(xᵢ; parameters) − yᵢ)²
/// </code>
/// <para>The model is given in one of three ways: by its value alone (derivatives by <see cref="Difference"/>), by a delegate that also writes ∂f/∂parameters, or as an <see cref="ICurve"/> or
/// <see cref="ISurface"/>, written once over <see cref="IScalar{T}"/>, with exact derivatives. A fit finds the local minimum that the start leads to, so the start matters.</para>
/// </remarks>
/// <example><code>
/// FittedCurve decay = new CurveFit().Fit((t, b) => b[0] * Math.Exp(-b[1] * t), x, y, Vector&lt;double&gt;.Build.Dense([1, 0.1]));
/// Console.WriteLine(decay);                       // parameters ± standard errors
/// </code></example>
public sealed record CurveFit
{
    /// <summary>The optimizer; any that minimizes a function.</summary>
    /// <value><see cref="LevenbergMarquardt"/> by default.</value>
    public IOptimizer Optimizer { get; init => field = Require.NotNull(value); } = new LevenbergMarquardt();

    /// <summary>When the fit stops.</summary>
    /// <value>The defaults of <see cref="StoppingCriteria"/>, by default.</value>
    public StoppingCriteria Stopping { get; init => field = Require.NotNull(value); } = new();

    /// <summary>The weights w of the squared residuals, n: 1/σᵢ² where yᵢ has the standard deviation σᵢ.</summary>
    /// <value>Finite and at least 0; null by default: all 1.</value>
    public Vector<double>? Weights { get; init; }

    /// <summary>Whether the σᵢ of the <see cref="Weights"/> are the true ones, so that the covariance is (JᵀJ)⁻¹; otherwise only their ratios count and it is multiplied by σ̂².</summary>
    /// <value>False by default, as in R and in SciPy (there called absolute_sigma).</value>
    public bool AbsoluteWeights { get; init; }

    /// <summary>How a model given by its value alone is differentiated; with no step of its own, in shares of each parameter.</summary>
    /// <value><see cref="CentralDifference"/> by default: at least 6 digits in parameters and errors on the data sets of NIST.</value>
    public Difference Difference { get; init => field = Require.NotNull(value); } = new CentralDifference();

    /// <summary>Fits a curve given by its value.</summary>
    /// <param name="model">Takes x and the parameters and returns ŷ.</param>
    /// <param name="x">The feature, n.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="start">The parameters to start from, p, at most n.</param>
    /// <param name="cancel">Stops the fit after an iteration; the parameters are then the best so far.</param>
    /// <returns>The fit, also when the optimizer did not converge: see <see cref="FittedCurve.Training"/>.</returns>
    /// <exception cref="ArgumentException">The data are empty, do not fit together, are fewer than the parameters or not finite (the message names the row), or the weights do not fit them.</exception>
    public FittedCurve Fit(Func<double, ReadOnlySpan<double>, double> model, Vector<double> x, Vector<double> y, Vector<double> start, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Fit(RowData.From(x, y), start, (data, roots) => new NumericalCurve(data, roots, start.Count, (row, parameters) => model(row[0], parameters), Difference), cancel);
    }

    /// <summary>Fits a curve given by its value and gradient.</summary>
    /// <param name="model">Takes x, the parameters and a span (p) in which it writes ∂f/∂parameters, and returns ŷ.</param>
    /// <param name="x">The feature, n.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="start">The parameters to start from, p, at most n.</param>
    /// <param name="cancel">Stops the fit after an iteration; the parameters are then the best so far.</param>
    /// <inheritdoc cref="Fit(Func{double, ReadOnlySpan{double}, double}, Vector{double}, Vector{double}, Vector{double}, CancellationToken)" path="/returns|/exception"/>
    public FittedCurve Fit(Func<double, ReadOnlySpan<double>, Span<double>, double> model, Vector<double> x, Vector<double> y, Vector<double> start, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Fit(RowData.From(x, y), start, (data, roots) => new GradientCurve(data, roots, start.Count, (row, parameters, gradient) => model(row[0], parameters, gradient)), cancel);
    }

    /// <summary>Fits a curve with exact derivatives.</summary>
    /// <typeparam name="TCurve">The type of the curve.</typeparam>
    /// <param name="model">The curve.</param>
    /// <param name="x">The feature, n.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="start">The parameters to start from, p, at most n.</param>
    /// <param name="cancel">Stops the fit after an iteration; the parameters are then the best so far.</param>
    /// <inheritdoc cref="Fit(Func{double, ReadOnlySpan{double}, double}, Vector{double}, Vector{double}, Vector{double}, CancellationToken)" path="/returns|/exception"/>
    public FittedCurve Fit<TCurve>(TCurve model, Vector<double> x, Vector<double> y, Vector<double> start, CancellationToken cancel = default)
        where TCurve : ICurve
    {
        ArgumentNullException.ThrowIfNull(model);
        return Fit(RowData.From(x, y), start, (data, roots) => new ScalarCurve<OneFeature<TCurve>>(data, roots, start.Count, new OneFeature<TCurve>(model)), cancel);
    }

    /// <summary>Fits a model of several features given by its value.</summary>
    /// <param name="model">Takes the features of a sample (d) and the parameters and returns ŷ.</param>
    /// <param name="X">The features, n × d, one sample a row.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="start">The parameters to start from, p, at most n.</param>
    /// <param name="cancel">Stops the fit after an iteration; the parameters are then the best so far.</param>
    /// <inheritdoc cref="Fit(Func{double, ReadOnlySpan{double}, double}, Vector{double}, Vector{double}, Vector{double}, CancellationToken)" path="/returns|/exception"/>
    public FittedCurve Fit(Func<ReadOnlySpan<double>, ReadOnlySpan<double>, double> model, Matrix<double> X, Vector<double> y, Vector<double> start, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Fit(RowData.From(X, y), start, (data, roots) => new NumericalCurve(data, roots, start.Count, model, Difference), cancel);
    }

    /// <summary>Fits a model of several features given by its value and gradient.</summary>
    /// <param name="model">Takes the features of a sample (d), the parameters and a span (p) in which it writes ∂f/∂parameters, and returns ŷ.</param>
    /// <param name="X">The features, n × d, one sample a row.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="start">The parameters to start from, p, at most n.</param>
    /// <param name="cancel">Stops the fit after an iteration; the parameters are then the best so far.</param>
    /// <inheritdoc cref="Fit(Func{ReadOnlySpan{double}, ReadOnlySpan{double}, double}, Matrix{double}, Vector{double}, Vector{double}, CancellationToken)" path="/returns|/exception"/>
    public FittedCurve Fit(
        Func<ReadOnlySpan<double>, ReadOnlySpan<double>, Span<double>, double> model, Matrix<double> X, Vector<double> y, Vector<double> start, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Fit(RowData.From(X, y), start, (data, roots) => new GradientCurve(data, roots, start.Count, model), cancel);
    }

    /// <summary>Fits a model of several features with exact derivatives.</summary>
    /// <typeparam name="TSurface">The type of the model.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="X">The features, n × d, one sample a row.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="start">The parameters to start from, p, at most n.</param>
    /// <param name="cancel">Stops the fit after an iteration; the parameters are then the best so far.</param>
    /// <inheritdoc cref="Fit(Func{ReadOnlySpan{double}, ReadOnlySpan{double}, double}, Matrix{double}, Vector{double}, Vector{double}, CancellationToken)" path="/returns|/exception"/>
    public FittedCurve Fit<TSurface>(TSurface model, Matrix<double> X, Vector<double> y, Vector<double> start, CancellationToken cancel = default)
        where TSurface : ISurface
    {
        ArgumentNullException.ThrowIfNull(model);
        return Fit(RowData.From(X, y), start, (data, roots) => new ScalarCurve<TSurface>(data, roots, start.Count, model), cancel);
    }

    private FittedCurve Fit(RowData data, Vector<double> start, Func<RowData, double[]?, CurveResiduals> makeCurve, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(start);
        double[] from = start.ToArray();
        Require.Finite(from, nameof(start), nameof(start));
        double[]? weights = Weights?.ToArray();
        int samples = CheckWeights(weights, data.Rows);
        if (samples < from.Length)
        {
            throw new ArgumentException($"There are {samples} samples{(weights is null ? "" : " of a weight above 0")} for {from.Length} parameters; there must be at least as many.", "y");
        }

        CurveResiduals curve = makeCurve(data, weights is null ? null : Array.ConvertAll(weights, Math.Sqrt));
        OptimizationResult training = Optimizer.Minimize(curve, from, Stopping, cancel);
        return new FittedCurve(curve, training, samples, AbsoluteWeights);
    }

    /// <summary>Counts the samples of a weight above 0.</summary>
    private int CheckWeights(double[]? weights, int rows)
    {
        if (weights is null)
        {
            return !AbsoluteWeights ? rows : throw new ArgumentException($"{nameof(AbsoluteWeights)} needs {nameof(Weights)}, 1/σ² of each sample; there are none.", nameof(AbsoluteWeights));
        }

        Require.SameCount(weights.Length, rows, "weights", "samples", nameof(Weights));
        int wrong = Array.FindIndex(weights, weight => !(weight >= 0 && double.IsFinite(weight)));
        return wrong < 0 ? weights.Count(weight => weight > 0)
            : throw new ArgumentException($"Row {wrong} of {nameof(Weights)} is {weights[wrong]}; every weight must be finite and at least 0 (counted from 0).", nameof(Weights));
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
