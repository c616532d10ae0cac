using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>Settings of a linear regression, ŷ = Xw + b; <c>Fit</c> gives the model.</summary>
/// <remarks>
/// The objective is the <see cref="Loss"/> of the predictions, as a function of w and b (see <see cref="LinearObjective"/>).
/// <para>With no <see cref="Optimizer"/> named, squared losses are minimized to full precision on raw, unscaled data: the features are standardized
/// and made uncorrelated by the Cholesky factor of their correlation matrix, and gradient descent of rate 1 takes it from there, one step to solve and
/// one or two to refine. All squared losses have the same minimum.</para>
/// <para>Where columns of X are linearly dependent, that default refuses and names them. A named gradient method takes them: from a
/// start of 0 it ends at the coefficients of least norm, in standardized units where <see cref="Standardize"/> is set.</para>
/// <para>A fit copies X and y once; after that an iteration allocates nothing.</para>
/// </remarks>
/// <example><code>
/// LinearModel model = new LinearRegression().Fit(X, y);
/// Vector&lt;double&gt; predicted = model.Predict(X);
/// </code></example>
public sealed record LinearRegression
{
    /// <summary>The loss to be minimized.</summary>
    /// <value><see cref="Losses.MeanSquaredError"/> by default.</value>
    public ILoss Loss { get; init => field = value ?? throw new ArgumentNullException(nameof(Loss)); } = Losses.MeanSquaredError;

    /// <summary>
    /// The optimizer, an update rule or a method; it works on the parameters of each target in turn: d weights, then the intercept. Its bounds and penalties are of the parameters
    /// that it sees: in the user's units with <see cref="Standardize"/> false. <see cref="LevenbergMarquardt"/> takes the squared losses that are means or sums.
    /// </summary>
    /// <value>Null by default: an exact solution, for squared losses.</value>
    public IOptimizer? Optimizer { get; init; }

    /// <summary>The mini-batches; they need an <see cref="Optimizer"/>.</summary>
    /// <value>Null by default: every iteration uses all samples.</value>
    public MiniBatches? Batches { get; init; }

    /// <summary>Whether to fit an intercept b.</summary>
    /// <value>True by default.</value>
    public bool FitIntercept { get; init; } = true;

    /// <summary>
    /// Whether a named optimizer sees features of mean 0 and population standard deviation 1 (without an intercept: of root mean square 1). Coefficients and
    /// <see cref="Start"/> are in the user's units all the same. The default solution does not depend on it.
    /// </summary>
    /// <value>True by default.</value>
    public bool Standardize { get; init; } = true;

    /// <summary>The parameters to start from, in the user's units: for each target in turn d weights, then the intercept if one is fitted.</summary>
    /// <value>Null by default: all 0.</value>
    public Vector<double>? Start { get; init; }

    /// <summary>When to stop.</summary>
    /// <value>The defaults of <see cref="StoppingCriteria"/>; the exact solution stops, unless told otherwise, when the loss no longer changes.</value>
    public StoppingCriteria Stopping { get; init => field = value ?? throw new ArgumentNullException(nameof(Stopping)); } = new();

    /// <summary>Fits one target.</summary>
    /// <param name="X">The features, n × d, one sample a row.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="cancel">Stops the fit after an iteration; the model is then the best so far.</param>
    /// <returns>The model, also when the optimizer did not converge: see <see cref="LinearModel.Training"/>.</returns>
    /// <exception cref="ArgumentException">The data are empty, do not fit together or are not finite (the message names row and column); a column is constant
    /// beside an intercept; or settings contradict each other.</exception>
    public LinearModel Fit(Matrix<double> X, Vector<double> y, CancellationToken cancel = default) => Iterate(X, y, cancel).Complete();

    /// <summary>Fits a line through points.</summary>
    /// <param name="x">The feature, n.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="cancel">Stops the fit after an iteration; the model is then the best so far.</param>
    /// <inheritdoc cref="Fit(Matrix{double}, Vector{double}, CancellationToken)" path="/returns|/exception"/>
    public LinearModel Fit(Vector<double> x, Vector<double> y, CancellationToken cancel = default) => Iterate(x, y, cancel).Complete();

    /// <summary>Fits several targets at once.</summary>
    /// <param name="X">The features, n × d, one sample a row.</param>
    /// <param name="Y">The targets, n × k.</param>
    /// <param name="cancel">Stops the fit after an iteration; the model is then the best so far.</param>
    /// <inheritdoc cref="Fit(Matrix{double}, Vector{double}, CancellationToken)" path="/returns|/exception"/>
    public MultiTargetLinearModel Fit(Matrix<double> X, Matrix<double> Y, CancellationToken cancel = default) => Iterate(X, Y, cancel).Complete();

    /// <summary>Prepares a fit of one target that takes an iteration each time it is asked for one.</summary>
    /// <inheritdoc cref="Fit(Matrix{double}, Vector{double}, CancellationToken)"/>
    /// <returns>The fit, to be enumerated; its <see cref="FitRun{TModel}.Model"/> may be asked for at any time.</returns>
    public FitRun<LinearModel> Iterate(Matrix<double> X, Vector<double> y, CancellationToken cancel = default)
        => new(Prepare(RowData.From(X, y), cancel), training => new LinearModel(training, FitIntercept));

    /// <summary>Prepares a fit of a line that takes an iteration each time it is asked for one.</summary>
    /// <inheritdoc cref="Fit(Vector{double}, Vector{double}, CancellationToken)"/>
    /// <returns>The fit, to be enumerated; its <see cref="FitRun{TModel}.Model"/> may be asked for at any time.</returns>
    public FitRun<LinearModel> Iterate(Vector<double> x, Vector<double> y, CancellationToken cancel = default)
        => new(Prepare(RowData.From(x, y), cancel), training => new LinearModel(training, FitIntercept));

    /// <summary>Prepares a fit of several targets that takes an iteration each time it is asked for one.</summary>
    /// <inheritdoc cref="Fit(Matrix{double}, Matrix{double}, CancellationToken)"/>
    /// <returns>The fit, to be enumerated; its <see cref="FitRun{TModel}.Model"/> may be asked for at any time.</returns>
    public FitRun<MultiTargetLinearModel> Iterate(Matrix<double> X, Matrix<double> Y, CancellationToken cancel = default)
        => new(Prepare(RowData.From(X, Y), cancel), training => new MultiTargetLinearModel(training, Y.ColumnCount, FitIntercept));

    /// <summary>The start as an array of its own.</summary>
    internal double[] StartFor(int parameters)
    {
        if (Start is null)
        {
            return new double[parameters];
        }

        Require.SameLength(Start.Count, parameters, nameof(Start), "the model has", nameof(Start));
        double[] start = Start.ToArray();
        Require.Finite(start, nameof(Start), nameof(Start));
        return start;
    }

    private FitProblem Prepare(RowData data, CancellationToken cancel)
    {
        if (data.Rows < 2 && FitIntercept)
        {
            throw new ArgumentException($"X has {data.Rows} row(s); coefficients beside an intercept need at least 2.", "X");
        }

        return (Optimizer, Loss) switch
        {
            ({ } optimizer, _) => new OptimizerProblem(data, this, optimizer, cancel),
            _ when Batches is not null => throw new ArgumentException("Batches need an Optimizer that steps on them; none is named.", nameof(Batches)),
            (null, SquaredLoss loss) => new LeastSquaresProblem(data, this, loss, cancel),
            _ => throw new ArgumentException($"The default solution is for squared losses; name an Optimizer for {Loss}.", nameof(Optimizer)),
        };
    }
}
