using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>Settings of a k-fold cross-validation: how well a regression predicts samples that it was not fitted to, and which penalty predicts them
/// best.</summary>
/// <remarks>
/// <code>
/// fold loss = Σ wᵢℓ(ŷᵢ, yᵢ) / Σ wᵢ  over the samples held out, by the model of all others
/// mean = the mean of the k fold losses,  standard error = s/√k with s their standard deviation (k − 1)
/// </code>
/// <para>ℓ are the terms of the regression's own loss, without the penalty: squared errors, or of a GLM its log-losses or deviances. A loss that is a sum
/// counts as a mean here, for folds differ in size; of a loss that is a root the root is taken in each fold. The samples are shuffled and cut into folds of
/// sizes that differ by at most one; weights and exposures go with them. Groups of <see cref="TrainingData.WithGroups"/> stay together: each, the large ones
/// first, is in the fold that has the fewest samples yet.</para>
/// <para>The δ of a Huber loss that has none is one for all folds, from a fit of all samples, at the largest λ if there are several.</para>
/// <para>A column that does not vary in a fold's training samples, such as a rare category, gets the coefficient 0 there if there is a penalty; without one the
/// fit refuses it.</para>
/// </remarks>
/// <example><code>
/// PenaltySelection lasso = new CrossValidation { Folds = 10, Seed = 1 }.Select(path, X, y);
/// Console.WriteLine($"λ = {lasso.BestLambda}: {lasso.Model}");
/// </code></example>
public sealed partial record CrossValidation
{
    /// <summary>k, the number of folds.</summary>
    /// <value>At least 2; 5 by default, as in scikit-learn. With as many as there are samples or groups, each is held out once.</value>
    public int Folds { get; init => field = Require.AtLeast(2, value); } = 5;

    /// <summary>The seed of the shuffle; the same seed makes the same folds.</summary>
    /// <value>0 by default.</value>
    public int Seed { get; init; }

    /// <summary>Scores a regression.</summary>
    /// <param name="regression">The regression.</param>
    /// <param name="X">The features, n × d, one sample a row.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <returns>The losses of the folds, their mean and its standard error.</returns>
    /// <exception cref="ArgumentException">
    /// There are more folds than samples, or than groups of them; or a fit refuses its fold, which the message names, see
    /// <see cref="LinearRegression.Fit(Matrix{double}, Vector{double}, CancellationToken)"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was broken off: a fit has a best so far and says <see cref="StopReason.Cancelled"/>, folds that are left
    /// out make no score.</exception>
    public CrossValidationScore Score(LinearRegression regression, Matrix<double> X, Vector<double> y, CancellationToken cancellationToken = default)
        => Score(regression, TrainingData.From(X, y), cancellationToken);

    /// <summary>Scores a regression on data with names, of one target or several.</summary>
    /// <param name="regression">The regression.</param>
    /// <param name="data">The samples; they are not changed.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <inheritdoc cref="Score(LinearRegression, Matrix{double}, Vector{double}, CancellationToken)" path="/returns|/exception"/>
    public CrossValidationScore Score(LinearRegression regression, TrainingData data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(regression);
        regression = regression.WithDelta(data, cancellationToken);
        var folds = new Folds(this, regression, data);
        return Scores(
            folds,
            [regression],
            data => [regression.IterateTargets(data, problem => ModelContent.Of(problem, data), cancellationToken).Complete().Training],
            cancellationToken)[0];
    }

    /// <summary>Chooses the weight λ of a penalty.</summary>
    /// <param name="path">The regression and its penalties; a λmax is that of all samples.</param>
    /// <param name="X">The features, n × d, one sample a row.</param>
    /// <param name="y">The targets, n.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <returns>The losses over λ, the λ of the least, and its model.</returns>
    /// <exception cref="ArgumentException">
    /// There are more folds than samples, or than groups of them; or a fit refuses its fold, which the message names, see
    /// <see cref="RegularizationPath.Fit(Matrix{double}, Vector{double}, CancellationToken)"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was broken off: a fit has a best so far and says <see cref="StopReason.Cancelled"/>, folds that are left
    /// out make no score.</exception>
    public PenaltySelection Select(RegularizationPath path, Matrix<double> X, Vector<double> y, CancellationToken cancellationToken = default)
        => Select(path, TrainingData.From(X, y), cancellationToken);

    /// <summary>Chooses the weight λ of a penalty on data with names.</summary>
    /// <param name="path">The regression and its penalties; a λmax is that of all samples.</param>
    /// <param name="data">The samples, of one target or two classes; they are not changed.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <inheritdoc cref="Select(RegularizationPath, Matrix{double}, Vector{double}, CancellationToken)" path="/returns|/exception"/>
    public PenaltySelection Select(RegularizationPath path, TrainingData data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(data);
        IReadOnlyList<double> lambdas = path.LambdasOf(data, path.Squares(data, cancellationToken));
        path = path with { Regression = path.Regression with { Loss = path.At(lambdas[0], null).WithDelta(data, cancellationToken).Loss } };
        var folds = new Folds(this, path.Regression, data);
        RegularizationPath each = path with { Lambdas = lambdas };
        LinearRegression[] regressions = [.. lambdas.Select(lambda => path.At(lambda, path.Regression.Start))];
        CrossValidationScore[] scores = Scores(folds, regressions, data => each.FitAlone(data, cancellationToken), cancellationToken);
        int best = Enumerable.Range(0, scores.Length).MinBy(i => double.IsNaN(scores[i].MeanLoss) ? double.PositiveInfinity : scores[i].MeanLoss);
        LinearModel model = path.At(lambdas[best], path.Regression.Start).Fit(data, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return new PenaltySelection(lambdas, scores, best, model);
    }

    /// <summary>Scores regressions that differ by their penalty.</summary>
    /// <param name="folds">The folds.</param>
    /// <param name="regressions">The regressions.</param>
    /// <param name="fit">Fits them all to training samples, where sums do not.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    private static CrossValidationScore[] Scores(
        Folds folds, LinearRegression[] regressions, Func<TrainingData, OptimizationResult[]> fit, CancellationToken cancellationToken)
    {
        FoldSums? sums = folds.Sums(regressions[0]);
        OptimizationResult[]?[]? summed = sums?.Fit(regressions, cancellationToken);
        (double Loss, StopReason Reason)[][] ends = [.. folds.Each().Select((fold, f) =>
        {
            OptimizationResult[] results = summed?[f] ?? fold.Fit(fit);
            cancellationToken.ThrowIfCancellationRequested();
            return results.Select(result => (sums?.Loss(f, result.Point) ?? fold.Loss(regressions[0], result.Point), result.Reason)).ToArray();
        })];
        return [.. regressions.Select((_, i) => new CrossValidationScore([.. ends.Select(fold => fold[i])]))];
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
