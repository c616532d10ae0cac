using System.Globalization;

namespace Optimizers.Regression;

/// <summary>Whether targets, and exposures where there are some, are what a loss is for, of samples that are not rows of this process.</summary>
internal sealed class TargetsPass(int features, int targets, ILoss loss) : INumberedPass<TargetsPass.Fault>
{
    // the rows before, whether there are exposures, whether a target is wrong; after them that target
    private const int OwnNumbers = 3;

    /// <summary>d.</summary>
    public int Features => features;

    /// <summary>k.</summary>
    public int Targets => targets;

    public ILoss Loss => loss;

    /// <exception cref="ArgumentException">A target is not one that the loss takes, or there are exposures and the loss has no log link.</exception>
    public static void Check(ISamples samples, ILoss loss)
    {
        if (samples.TargetCount % loss.Outputs != 0 || (loss.Outputs > 1 && samples.TargetCount != loss.Outputs))
        {
            throw new ArgumentException(Invariant($"{loss} takes {loss.Outputs} targets; there are {samples.TargetCount}."), nameof(loss));
        }

        Fault found = samples.Run(new TargetsPass(samples.FeatureCount, samples.TargetCount, loss));
        if (found.Target is { } target)
        {
            string text = string.Join(", ", target.Select(value => value.ToString(CultureInfo.InvariantCulture)));
            string rule = loss.TargetRule is { } own ? $"the targets of {loss} are {own}" : "every target must be finite";
            throw new ArgumentException(Invariant($"Row {found.Rows} of y is {text}; {rule} (rows counted from 0)."), "y");
        }

        if (found.HasOffsets && loss.Link != Link.Log)
        {
            throw TargetCheck.NoLogLink(loss);
        }
    }

    public Fault CreateSum() => new();

    public void Add(SampleBlock block, Fault sum)
    {
        sum.HasOffsets |= block.HasOffsets;
        double[] scratch = new double[block.TargetCount];
        for (int i = 0; i < block.Rows && sum.Target is null; i++)
        {
            ReadOnlySpan<double> row = block.Targets(i, 1, scratch);
            for (int first = 0; first < row.Length && sum.Target is null; first += loss.Outputs)
            {
                ReadOnlySpan<double> target = row.Slice(first, loss.Outputs);
                sum.Target = Require.FirstNotFinite(target) is null && loss.Accepts(target) ? null : target.ToArray();
            }

            sum.Rows += sum.Target is null ? 1 : 0;
        }
    }

    public void Merge(Fault sum, Fault later)
    {
        sum.HasOffsets |= later.HasOffsets;
        if (sum.Target is null)
        {
            (sum.Rows, sum.Target) = (sum.Rows + later.Rows, later.Target);
        }
    }

    public double[] ToNumbers(Fault sum)
        => [sum.Rows, sum.HasOffsets ? 1 : 0, sum.Target is null ? 0 : 1, .. sum.Target ?? new double[loss.Outputs]];

    public Fault FromNumbers(ReadOnlySpan<double> numbers)
    {
        INumberedPass<Fault>.CheckCount(numbers, OwnNumbers + loss.Outputs);
        return new Fault { Rows = checked((long)numbers[0]), HasOffsets = numbers[1] != 0, Target = numbers[2] == 0 ? null : [.. numbers[OwnNumbers..]] };
    }

    /// <summary>The first target that is wrong, and the rows before it.</summary>
    internal sealed class Fault
    {
        public long Rows { get; set; }

        public double[]? Target { get; set; }

        public bool HasOffsets { get; set; }
    }
}
