using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>Settings of a regularization path, the fits of one regression over a range of penalties; <c>Fit</c> gives the models.</summary>
/// <remarks>
/// <code>
/// minimize loss(w, b) + g(w; λ)  for each λ, from the largest to the smallest
/// λᵢ = λmax · ratio^(i/(count − 1)),  λmax the smallest λ at which all w are 0
/// </code>
/// <para>Each fit starts where the one before ended, so that the path takes fewer evaluations than fits from 0; the models are the same. λmax is found for
/// penalties that set coefficients to exactly 0, as <see cref="L1Penalty"/>, <see cref="ElasticNetPenalty"/> and <see cref="GroupLassoPenalty"/> do, and for
/// smooth losses; for others, such as <see cref="RidgePenalty"/>, at whose every λ coefficients are left, give <see cref="Lambdas"/>.</para>
/// </remarks>
/// <example><code>
/// var lasso = new RegularizationPath { Regression = new LinearRegression { Loss = Losses.HalfMeanSquaredError }, Penalty = λ => new L1Penalty(λ) };
/// PathResult path = lasso.Fit(X, y);
/// </code></example>
public sealed partial record RegularizationPath
{
    /// <summary>The regression, without a penalty.</summary>
    public required LinearRegression Regression
    {
        get;
        init => field = Require.NotNull(value).Penalty is not { } penalty ? value
            : throw new ArgumentException($"The regression has a penalty of its own, {penalty}; give that of the path alone.", nameof(Regression));
    }

    /// <summary>The penalty of the weight λ: <c>λ => new L1Penalty(λ)</c>, or for an elastic net of l1_ratio ρ
    /// <c>λ => new ElasticNetPenalty(λ * ρ, λ * (1 - ρ))</c>.</summary>
    public required Func<double, IPenalty> Penalty { get; init => field = Require.NotNull(value); }

    /// <summary>The weights λ, in any order.</summary>
    /// <value>At least one, each finite and above 0; null by default: <see cref="Count"/> of them from λmax down.</value>
    public IReadOnlyList<double>? Lambdas { get; init => field = value is null ? null : Descending(value); }

    /// <summary>How many λ there are, unless <see cref="Lambdas"/> says which.</summary>
    /// <value>At least 1; 100 by default, as in glmnet and scikit-learn.</value>
    public int Count { get; init => field = Require.AtLeast(1, value); } = 100;

    /// <summary>The smallest λ as a share of the largest, unless <see cref="Lambdas"/> says which.</summary>
    /// <value>Above 0 and below 1; 0.001 by default, as eps in scikit-learn.</value>
    public double Ratio { get; init => field = Require.Inside(0, 1, value); } = 1e-3;

    /// <summary>Fits the path.</summary>
    /// <param name="X">The features, n × d, one sample a row.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="cancellationToken">Stops the fit under way after an iteration, and the path with it; the models are then those so far.</param>
    /// <returns>A model for each λ, the largest first.</returns>
    /// <exception cref="ArgumentException">As of <see cref="LinearRegression.Fit(Matrix{double}, Vector{double}, CancellationToken)"/>; or there is no λmax to
    /// begin with: the penalty sets no coefficient to 0, the loss has kinks, or the targets do not go with any feature.</exception>
    public PathResult Fit(Matrix<double> X, Vector<double> y, CancellationToken cancellationToken = default) => Fit(TrainingData.From(X, y), cancellationToken);

    /// <summary>Fits the path to data with names.</summary>
    /// <param name="data">The samples, of one target or two classes; they are not changed.</param>
    /// <param name="cancellationToken">Stops the fit under way after an iteration, and the path with it; the models are then those so far.</param>
    /// <inheritdoc cref="Fit(Matrix{double}, Vector{double}, CancellationToken)" path="/returns|/exception"/>
    public PathResult Fit(TrainingData data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        LinearRegression.OneTarget(data.TargetCount, data.Classes);
        return Models(
            data,
            Squares(data, cancellationToken),
            (problem, before) => problem is SummedFit { IsWide: true } ? ModelContent.Of(problem, data)
                : ModelContent.Of(problem, data).Summarized(problem, before?.Facts.Sums),
            cancellationToken);
    }

