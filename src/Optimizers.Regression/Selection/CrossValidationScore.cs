using System.Globalization;

namespace Optimizers.Regression;

/// <summary>How well a regression predicted samples that it was not fitted to.</summary>
public sealed class CrossValidationScore
{
    internal CrossValidationScore(IReadOnlyList<(double Loss, StopReason Reason)> folds)
    {
        (FoldLosses, FoldReasons) = ([.. folds.Select(fold => fold.Loss)], [.. folds.Select(fold => fold.Reason)]);
        IReadOnlyList<double> foldLosses = FoldLosses;
        MeanLoss = foldLosses.Average();
        StandardError = Math.Sqrt(foldLosses.Sum(loss => (loss - MeanLoss) * (loss - MeanLoss)) / (foldLosses.Count - 1) / foldLosses.Count);
    }

    /// <summary>The mean loss of each fold's held-out samples, k.</summary>
    public IReadOnlyList<double> FoldLosses { get; }

    /// <summary>Why the fit of each fold stopped, k: a fold that ended as <see cref="StopReason.Separated"/>, say, has a loss that further iterations would
    /// change.</summary>
    public IReadOnlyList<StopReason> FoldReasons { get; }

    /// <summary>The mean of the fold losses.</summary>
    public double MeanLoss { get; }

    /// <summary>The standard error of the mean, s/√k.</summary>
    public double StandardError { get; }

    /// <summary>Mean and standard error, and the folds whose fits did not converge, counted from 1.</summary>
    public override string ToString()
    {
        IEnumerable<string> others = FoldReasons.Index().Where(fold => !fold.Item.IsConverged).GroupBy(fold => fold.Item, fold => fold.Index + 1).Select(
            folds => $"; {folds.Key}: {string.Join(", ", folds)}");
        return string.Create(CultureInfo.InvariantCulture, $"{MeanLoss:G6} ± {StandardError:G3} over {FoldLosses.Count} folds{string.Concat(others)}");
    }
}
