using System.Globalization;
using System.Text;
using BenchmarkDotNet.Environments;
using Optimizers.Regression;

namespace Optimizers.Benchmarks;

/// <summary>How the time of an evaluation and of an epoch of mini-batches grows with the number of samples, and that of an evaluation with the number of
/// features.</summary>
internal static class ScalingReport
{
    private const int Features = 16, BatchSize = 10, Numbers = 4_000_000;

    private static readonly int[] SampleCounts = [1000, 3000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000];
    private static readonly int[] FeatureCounts = [1, 2, 4, 8, 16, 32, 64, 125, 250, 500, 1000, 2000, 4000];

    public static string Write()
    {
        SampleScaling[] samples = [.. SampleCounts.Where(Fits).Select(Measure)];
        FeatureScaling[] features =
            [.. FeatureCounts.Select(count => new FeatureScaling(count, Evaluation(Objective(Numbers / count, count)) / (Numbers / count * count)))];

        string text = Text(samples, features);
        File.WriteAllText(Repository.Result("scaling.md"), text);
        ScalingPlots.Save(samples, Repository.Result("scaling-n.png"));
        ScalingPlots.Save(features, Repository.Result("scaling-d.png"));
        return text;
    }

    // the matrix and the copy of it by row, and as much again for all else
    private static bool Fits(int samples) => 4.0 * samples * Features * sizeof(double) < GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private static SampleScaling Measure(int samples)
    {
        LinearObjective objective = Objective(samples, Features);
        return new SampleScaling(
            samples, Evaluation(objective) / samples, Epoch(objective, SampleOrder.AsGiven) / samples, Epoch(objective, SampleOrder.Reshuffled) / samples);
    }

    private static LinearObjective Objective(int samples, int features)
    {
        var data = new RandomSamples(samples, features);
        return new LinearObjective(data.X, data.FirstTarget, Losses.HalfMeanSquaredError, fitIntercept: false);
    }

    private static double Evaluation(LinearObjective objective)
    {
        double[] point = RandomNumbers.Signed(objective.Dimension, seed: 2), gradient = new double[objective.Dimension];
        return StopwatchTimer.Nanoseconds(() => objective.Evaluate(point, gradient));
    }

    private static double Epoch(LinearObjective objective, SampleOrder order)
    {
        var sgd = new StochasticGradientDescent { LearningRate = 0.001 };
        var batches = new MiniBatches(BatchSize) { Epochs = 1, Seed = 1, Order = order };
        return StopwatchTimer.Nanoseconds(() => sgd.Minimize(objective, new double[objective.Dimension], batches));
    }

    private static string Text(SampleScaling[] samples, FeatureScaling[] features)
    {
        var text =
            new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"# Scaling\n\n```\n{HostEnvironmentInfo.GetInformation().TrimEnd()}\n```\n\n"));
        text.Append(
            CultureInfo.InvariantCulture,
            $"Nanoseconds for each sample of {Features} features: value and gradient of least squares over all samples, and one epoch of SGD in batches "
            + $"of {BatchSize} with the pass over all samples that ends it.\n\n");
        text.Append("![Time against the number of samples](scaling-n.png)\n\n| n | evaluation | epoch, as given | epoch, reshuffled |\n|---|---|---|---|\n");
        foreach (SampleScaling row in samples)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {row.Samples} | {Quantity.Number(row.Evaluation)} | {Quantity.Number(row.EpochAsGiven)} | {Quantity.Number(row.EpochReshuffled)} |\n");
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"\nNanoseconds for each number of X in a value and gradient of least squares, n × d ≈ {Numbers}.\n\n![Time against the number of "
            + $"features](scaling-d.png)\n\n| n | d | evaluation |\n|---|---|---|\n");
        foreach (FeatureScaling row in features)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Numbers / row.Features} | {row.Features} | {Quantity.Number(row.Evaluation)} |\n");
        }

        return text.ToString();
    }
}
