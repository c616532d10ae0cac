namespace Optimizers.Regression;

/// <summary>The scores of the weights λ of a penalty, and which is the best.</summary>
/// <param name="Lambdas">The weights λ, the largest first.</param>
/// <param name="Scores">The score of each.</param>
/// <param name="Best">The index of the least mean loss; of several the first.</param>
internal sealed record PenaltyScores(IReadOnlyList<double> Lambdas, IReadOnlyList<CrossValidationScore> Scores, int Best)
{
    public double BestLambda => Lambdas[Best];

    /// <summary>The largest λ whose mean loss is at most the least plus its standard error.</summary>
    public double LargestLambdaWithinOneStandardError
    {
        get
        {
            double bound = Scores[Best].MeanLoss + Scores[Best].StandardError;
            return Lambdas.Where((_, i) => i == Best || Scores[i].MeanLoss <= bound).First();
        }
    }

    /// <param name="lambdas">The weights λ.</param>
    /// <param name="ends">For each fold the loss of its held-out samples at each λ.</param>
    public static PenaltyScores Of(IReadOnlyList<double> lambdas, (double Loss, StopReason Reason)[][] ends)
    {
        CrossValidationScore[] scores = [.. lambdas.Select((_, i) => new CrossValidationScore([.. ends.Select(fold => fold[i])]))];
        int best = Enumerable.Range(0, scores.Length).MinBy(i => double.IsNaN(scores[i].MeanLoss) ? double.PositiveInfinity : scores[i].MeanLoss);
        return new PenaltyScores(lambdas, scores, best);
    }

    public override string ToString()
        => Invariant($"λ = {BestLambda:G4}, loss {Scores[Best]}; within one standard error λ = {LargestLambdaWithinOneStandardError:G4}");
}
