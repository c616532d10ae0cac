using System.Globalization;

namespace Optimizers.Regression;

/// <summary>The weight λ of a penalty that cross-validation chose.</summary>
public sealed class PenaltySelection
{
    private readonly int _best;

    internal PenaltySelection(IReadOnlyList<double> lambdas, IReadOnlyList<CrossValidationScore> scores, int best, LinearModel model)
    {
        (Lambdas, Scores, _best, Model) = (lambdas, scores, best, model);
        double bound = scores[best].MeanLoss + scores[best].StandardError;
        LargestLambdaWithinOneStandardError = lambdas.Where((_, i) => i == best || scores[i].MeanLoss <= bound).First();
    }

    /// <summary>The weights λ, m, the largest first.</summary>
    public IReadOnlyList<double> Lambdas { get; }

    /// <summary>The score of each λ, m.</summary>
    public IReadOnlyList<CrossValidationScore> Scores { get; }

    /// <summary>The mean loss of each λ, m.</summary>
    public IReadOnlyList<double> MeanLosses => [.. Scores.Select(score => score.MeanLoss)];

    /// <summary>The standard error of each mean loss, m.</summary>
    public IReadOnlyList<double> StandardErrors => [.. Scores.Select(score => score.StandardError)];

    /// <summary>The λ of the least mean loss; of several the largest.</summary>
    public double BestLambda => Lambdas[_best];

    /// <summary>The largest λ whose mean loss is at most the least plus its standard error: the simplest model that the data do not tell from the best.</summary>
    public double LargestLambdaWithinOneStandardError { get; }

    /// <summary>The model of all samples at the best λ.</summary>
    public LinearModel Model { get; }

    /// <summary>Both λ with what they stand for.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"λ = {BestLambda:G4}, loss {Scores[_best]}; within one standard error λ = {LargestLambdaWithinOneStandardError:G4}");
}