    /// <summary>Fits models to be scored alone, without sums.</summary>
    internal OptimizationResult[] FitAlone(TrainingData data, CancellationToken cancellationToken)
        => [.. Models(data, squares: null, (problem, _) => ModelContent.Of(problem, data), cancellationToken).Models.Select(model => model.Training)];

    /// <summary>The sums over samples, where the loss is one of those that sums give and there is a need for them; null: there is none.</summary>
    internal SummedSquares? Squares(TrainingData data, CancellationToken cancellationToken)
    {
        if (!SummedSquares.Sums(Regression.Loss, data.TargetCount) || !(Lambdas is null || SummedSquares.Allows(Regression.Settings)))
        {
            return null;
        }

        // which kind the penalties are of; a column that does not vary is no matter to one that pulls
        IPenalty kind = PenaltyOf(Lambdas is { } given ? given[0] : 1);
        return new SummedSquares(
            data.Prepared, (Regression with { Penalty = kind is GroupLassoPenalty ? kind : new L1Penalty(1) }).Settings, cancellationToken);
    }

    /// <summary>Whether both have the same settings; penalties are the same if their functions are.</summary>
    /// <param name="other">The other path.</param>
    public bool Equals(RegularizationPath? other)
        => other is not null && (Regression, Penalty, Count, Ratio) == (other.Regression, other.Penalty, other.Count, other.Ratio)
            && (Lambdas ?? []).SequenceEqual(other.Lambdas ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Regression, Penalty, Count, Ratio, Lambdas?.Count);

    /// <summary>The λ of the path, the largest first.</summary>
    internal IReadOnlyList<double> LambdasOf(TrainingData data, SummedSquares? squares) => Lambdas ?? Grid(data, squares).Lambdas;

    /// <summary>The regression with the penalty of a λ.</summary>
    internal LinearRegression At(double lambda, Vector<double>? start) => Regression with { Penalty = PenaltyOf(lambda), Start = start };

    /// <summary>Fits the path to samples that have their weights, where what is kept of a fit may go on from the model before.</summary>
    private PathResult Models(TrainingData data, SummedSquares? squares, Func<LinearFit, LinearModel?, ModelContent> facts, CancellationToken cancellationToken)
    {
        (IReadOnlyList<double> lambdas, Vector<double>? start) = Lambdas is { } given ? (given, Regression.Start) : Grid(data, squares);
        List<LinearModel> models = [];
        foreach (double lambda in lambdas)
        {
            ModelContent Content(LinearFit problem) => facts(problem, models.LastOrDefault());
            LinearRegression each = At(lambda, Regression.Start);
            LinearModel model = squares?.Takes(each.Settings) == true
                ? new LinearModel(Content(squares.Fit(each.Settings)))
                : (each with { Start = start }).Iterate(data, Content, cancellationToken).Complete();
            models.Add(model);
            start = model.Parameters;
            if (cancellationToken.IsCancellationRequested)
            {
                if (Regression.Stopping.ThrowOnCancellation)
                {
                    throw new OperationCanceledException(cancellationToken);
                }

                break;
            }
        }

        return new PathResult([.. lambdas.Take(models.Count)], models);
    }

    private (IReadOnlyList<double> Lambdas, Vector<double>? Start) Grid(TrainingData data, SummedSquares? squares)
    {
        var without = new WithoutFeatures(Regression, data, squares);
        double largest = without.SmallestLambda(PenaltyOf);
        double[] lambdas = [.. Enumerable.Range(0, Count).Select(i => i == 0 ? largest : largest * Math.Pow(Ratio, i / (Count - 1.0)))];
        return (lambdas, Regression.Start ?? Vector<double>.Build.DenseOfArray(without.Parameters));
    }

    private IPenalty PenaltyOf(double lambda)
        => Penalty(lambda) ?? throw new ArgumentException(Invariant($"The penalty of λ = {lambda} is null."), nameof(Penalty));

    private static double[] Descending(IReadOnlyList<double> lambdas)
    {
        Require.AtLeast(1, lambdas.Count, $"{nameof(Lambdas)}.Count");
        return [.. lambdas.Select(lambda => Require.Positive(lambda, nameof(Lambdas))).OrderDescending()];
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
