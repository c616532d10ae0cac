using System.Numerics.Tensors;

namespace Optimizers.Regression;

/// <summary>How a pass reads samples: arithmetic on each block, which leaves the samples as they are.</summary>
/// <param name="Features">How features are standardized; null: they are read as they are.</param>
/// <param name="TargetShift">What is subtracted from the targets, k; null: nothing.</param>
/// <param name="TargetUnit">What targets are then divided by.</param>
internal sealed record Reading(Standardization? Features = null, double[]? TargetShift = null, double TargetUnit = 1)
{
    private readonly bool _changesTargets = TargetUnit != 1 || TargetShift?.Any(shift => shift != 0) == true;

    /// <summary>Reads the features of some samples.</summary>
    /// <param name="block">The samples.</param>
    /// <param name="first">The first sample.</param>
    /// <param name="count">How many.</param>
    /// <param name="scratch">Room for a copy, count × d.</param>
    public ReadOnlySpan<double> X(SampleBlock block, int first, int count, Span<double> scratch)
        => Features is null ? block.Features(first, count, scratch) : Features.Read(block, first, count, scratch);

    /// <summary>Reads the targets of some samples.</summary>
    /// <inheritdoc cref="X"/>
    public ReadOnlySpan<double> Y(SampleBlock block, int first, int count, Span<double> scratch)
    {
        ReadOnlySpan<double> targets = block.Targets(first, count, scratch);
        if (!_changesTargets)
        {
            return targets;
        }

        int k = block.TargetCount;
        for (int i = 0; i < targets.Length; i++)
        {
            scratch[i] = (targets[i] - (TargetShift is null ? 0 : TargetShift[k == 1 ? 0 : i % k])) / TargetUnit;
        }

        return scratch[..targets.Length];
    }

    /// <summary>Turns parameters of standardized features into those of features as they are read, or a gradient by these into one by those, in place: groups of weights and maybe a bias.</summary>
    public void Rescale(Span<double> groups, int stride)
    {
        if (Features is null)
        {
            return;
        }

        double[] rest = Features.Rest;
        for (int first = 0; first < groups.Length; first += stride)
        {
            Span<double> weights = groups.Slice(first, rest.Length);
            TensorPrimitives.Divide(weights, rest, weights);
        }
    }
}
