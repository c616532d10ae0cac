using System.Globalization;
using System.Numerics.Tensors;
using static System.FormattableString;

namespace Optimizers.Regression;

/// <summary>Whether targets are what a loss is for.</summary>
internal static class TargetCheck
{
    /// <exception cref="ArgumentException">There are not as many targets as the loss takes, or a target is not one that it takes; the message names the row.</exception>
    public static void Check(RowData data, ILoss loss, int firstRow = 0)
    {
        int k = data.TargetCount;
        if (k % loss.Outputs != 0 || (loss.Outputs > 1 && k != loss.Outputs))
        {
            throw new ArgumentException($"{loss} takes {loss.Outputs} targets; there are {k}.", nameof(loss));
        }

        if (loss.TargetRule is null && TensorPrimitives.IsFiniteAll<double>(data.Targets.AsSpan(0, data.Rows * k)))
        {
            return;
        }

        for (int first = 0; first < data.Rows * k; first += loss.Outputs)
        {
            ReadOnlySpan<double> target = data.Targets.AsSpan(first, loss.Outputs);
            if (!loss.Accepts(target))
            {
                throw new ArgumentException(
                    Invariant($"{data.Places.Of(firstRow + (first / k))}{(data.Places == RowPlaces.Counted ? " of y" : ", the target")} is {Text(target)}; the targets of {loss} are {loss.TargetRule}{data.Places.Rule}."), "y");
            }
        }
    }

    private static string Text(ReadOnlySpan<double> target) => string.Join(", ", target.ToArray().Select(value => value.ToString(CultureInfo.InvariantCulture)));
}
