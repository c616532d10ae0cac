namespace Optimizers.Tests;

/// <summary>Every loss, means and sums, with kinks and without.</summary>
internal static class EveryLoss
{
    public static IReadOnlyDictionary<string, ILoss> ByName { get; } = All().ToDictionary(loss => $"{loss}");

    public static TheoryData<string> Names => [.. ByName.Keys];

    /// <summary>Targets that the loss accepts, k for each term.</summary>
    public static double[] Targets(this ILoss loss, int terms, int phase)
    {
        double[] wave = Points.Wave(terms * loss.Outputs, phase);
        return loss.TargetRule switch
        {
            null => wave,
            "0 or 1" => [.. wave.Select(value => value > 0 ? 1.0 : 0)],
            "at least 0" => [.. wave.Select(Math.Abs)],
            "above 0" => [.. wave.Select(value => Math.Abs(value) + 0.1)],
            _ => [.. Enumerable.Range(0, terms).SelectMany(i => Probabilities(loss.Outputs, i))],
        };
    }

    /// <summary>The term of one pair, and its slope.</summary>
    public static (double Value, double Slope) Term(this ILoss loss, double prediction, double target)
    {
        double[] slope = new double[1];
        double value = loss.Sum([prediction], [target], slope);
        return (value, slope[0]);
    }

    private static IEnumerable<ILoss> All() =>
    [
        .. typeof(Losses).GetProperties().Select(property => (ILoss)property.GetValue(null)!),
        Losses.Huber(), Losses.Huber(1.5), Losses.SmoothL1(), Losses.SmoothL1(0.5), Losses.Quantile(0.9),
            Losses.Quantile(0.25), Losses.EpsilonInsensitive(0.4), Losses.EpsilonInsensitive(0),
        Losses.Softmax(2), Losses.Softmax(5), Losses.Tweedie(1.5), Losses.Tweedie(1.1),
        new AbsoluteLoss { Reduction = LossReduction.Sum }, new SoftmaxLoss(3) { Reduction = LossReduction.Sum },
            new PoissonLoss { Reduction = LossReduction.Sum },
        .. new ISmoothableLoss[] { new AbsoluteLoss(), new QuantileLoss(0.9), new EpsilonInsensitiveLoss(0.4) }.Select(loss => loss.Smoothed(0.3)),
    ];

    // one class, then shares of all
    private static IEnumerable<double> Probabilities(int classes, int row)
        => Enumerable.Range(0, classes).Select(j => row % 2 == 0 ? (j == row % classes ? 1.0 : 0) : 2.0 * (j + 1) / (classes * (classes + 1)));
}
