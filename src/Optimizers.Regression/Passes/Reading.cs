using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Optimizers.Regression;

/// <summary>How a pass reads samples: arithmetic on each block, which leaves the samples as they are.</summary>
/// <param name="Scaling">What is subtracted from the features, and what they are divided by then; null: nothing.</param>
/// <param name="TargetShift">What is subtracted from the targets, k; null: nothing.</param>
/// <param name="TargetUnit">What targets are then divided by.</param>
internal sealed record Reading(FeatureScaling? Scaling = null, double[]? TargetShift = null, double TargetUnit = 1)
{
    private readonly double[]? _factors = Scaling is null ? null : Array.ConvertAll(Scaling.Scales, scale => 1 / scale);
    private readonly bool _changesTargets = TargetUnit != 1 || TargetShift?.Any(shift => shift != 0) == true;

    /// <summary>Reads the features of some samples.</summary>
    /// <param name="block">The samples.</param>
    /// <param name="first">The first sample.</param>
    /// <param name="count">How many.</param>
    /// <param name="scratch">Room for a copy, count × d.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<double> X(SampleBlock block, int first, int count, Span<double> scratch)
    {
        if (_factors is null)
        {
            return block.Features(first, count, scratch);
        }

        int d = _factors.Length, width = Vector<double>.Count;
        ref double means = ref MemoryMarshal.GetArrayDataReference(Scaling!.Means), factors = ref MemoryMarshal.GetArrayDataReference(_factors);
        for (int i = 0; i < count; i++)
        {
            block.Prefetch(first + i);
            ref double x = ref MemoryMarshal.GetReference(block.Row(first + i)), z = ref MemoryMarshal.GetReference(scratch.Slice(i * d, d));
            int j = 0;
            for (; j <= d - width; j += width)
            {
                Vector<double> shifted = Vector.LoadUnsafe(ref x, (nuint)j) - Vector.LoadUnsafe(ref means, (nuint)j);
                (shifted * Vector.LoadUnsafe(ref factors, (nuint)j)).StoreUnsafe(ref z, (nuint)j);
            }

            for (; j < d; j++)
            {
                Unsafe.Add(ref z, j) = (Unsafe.Add(ref x, j) - Unsafe.Add(ref means, j)) * Unsafe.Add(ref factors, j);
            }
        }

        return scratch[..(count * d)];
    }

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
}
