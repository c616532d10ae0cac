namespace Optimizers.Regression;

/// <summary>The weight λ of a penalty that cross-validation chose.</summary>
public sealed class PenaltySelection
{
    private readonly PenaltyScores _scores;

    internal PenaltySelection(IReadOnlyList<double> lambdas, IReadOnlyList<CrossValidationScore> scores, int best, LinearModel model)
        => (_scores, Model) = (new PenaltyScores(lambdas, scores, best), model);

    /// <summary>The weights λ, m, the largest first.</summary>
    public IReadOnlyList<double> Lambdas => _scores.Lambdas;

    /// <summary>The score of each λ, m.</summary>
    public IReadOnlyList<CrossValidationScore> Scores => _scores.Scores;

    /// <summary>The mean loss of each λ, m.</summary>
    public IReadOnlyList<double> MeanLosses => [.. Scores.Select(score => score.MeanLoss)];

    /// <summary>The standard error of each mean loss, m.</summary>
    public IReadOnlyList<double> StandardErrors => [.. Scores.Select(score => score.StandardError)];

    /// <summary>The λ of the least mean loss; of several the largest.</summary>
    public double BestLambda => _scores.BestLambda;

    /// <summary>The largest λ whose mean loss is at most the least plus its standard error: the simplest model that the data do not tell from the
    /// best.</summary>
    public double LargestLambdaWithinOneStandardError => _scores.LargestLambdaWithinOneStandardError;

    /// <summary>The model of all samples at the best λ.</summary>
    public LinearModel Model { get; }

    /// <summary>Both λ with what they stand for.</summary>
    public override string ToString() => _scores.ToString();
}
