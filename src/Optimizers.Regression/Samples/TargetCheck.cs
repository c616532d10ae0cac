using System.Globalization;
using System.Numerics.Tensors;

namespace Optimizers.Regression;

/// <summary>Whether targets, and exposures where there are some, are what a loss is for.</summary>
internal static class TargetCheck
{
    /// <exception cref="ArgumentException">
    /// There are not as many targets as the loss takes, or a target is not one that it takes, the message names the row; or there are exposures and
    /// the loss has no log link.
    /// </exception>
    public static void Check(DenseRows data, ILoss loss, int firstRow = 0)
    {
        int k = data.TargetCount;
        if (k % loss.Outputs != 0 || (loss.Outputs > 1 && k != loss.Outputs))
        {
            throw new ArgumentException(Invariant($"{loss} takes {loss.Outputs} targets; there are {k}.{Columns(loss, k)}"), nameof(loss));
        }

        if (data.Offsets is not null && loss.Link != Link.Log)
        {
            throw NoLogLink(loss);
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
                    Invariant($"{data.Places.Of(firstRow + (first / k))}{(data.Places == RowPlaces.Counted ? " of y" : ", the target")} is {Text(target)}; ")
                        + Invariant($"the targets of {loss} are {loss.TargetRule}{data.Places.Rule}.{Classes(loss)}"), "y");
            }
        }
    }

    /// <summary>The refusal of exposures.</summary>
    public static ArgumentException NoLogLink(ILoss loss)
        => new($"Exposure multiplies the mean of losses with a log link, such as Losses.Poisson; the loss is {loss}.", nameof(loss));

    /// <summary>Where a classifier of two classes is given others.</summary>
    private static string Classes(ILoss loss)
        => loss.Link == Link.Logit
            ? " Two classes are the labels 0 and 1; for k of them use Losses.Softmax(k), with a column for each that is 1 where a "
                + "sample is of the class and 0 elsewhere."
            : "";

    /// <summary>Where a classifier of many classes is given another number of columns.</summary>
    private static string Columns(ILoss loss, int targets) => loss.Link != Link.Softmax ? ""
        : targets == 1
            ? " Each class has a column, 1 where a sample is of the class and 0 elsewhere; two classes in one column, 0 and 1, are for Losses.Logistic."
            : Invariant($" Each class has a column: use Losses.Softmax({targets}).");

    private static string Text(ReadOnlySpan<double> target)
        => string.Join(", ", target.ToArray().Select(value => value.ToString(CultureInfo.InvariantCulture)));
}
