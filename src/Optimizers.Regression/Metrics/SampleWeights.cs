using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>How much each of n samples counts in a metric: a weight of 2 is as the sample given twice, one of 0 as the sample left out.</summary>
internal sealed class SampleWeights
{
    private readonly double[]? _weights;

    private SampleWeights(double[]? weights, int count) => (_weights, Count) = (weights, count);

    /// <summary>n.</summary>
    public int Count { get; }

    public double this[int sample] => _weights is null ? 1 : _weights[sample];

    /// <summary>Checks the weights of samples.</summary>
    /// <param name="weights">The weights, n; null counts every sample alike.</param>
    /// <param name="count">n.</param>
    /// <param name="name">What the caller calls the weights.</param>
    /// <exception cref="ArgumentException">The weights are not n finite numbers that are at least 0, or all are 0.</exception>
    public static SampleWeights Of(Vector<double>? weights, int count, [CallerArgumentExpression(nameof(weights))] string name = "")
    {
        if (weights is null)
        {
            return new SampleWeights(null, count);
        }

        Require.SameCount(weights.Count, count, "weights", "samples", name);
        double[] copy = weights.ToArray();
        int wrong = Array.FindIndex(copy, weight => !(weight >= 0 && double.IsFinite(weight)));
        if (wrong >= 0)
        {
            throw new ArgumentException(
                Invariant($"Row {wrong} of {name} is {copy[wrong]}; a weight must be a finite number that is at least 0 (counted from 0)."), name);
        }

        return copy.Any(weight => weight > 0)
            ? new SampleWeights(copy, count)
            : throw new ArgumentException($"Every entry of {name} is 0; at least one sample must count.", name);
    }

    /// <summary>Σ wᵢ tᵢ / Σ wᵢ. A sample that does not count is not asked, for its term may be infinite.</summary>
    public double Mean(Func<int, double> term)
    {
        double sum = 0, total = 0;
        for (int i = 0; i < Count; i++)
        {
            if (this[i] > 0)
            {
                sum += this[i] * term(i);
                total += this[i];
            }
        }

        return sum / total;
    }
}
