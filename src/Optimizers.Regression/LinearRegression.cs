using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>Settings of a linear regression, ŷ = Xw + b; <c>Fit</c> gives the model.</summary>
/// <remarks>
/// <para>The objective is the <see cref="Loss"/> of the predictions, as a function of w and b (see <see cref="LinearObjective"/>), with the
/// <see cref="Penalty"/> added. <see cref="ToString"/> writes it as a formula. Weights, exposures and groups belong to the samples:
/// <see cref="TrainingData.WithWeights(IReadOnlyList{double})"/>.</para>
/// <para>With no <see cref="Optimizer"/> named a table chooses the solver: <see cref="SolverTable"/> prints it, <see cref="LinearModel.Solver"/> says
/// which row made a model. Squared losses are minimized to full precision on raw, unscaled data by the normal equations of standardized features, or by a
/// QR factorization where columns are nearly dependent, and refined by residuals of the samples; all have the same minimum. Where no root is taken, a ridge
/// changes nothing in this, a lasso, an elastic net or bounds go by coordinate descent on the Gram matrix, a group lasso by groups. Other smooth losses are
/// minimized by Newton's method, or where features are many by <see cref="Lbfgs"/>, <see cref="Lbfgsb"/> or <see cref="AcceleratedProximalGradient"/>;
/// losses with kinks (<see cref="AbsoluteLoss"/>, <see cref="QuantileLoss"/>, <see cref="EpsilonInsensitiveLoss"/>) on smoothed losses, ever closer, and
/// last at the samples that the minimum passes through.</para>
/// <para>Where columns of X are linearly dependent, that default refuses and names them. A named gradient method takes them: from a
/// start of 0 it ends at the coefficients of least norm, in standardized units where <see cref="Standardize"/> is set.</para>
/// <para>A fit of a matrix copies it once, one of a <see cref="TrainingData"/> shares its rows; neither is changed, for standardization is arithmetic on
/// the way.</para>
/// </remarks>
/// <example><code>
/// LinearModel model = new LinearRegression().Fit(X, y);
/// Vector&lt;double&gt; predicted = model.Predict(X);
/// </code></example>
public sealed partial record LinearRegression
{
    /// <summary>The loss to be minimized.</summary>
    /// <value><see cref="Losses.MeanSquaredError"/> by default. A <see cref="HuberLoss"/> without δ gets one from the data; that of the model has it.</value>
    public ILoss Loss { get; init => field = value ?? throw new ArgumentNullException(nameof(Loss)); } = Losses.MeanSquaredError;

    /// <summary>
    /// The optimizer, an update rule or a method; it works on the parameters of each target in turn: d weights, then the intercept. Its bounds and penalties
    /// are of the parameters that it sees: in the user's units with <see cref="Standardize"/> false. <see cref="LevenbergMarquardt"/> takes the squared losses
    /// that are means or sums.
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
    /// Whether a named optimizer sees features of mean 0 and population standard deviation 1 (without an intercept: of root mean square 1) and, where the loss
    /// is of errors alone, targets about their mean. Coefficients and <see cref="Start"/> are in the user's units all the same. The default solution does not
    /// depend on it.
    /// </summary>
    /// <value>True by default.</value>
    public bool Standardize { get; init; } = true;

    /// <summary>The parameters to start from, in the user's units: for each target in turn d weights, then the intercept if one is fitted.</summary>
    /// <value>Null by default: weights of 0 and an intercept of 0, or of the targets' mean where the solver centres them (see
    /// <see cref="Standardize"/>).</value>
    public Vector<double>? Start { get; init; }

    /// <summary>When to stop.</summary>
    /// <value>The defaults of <see cref="StoppingCriteria"/>; the exact solution stops, unless told otherwise, when the loss no longer changes.</value>
    public StoppingCriteria Stopping { get; init => field = value ?? throw new ArgumentNullException(nameof(Stopping)); } = new();

    /// <summary>
    /// A penalty g of the weights of each target, added to the loss; the intercept goes free. With <see cref="Standardize"/> it is of the weights of
    /// standardized features, without of those of the features as they are. The losses of the fit, <see cref="LinearModel.LossHistory"/> among them, are loss
    /// and penalty together.
    /// </summary>
    /// <remarks>
    /// With <see cref="Losses.HalfMeanSquaredError"/>, (1/2n) Σ e²: L1Penalty(λ) is scikit-learn's Lasso(alpha = λ), ElasticNetPenalty(λρ, λ(1 − ρ)) its
    /// ElasticNet(alpha = λ, l1_ratio = ρ), and RidgePenalty(λ) its Ridge(alpha = nλ). With <see cref="Losses.MeanSquaredError"/>, (1/n) Σ e², λ is twice as
    /// large for the same model; with <see cref="Losses.SumOfSquaredErrors"/> RidgePenalty(2α) is Ridge(alpha = α). With <see cref="Losses.Logistic"/> and
    /// <see cref="Losses.Softmax"/> RidgePenalty(1/(nC)) is LogisticRegression(C). ToString() says the whole objective.
    /// </remarks>
    /// <value>Null by default: none.</value>
    public IPenalty? Penalty { get; init; }

