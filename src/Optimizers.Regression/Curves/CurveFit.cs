using System.Globalization;
using System.Text;
using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>Settings of a fit of a curve, y ≈ f(x; parameters), by least squares; <c>Fit</c> gives the parameters with their standard errors.</summary>
/// <remarks>
/// <code>
/// least Σ wᵢ(f(xᵢ; parameters) − yᵢ)²,  with a loss Σ ρ(√wᵢ(f(xᵢ; parameters) − yᵢ))
/// </code>
/// <para>The model is given in one of three ways: by its value alone (derivatives by <see cref="Difference"/>), by a delegate that also writes ∂f/∂parameters,
/// or as an <see cref="ICurve"/> or <see cref="ISurface"/>, written once over <see cref="IScalar{T}"/>, with exact derivatives. A fit finds the local minimum
/// that the start leads to, so the start matters.</para>
/// <para>A fit that ends where the data do not determine all parameters has the reason <see cref="StopReason.Undetermined"/>: its predictions are those of a
/// minimum, but other parameters give the same.</para>
/// </remarks>
/// <example><code>
/// FittedCurve decay = new CurveFit().Fit((t, b) => b[0] * Math.Exp(-b[1] * t), x, y, Vector&lt;double&gt;.Build.Dense([1, 0.1]));
/// Console.WriteLine(decay);                       // parameters ± standard errors
/// </code></example>
public sealed partial record CurveFit
{
    /// <summary>The optimizer; any that minimizes a function.</summary>
    /// <value><see cref="LevenbergMarquardt"/> by default. Line searches and proximal gradients work in coordinates in
    /// which the columns of J at the start are of like size, so that the units of parameters do not matter; not where a
    /// <see cref="StoppingCriteria.GradientTolerance"/> is set, which is of the parameters' own. Rates of update rules are of these too.</value>
    public IOptimizer Optimizer { get; init => field = Require.NotNull(value); } = new LevenbergMarquardt();

    /// <summary>When the fit stops.</summary>
    /// <value>The defaults of <see cref="StoppingCriteria"/>, by default.</value>
    public StoppingCriteria Stopping { get; init => field = Require.NotNull(value); } = new();

    /// <summary>The weights w of the squared residuals, n: 1/σᵢ² where yᵢ has the standard deviation σᵢ.</summary>
    /// <value>Finite and at least 0; null by default: all 1. A sample of weight 0 is left out: the model is not evaluated there, x and y may be NaN, and it
    /// does not count.</value>
    public Vector<double>? Weights { get; init; }

    /// <summary>Whether the σᵢ of the <see cref="Weights"/> are the true ones, so that the covariance is (JᵀJ)⁻¹; otherwise only their ratios count and it is
    /// multiplied by σ̂².</summary>
    /// <value>False by default, as in R and in SciPy (there called absolute_sigma).</value>
    public bool AbsoluteWeights { get; init; }

    /// <summary>The bounds of the parameters.</summary>
    /// <value>null by default: those of the optimizer, if it has any. The model is never evaluated outside, steps of differences included; a start outside is
    /// moved to the nearest point inside, where SciPy refuses it. A parameter that ends at a bound is not free: its standard error is 0, and it takes no degree
    /// of freedom.</value>
    public Box? Bounds { get; init; }

    /// <summary>The parameters that stay at their start, by index or by name: <c>Fixed = [2]</c>, <c>Fixed = ["offset"]</c>.</summary>
    /// <value>Empty by default. They are not free: their standard errors are 0, and they take no degree of freedom. A parameter whose bounds are equal is fixed
    /// there.</value>
    public IReadOnlyList<CurveParameter> Fixed { get; init => field = Require.NotNull(value); } = [];

    /// <summary>The names of the parameters, p different ones.</summary>
    /// <value>null by default: they have none.</value>
    public IReadOnlyList<string>? ParameterNames { get; init; }

    /// <summary>A loss that outliers enter with less than their squares; its scale is in the unit of √w·y, so in standard deviations where the weights are
    /// 1/σ².</summary>
    /// <value>null by default: that of the optimizer, if it has one, else squares. With a loss the covariance is Huber's, K²·[Σψ²/(n − p)]/[mean ψ′]²·(JᵀJ)⁻¹
    /// with ψ = ½ρ′ and K = 1 + p/n·var(ψ′)/mean(ψ′)², as statsmodels' "H1", where SciPy's curve_fit multiplies the inverse of JᵀJ, its rows scaled by the
    /// loss, by Σρ/(n − p).</value>
    public RobustLoss? Loss { get; init; }

