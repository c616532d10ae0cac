using System.Globalization;

namespace Optimizers.Regression;

/// <summary>How well a regression predicted samples that it was not fitted to.</summary>
public sealed class CrossValidationScore
{
    internal CrossValidationScore(IReadOnlyList<double> foldLosses)
    {
        FoldLosses = foldLosses;
        MeanLoss = foldLosses.Average();
        StandardError = Math.Sqrt(foldLosses.Sum(loss => (loss - MeanLoss) * (loss - MeanLoss)) / (foldLosses.Count - 1) / foldLosses.Count);
    }

    /// <summary>The mean loss of each fold's held-out samples, k.</summary>
    public IReadOnlyList<double> FoldLosses { get; }

    /// <summary>The mean of the fold losses.</summary>
    public double MeanLoss { get; }

    /// <summary>The standard error of the mean, s/√k.</summary>
    public double StandardError { get; }

    /// <summary>Mean and standard error.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{MeanLoss:G6} ± {StandardError:G3} over {FoldLosses.Count} folds");
}