    /// <summary>Bounds of the coefficients, d or the same for all, in the user's units: <c>new Box(0, double.PositiveInfinity)</c> for coefficients that are
    /// not negative. The intercept goes free.</summary>
    /// <value>Null by default: none.</value>
    public Box? Bounds { get; init; }

    /// <summary>
    /// What the weights of samples (<see cref="TrainingData.WithWeights(IReadOnlyList{double})"/>) say: the standard errors, likelihood and criteria
    /// of <see cref="LinearModel.Summary"/> depend on it, the coefficients do not.
    /// </summary>
    /// <value>
    /// Null by default: <see cref="WeightMeaning.Precisions"/> in least squares, as in statsmodels' WLS and R's lm, and <see cref="WeightMeaning.Repeats"/>
    /// with all other losses, as freq_weights in statsmodels' GLM. Likelihoods (Poisson, Gamma, Tweedie, logistic) take repeats only.
    /// </value>
    public WeightMeaning? WeightsAre { get; init; }

    /// <summary>Whether a fit by a named <see cref="Optimizer"/> holds out samples and ends when their loss no longer falls.</summary>
    /// <value>Null by default: it does not.</value>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>The table that chooses the solver: the first row that applies to a fit makes it, and <see cref="LinearModel.Solver"/> says which.</summary>
    /// <value>In Markdown.</value>
    public static string SolverTable => Regression.SolverTable.Print();

    /// <summary>Fits one target.</summary>
    /// <param name="X">The features, n × d, one sample a row.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="cancellationToken">
    /// Stops the fit after an iteration; the model is then the best so far, that of the start where no step was taken, and says so: the reason of its
    /// <see cref="LinearModel.Training"/> is <see cref="StopReason.Cancelled"/>, for which <see cref="OptimizationResult.EnsureConverged"/> throws.
    /// </param>
    /// <returns>The model, also when the optimizer did not converge: see <see cref="LinearModel.Training"/>.</returns>
    /// <exception cref="ArgumentException">The data are empty, do not fit together or are not finite (the message names row and column); a column is constant
    /// beside an intercept; or settings contradict each other.</exception>
    public LinearModel Fit(Matrix<double> X, Vector<double> y, CancellationToken cancellationToken = default) => Iterate(X, y, cancellationToken).Complete();

    /// <summary>Fits a line through points.</summary>
    /// <param name="x">The feature, n.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="cancellationToken">Stops the fit after an iteration; the model is then the best so far.</param>
    /// <inheritdoc cref="Fit(Matrix{double}, Vector{double}, CancellationToken)" path="/returns|/exception"/>
    public LinearModel Fit(Vector<double> x, Vector<double> y, CancellationToken cancellationToken = default) => Iterate(x, y, cancellationToken).Complete();

    /// <summary>Fits several targets at once.</summary>
    /// <param name="X">The features, n × d, one sample a row.</param>
    /// <param name="Y">The targets, n × k.</param>
    /// <param name="cancellationToken">Stops the fit after an iteration; the model is then the best so far.</param>
    /// <inheritdoc cref="Fit(Matrix{double}, Vector{double}, CancellationToken)" path="/returns|/exception"/>
    public MultiTargetLinearModel Fit(Matrix<double> X, Matrix<double> Y, CancellationToken cancellationToken = default)
        => Iterate(X, Y, cancellationToken).Complete();

    /// <summary>Prepares a fit of one target that takes an iteration each time it is asked for one.</summary>
    /// <inheritdoc cref="Fit(Matrix{double}, Vector{double}, CancellationToken)"/>
    /// <returns>The fit, to be enumerated; its <see cref="FitRun{TModel}.Model"/> may be asked for at any time.</returns>
    public FitRun<LinearModel> Iterate(Matrix<double> X, Vector<double> y, CancellationToken cancellationToken = default)
        => Iterate(TrainingData.From(X, y), cancellationToken);

    /// <summary>Prepares a fit of a line that takes an iteration each time it is asked for one.</summary>
    /// <inheritdoc cref="Fit(Vector{double}, Vector{double}, CancellationToken)"/>
    /// <returns>The fit, to be enumerated; its <see cref="FitRun{TModel}.Model"/> may be asked for at any time.</returns>
    public FitRun<LinearModel> Iterate(Vector<double> x, Vector<double> y, CancellationToken cancellationToken = default)
        => Iterate(TrainingData.From(x, y), cancellationToken);