    /// <summary>How a model given by its value alone is differentiated.</summary>
    /// <value><see cref="CentralDifference"/> by default: at least 6 digits in parameters and errors on the data sets of NIST.</value>
    public Difference Difference { get; init => field = Require.NotNull(value); } = new CentralDifference();

    /// <summary>Fits a curve given by its value.</summary>
    /// <param name="model">Takes x and the parameters and returns ŷ.</param>
    /// <param name="x">The feature, n.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="start">The parameters to start from, p, at most n.</param>
    /// <param name="cancellationToken">Stops the fit after an iteration; the parameters are then the best so far.</param>
    /// <returns>The fit, also when the optimizer did not converge: see <see cref="FittedCurve.Training"/>.</returns>
    /// <exception cref="ArgumentException">The data are empty, do not fit together, are fewer than the free parameters or not finite (the message names the
    /// row); the weights do not fit them; or bounds, names or fixed parameters do not fit the start, or no parameter is free.</exception>
    public FittedCurve Fit(
        Func<double, ReadOnlySpan<double>, double> model,
        Vector<double> x,
        Vector<double> y,
        Vector<double> start,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Fit(DenseRows.From(Filled(x), Filled(y)), start, ByValue((row, b) => model(row[0], b), Difference), cancellationToken);
    }

    /// <summary>Fits a curve given by its value and gradient.</summary>
    /// <param name="model">Takes x, the parameters and a span (p) in which it writes ∂f/∂parameters, and returns ŷ.</param>
    /// <param name="x">The feature, n.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="start">The parameters to start from, p, at most n.</param>
    /// <param name="cancellationToken">Stops the fit after an iteration; the parameters are then the best so far.</param>
    /// <inheritdoc cref="Fit(Func{double, ReadOnlySpan{double}, double}, Vector{double}, Vector{double}, Vector{double}, CancellationToken)"
    /// path="/returns|/exception"/>
    public FittedCurve Fit(
        Func<double, ReadOnlySpan<double>, Span<double>, double> model,
        Vector<double> x,
        Vector<double> y,
        Vector<double> start,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Fit(
            DenseRows.From(Filled(x), Filled(y)),
            start,
            (data, roots, parameters) => new GradientCurve(data, roots, parameters, (row, b, gradient) => model(row[0], b, gradient)),
            cancellationToken);
    }

    /// <summary>Fits a curve with exact derivatives.</summary>
    /// <typeparam name="TCurve">The type of the curve.</typeparam>
    /// <param name="model">The curve.</param>
    /// <param name="x">The feature, n.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="start">The parameters to start from, p, at most n.</param>
    /// <param name="cancellationToken">Stops the fit after an iteration; the parameters are then the best so far.</param>
    /// <inheritdoc cref="Fit(Func{double, ReadOnlySpan{double}, double}, Vector{double}, Vector{double}, Vector{double}, CancellationToken)"
    /// path="/returns|/exception"/>
    public FittedCurve Fit<TCurve>(TCurve model, Vector<double> x, Vector<double> y, Vector<double> start, CancellationToken cancellationToken = default)
        where TCurve : ICurve
    {
        ArgumentNullException.ThrowIfNull(model);
        return Fit(
            DenseRows.From(Filled(x), Filled(y)),
            start,
            (data, roots, parameters) => new ScalarCurve<OneFeature<TCurve>>(data, roots, parameters, new OneFeature<TCurve>(model)),
            cancellationToken);
    }

    /// <summary>Fits a model of several features given by its value.</summary>
    /// <param name="model">Takes the features of a sample (d) and the parameters and returns ŷ.</param>
    /// <param name="X">The features, n × d, one sample a row.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="start">The parameters to start from, p, at most n.</param>
    /// <param name="cancellationToken">Stops the fit after an iteration; the parameters are then the best so far.</param>
    /// <inheritdoc cref="Fit(Func{double, ReadOnlySpan{double}, double}, Vector{double}, Vector{double}, Vector{double}, CancellationToken)"
    /// path="/returns|/exception"/>
    public FittedCurve Fit(
        Func<ReadOnlySpan<double>, ReadOnlySpan<double>, double> model,
        Matrix<double> X,
        Vector<double> y,
        Vector<double> start,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Fit(DenseRows.From(Filled(X), Filled(y)), start, ByValue(model, Difference), cancellationToken);
    }

