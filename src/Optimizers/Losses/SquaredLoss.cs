using System.Numerics;
using System.Runtime.CompilerServices;

namespace Optimizers;

/// <summary>A reduction of the squared errors c·e², e = prediction − target.</summary>
/// <param name="Name">The name in <see cref="Losses"/>.</param>
/// <param name="Formula">The whole formula.</param>
/// <param name="Factor">c, 1 or ½.</param>
/// <param name="Reduction">How the terms become one value.</param>
internal sealed record SquaredLoss(string Name, string Formula, double Factor, LossReduction Reduction) : IErrorLoss, ICurvedLoss
{
    public double LargestCurvature => 2 * Factor;

    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivatives) => Sum(predictions, targets, [], derivatives);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, Span<double> derivatives)
    {
        LossKernel.Check(predictions, targets, weights, derivatives, 1);
        double slope = 2 * Factor;
        var sums = Vector<double>.Zero;
        int i = 0;
        for (; i <= predictions.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> e = new Vector<double>(predictions[i..]) - new Vector<double>(targets[i..]);
            Vector<double> weighted = weights.IsEmpty ? e : new Vector<double>(weights[i..]) * e;
            sums += weighted * e;
            (slope * weighted).CopyTo(derivatives[i..]);
        }

        double sum = Vector.Sum(sums);
        for (; i < predictions.Length; i++)
        {
            double e = predictions[i] - targets[i], weighted = weights.IsEmpty ? e : weights[i] * e;
            sum += weighted * e;
            derivatives[i] = slope * weighted;
        }

        return Factor * sum;
    }

    public double Curvature(double prediction, double target) => 2 * Factor;

    public override string ToString() => $"{Name} = {Formula}";
}