    /// <summary>Prepares a fit of several targets that takes an iteration each time it is asked for one.</summary>
    /// <inheritdoc cref="Fit(Matrix{double}, Matrix{double}, CancellationToken)"/>
    /// <returns>The fit, to be enumerated; its <see cref="FitRun{TModel}.Model"/> may be asked for at any time.</returns>
    public FitRun<MultiTargetLinearModel> Iterate(Matrix<double> X, Matrix<double> Y, CancellationToken cancellationToken = default)
        => IterateTargets(TrainingData.From(X, Y), cancellationToken);

    /// <summary>The whole objective as a formula, and what else the settings are.</summary>
    public override string ToString()
    {
        string penalty = Penalty is null ? "" : $" + {Penalty}, w of {(Standardize ? "standardized" : "unscaled")} features";
        string bounds = Bounds is null ? "" : $", within {Bounds}";
        string z = Loss.Link == Link.Identity ? "e" : "z";
        return $"minimize {Loss}{penalty}{bounds}; {(z == "e" ? "e = Xw" : "z = Xw")}{(FitIntercept ? " + b" : "")}{(z == "e" ? " − y" : "")}; "
            + $"{(Optimizer is null ? "default solution" : $"by {Optimizer}")}";
    }

    /// <summary>What a solver is told of them.</summary>
    internal FitSettings Settings => new()
    {
        Loss = Loss,
        Penalty = Penalty,
        Bounds = Bounds,
        Optimizer = Optimizer,
        Batches = Batches,
        FitIntercept = FitIntercept,
        Standardize = Standardize,
        Start = Start,
        Stopping = Stopping,
        StopsEarly = EarlyStopping is not null,
        HasRepeats = HasRepeats,
        Objective = ToString(),
    };

    /// <summary>Whether a weight says how often a sample was seen.</summary>
    internal bool HasRepeats => (WeightsAre ?? (Loss is SquaredLoss ? WeightMeaning.Precisions : WeightMeaning.Repeats)) == WeightMeaning.Repeats;

    /// <summary>Prepares a fit of samples, which stay as they are.</summary>
    internal LinearFit Prepare(PreparedSamples data, CancellationToken cancellationToken)
    {
        if (EarlyStopping is null)
        {
            return Problem(data, cancellationToken);
        }

        if (Optimizer is null)
        {
            throw new ArgumentException($"{nameof(EarlyStopping)} needs an {nameof(Optimizer)} that takes many steps; none is named.", nameof(EarlyStopping));
        }

        DenseRows rows = data.Rows as DenseRows
            ?? throw new ArgumentException(
                $"{nameof(EarlyStopping)} holds out samples in memory; {data.Rows.GetType().Name} runs passes alone.", nameof(EarlyStopping));
        (DenseRows training, DenseRows validation) = Holdout.Split(rows, EarlyStopping);
        LinearFit problem = Problem(new PreparedSamples(training), cancellationToken);
        return new ValidatedFit(problem, new LinearObjective(validation, problem.Data.Settings.Loss, FitIntercept), EarlyStopping);
    }

    private LinearFit Problem(PreparedSamples samples, CancellationToken cancellationToken)
    {
        if (!HasRepeats && Loss is ILikelihood)
        {
            throw new ArgumentException(
                $"The weights of a likelihood say how often a sample was seen; {nameof(WeightsAre)} is {WeightsAre} with {Loss}.", nameof(WeightsAre));
        }

        if (Loss is HuberLoss { IsDeltaFromData: true } huber)
        {
            return (this with { Loss = huber with { Delta = HuberScale.Delta(samples, Settings, cancellationToken) } }).Problem(samples, cancellationToken);
        }

        if (Batches is not null && Optimizer is null)
        {
            throw new ArgumentException("Batches need an Optimizer that steps on them; none is named.", nameof(Batches));
        }

        bool isExact = Bounds is null
            && Loss is SquaredLoss && (Penalty is null || (Penalty is RidgePenalty && Loss.Reduction is LossReduction.Mean or LossReduction.Sum));
        LinearFit Choose(PreparedSamples some, FitSettings settings) => Regression.SolverTable.Fit(new SolverChoice(some, settings, cancellationToken));
        bool isSeparate = Optimizer is null && !isExact && samples.Rows is IRowBlocks && SeparateFits.Solves(Settings, samples.Rows.TargetCount);
        return isSeparate ? SeparateFits.Of(samples, Settings, Choose) : Choose(samples, Settings);
    }
}