    /// <summary>Fits a model of several features given by its value and gradient.</summary>
    /// <param name="model">Takes the features of a sample (d), the parameters and a span (p) in which it writes ∂f/∂parameters, and returns ŷ.</param>
    /// <param name="X">The features, n × d, one sample a row.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="start">The parameters to start from, p, at most n.</param>
    /// <param name="cancellationToken">Stops the fit after an iteration; the parameters are then the best so far.</param>
    /// <inheritdoc cref="Fit(Func{ReadOnlySpan{double}, ReadOnlySpan{double}, double}, Matrix{double}, Vector{double}, Vector{double}, CancellationToken)"
    /// path="/returns|/exception"/>
    public FittedCurve Fit(
        Func<ReadOnlySpan<double>, ReadOnlySpan<double>, Span<double>, double> model, Matrix<double> X, Vector<double> y, Vector<double> start,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Fit(
            DenseRows.From(Filled(X), Filled(y)), start, (data, roots, parameters) => new GradientCurve(data, roots, parameters, model), cancellationToken);
    }

    /// <summary>Fits a model of several features with exact derivatives.</summary>
    /// <typeparam name="TSurface">The type of the model.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="X">The features, n × d, one sample a row.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="start">The parameters to start from, p, at most n.</param>
    /// <param name="cancellationToken">Stops the fit after an iteration; the parameters are then the best so far.</param>
    /// <inheritdoc cref="Fit(Func{ReadOnlySpan{double}, ReadOnlySpan{double}, double}, Matrix{double}, Vector{double}, Vector{double}, CancellationToken)"
    /// path="/returns|/exception"/>
    public FittedCurve Fit<TSurface>(TSurface model, Matrix<double> X, Vector<double> y, Vector<double> start, CancellationToken cancellationToken = default)
        where TSurface : ISurface
    {
        ArgumentNullException.ThrowIfNull(model);
        return Fit(
            DenseRows.From(Filled(X), Filled(y)),
            start,
            (data, roots, parameters) => new ScalarCurve<TSurface>(data, roots, parameters, model),
            cancellationToken);
    }

    // static, for the fit keeps it, and these settings hold the weights
    private static CurveMaker ByValue(Func<ReadOnlySpan<double>, ReadOnlySpan<double>, double> model, Difference difference)
        => (data, roots, parameters) => new NumericalCurve(data, roots, parameters, model, difference);

    private FittedCurve Fit(DenseRows data, Vector<double> start, CurveMaker make, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(start);
        FreeParameters parameters = ParametersFrom(start.ToArray());
        DenseRows kept = Kept(data, out double[]? roots);
        if (kept.Rows < parameters.Free.Length)
        {
            string free = parameters.Free.Length < start.Count ? " free" : "";
            throw new ArgumentException(
                Invariant($"There are {kept.Rows} samples{(roots is null ? "" : " of a weight above 0")} for {parameters.Free.Length}{free} parameters; there ")
                    + "must be at least as many.", "y");
        }

        RobustLoss? loss = Either(Loss, CurveOptimizer.LossOf(Optimizer), nameof(Loss));
        if (AbsoluteWeights && loss is not null)
        {
            throw new ArgumentException(
                $"{nameof(AbsoluteWeights)} takes the errors for normal ones of known variance; {nameof(Loss)} is for others. Set one of them.",
                nameof(AbsoluteWeights));
        }

        CurveResiduals curve = make(kept, roots, parameters);
        double[] from = [.. parameters.Free.Select(j => parameters.Values[j])];
        OptimizationResult training = CurveOptimizer.Minimize(Optimizer, curve, loss, parameters.Bounds, from, Stopping, cancellationToken);
        return new FittedCurve(make, kept, roots, parameters, training, this, loss);
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);

    private bool PrintMembers(StringBuilder builder)
    {
        string? held = Fixed.Count == 0 ? null : $"[{string.Join(", ", Fixed)}]",
            names = ParameterNames is null ? null : $"[{string.Join(", ", ParameterNames)}]";
        builder.Append(
            CultureInfo.CurrentCulture,
            $"Optimizer = {Optimizer}, Stopping = {Stopping}, Weights = {Weights}, AbsoluteWeights = {AbsoluteWeights}, Bounds = {Bounds}, Fixed = {held}, ");
        builder.Append(CultureInfo.CurrentCulture, $"ParameterNames = {names}, Loss = {Loss}, Difference = {Difference}");
        return true;
    }
}
