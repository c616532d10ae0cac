using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <content>Cross-validation of several targets or classes.</content>
public sealed partial record CrossValidation
{
    /// <summary>Scores a regression of several targets.</summary>
    /// <param name="regression">The regression.</param>
    /// <param name="X">The features, n × d, one sample a row.</param>
    /// <param name="Y">The targets, n × k.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <inheritdoc cref="Score(LinearRegression, Matrix{double}, Vector{double}, CancellationToken)" path="/returns|/exception"/>
    public CrossValidationScore Score(LinearRegression regression, Matrix<double> X, Matrix<double> Y, CancellationToken cancellationToken = default)
        => Score(regression, TrainingData.From(X, Y), cancellationToken);

    /// <summary>Chooses the weight λ of a penalty of several targets, the same for all.</summary>
    /// <param name="path">The regression and its penalties; a λmax is that of all samples.</param>
    /// <param name="X">The features, n × d, one sample a row.</param>
    /// <param name="Y">The targets, n × k.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <inheritdoc cref="Select(RegularizationPath, Matrix{double}, Vector{double}, CancellationToken)" path="/returns|/exception"/>
    public TargetsPenaltySelection Select(RegularizationPath path, Matrix<double> X, Matrix<double> Y, CancellationToken cancellationToken = default)
        => SelectTargets(path, TrainingData.From(X, Y), cancellationToken);

    /// <summary>Chooses the weight λ of a penalty of several targets, or classes, on data with names, the same for all.</summary>
    /// <param name="path">The regression and its penalties; a λmax is that of all samples.</param>
    /// <param name="data">The samples; they are not changed.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <inheritdoc cref="Select(RegularizationPath, Matrix{double}, Vector{double}, CancellationToken)" path="/returns|/exception"/>
    public TargetsPenaltySelection SelectTargets(RegularizationPath path, TrainingData data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(data);
        IReadOnlyList<double> lambdas = path.LambdasOf(data, squares: null);
        path = path with { Regression = path.Regression with { Loss = path.At(lambdas[0], null).WithDelta(data, cancellationToken).Loss } };
        var folds = new Folds(this, path.Regression, data);
        RegularizationPath each = path with { Lambdas = lambdas };
        (double Loss, StopReason Reason)[][] ends = [.. folds.Each().Select(fold =>
        {
            TargetsPathResult models = fold.Fit(samples => each.FitTargets(samples, (problem, _) => ModelContent.Of(problem, samples), cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            return models.Models.Select(model => (fold.Loss(path.Regression, model.Training.Point), model.Training.Reason)).ToArray();
        })];

        PenaltyScores scores = PenaltyScores.Of(lambdas, ends);
        MultiTargetLinearModel model = path.At(scores.BestLambda, path.Regression.Start).FitTargets(data, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return new TargetsPenaltySelection(scores, model);
    }
}
