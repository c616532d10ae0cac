using System.Globalization;
using System.Text;

namespace Optimizers.Benchmarks;

/// <summary>A run beside the one that is kept, by ratios to the peers: they are measured in the same run, so that a slower machine or a busy hour cancels
/// out.</summary>
internal sealed class SpeedComparison(MeasuredRun kept, MeasuredRun now)
{
    // ratios of the least times of short runs of the same code on a shared machine differ by up to a fifth
    private const double LargestWorsening = 1.25;

    private readonly (Measurement Kept, Measurement Now)[] _pairs =
        [.. now.Measurements.Where(measurement => measurement.IsOurs)
            .Join(kept.Measurements, measurement => measurement.Name, measurement => measurement.Name, (after, before) => (before, after))];

    private readonly string[] _added = [.. now.Measurements.Where(measurement => measurement.IsOurs)
        .Select(measurement => measurement.Name).Except(kept.Measurements.Select(measurement => measurement.Name))];

    /// <summary>Ours that have lost more against their peers than chance explains.</summary>
    public IReadOnlyList<string> Worse => [.. _pairs.Where(pair => pair.Now.Ratio / pair.Kept.Ratio > LargestWorsening).Select(pair => pair.Now.Name)];

    public override string ToString()
    {
        var text = new StringBuilder($"kept: {kept.Machine}\nnow:  {now.Machine}\n\n| benchmark | ratio kept | ratio now | change |\n|---|---|---|---|\n");
        foreach ((Measurement before, Measurement after) in _pairs.Where(HasPeer))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {after.Name} | {Quantity.Number(before.Ratio!.Value)} | {Quantity.Number(after.Ratio!.Value)} | "
                + $"{(after.Ratio / before.Ratio) - 1:+0%;-0%;0%} |\n");
        }

        (Measurement, Measurement)[] alone = [.. _pairs.Where(pair => !HasPeer(pair))];
        if (alone.Length > 0)
        {
            text.Append("\n| benchmark without a peer | time kept | time now |\n|---|---|---|\n");
            foreach ((Measurement before, Measurement after) in alone)
            {
                text.Append(
                    CultureInfo.InvariantCulture, $"| {after.Name} | {Quantity.Time(before.LeastNanoseconds)} | {Quantity.Time(after.LeastNanoseconds)} |\n");
            }
        }

        if (_added.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nNot kept yet: {string.Join("; ", _added)}.\n");
        }

        return text.Append(Worse.Count == 0
            ? "\nNothing got worse.\n"
            : string.Create(CultureInfo.InvariantCulture, $"\nMore than {LargestWorsening - 1:0%} worse: {string.Join("; ", Worse)}.\n")).ToString();
    }

    private static bool HasPeer((Measurement Kept, Measurement Now) pair) => pair is { Kept.Ratio: not null, Now.Ratio: not null };
}
