using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <content>Paths of several targets or classes.</content>
public sealed partial record RegularizationPath
{
    /// <summary>Fits the path of several targets: λ is the same for all.</summary>
    /// <param name="X">The features, n × d, one sample a row.</param>
    /// <param name="Y">The targets, n × k.</param>
    /// <param name="cancellationToken">Stops the fit under way after an iteration, and the path with it; the models are then those so far.</param>
    /// <inheritdoc cref="Fit(Matrix{double}, Vector{double}, CancellationToken)" path="/returns|/exception"/>
    public TargetsPathResult Fit(Matrix<double> X, Matrix<double> Y, CancellationToken cancellationToken = default)
        => FitTargets(TrainingData.From(X, Y), cancellationToken);

    /// <summary>Fits the path of several targets, or classes, to data with names: λ is the same for all.</summary>
    /// <param name="data">The samples; they are not changed.</param>
    /// <param name="cancellationToken">Stops the fit under way after an iteration, and the path with it; the models are then those so far.</param>
    /// <inheritdoc cref="Fit(Matrix{double}, Vector{double}, CancellationToken)" path="/returns|/exception"/>
    public TargetsPathResult FitTargets(TrainingData data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return FitTargets(data, (problem, before) => ModelContent.Of(problem, data).Summarized(problem, before?.Facts.Sums), cancellationToken);
    }

    /// <summary>Fits the path, where what is kept of a fit may go on from the model before.</summary>
    internal TargetsPathResult FitTargets(TrainingData data, Func<LinearFit, MultiTargetLinearModel?, ModelContent> facts, CancellationToken cancellationToken)
    {
        (IReadOnlyList<double> lambdas, Vector<double>? start) = Lambdas is { } given ? (given, Regression.Start) : Grid(data, squares: null);
        List<MultiTargetLinearModel> models = [];
        foreach (double lambda in lambdas)
        {
            MultiTargetLinearModel model = At(lambda, start)
                .IterateTargets(data, problem => facts(problem, models.LastOrDefault()), cancellationToken).Complete();
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

        return new TargetsPathResult([.. lambdas.Take(models.Count)], models);
    }
}
