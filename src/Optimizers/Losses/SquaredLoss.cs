using System.Numerics;

namespace Optimizers;

/// <summary>A reduction of the squared errors c·e², e = prediction − target.</summary>
/// <param name="Name">The name in <see cref="Losses"/>.</param>
/// <param name="Formula">The whole formula.</param>
/// <param name="Factor">c, 1 or ½.</param>
/// <param name="Reduction">How the terms become one value.</param>
internal sealed record SquaredLoss(string Name, string Formula, double Factor, LossReduction Reduction) : ILoss
{
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivatives)
    {
        double slope = 2 * Factor;
        var sums = Vector<double>.Zero;
        int i = 0;
        for (; i <= predictions.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> e = new Vector<double>(predictions[i..]) - new Vector<double>(targets[i..]);
            sums += e * e;
            (slope * e).CopyTo(derivatives[i..]);
        }

        double sum = Vector.Sum(sums);
        for (; i < predictions.Length; i++)
        {
            double e = predictions[i] - targets[i];
            sum += e * e;
            derivatives[i] = slope * e;
        }

        return Factor * sum;
    }

    public override string ToString() => $"{Name} = {Formula}";
}
