using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>What was predicted and what was true, sample by sample, checked.</summary>
/// <param name="Predicted">ŷ, n.</param>
/// <param name="Actual">y, n.</param>
/// <param name="Weights">How much each sample counts.</param>
internal sealed record SamplePairs(double[] Predicted, double[] Actual, SampleWeights Weights)
{
    /// <summary>Copies and checks vectors; the names are those of the caller's arguments.</summary>
    /// <exception cref="ArgumentException">The lengths differ or are 0, or an entry is not finite.</exception>
    public static SamplePairs Of(
        Vector<double> predicted,
        Vector<double> actual,
        Vector<double>? weights,
        [CallerArgumentExpression(nameof(predicted))] string predictedName = "",
        [CallerArgumentExpression(nameof(actual))] string actualName = "",
        [CallerArgumentExpression(nameof(weights))] string weightsName = "")
    {
        ArgumentNullException.ThrowIfNull(predicted, predictedName);
        ArgumentNullException.ThrowIfNull(actual, actualName);
        Require.SameCount(actual.Count, predicted.Count, "targets", "predictions", actualName);
        if (predicted.Count == 0)
        {
            throw new ArgumentException($"{predictedName} is empty.", predictedName);
        }

        return new SamplePairs(Finite(predicted, predictedName), Finite(actual, actualName), SampleWeights.Of(weights, predicted.Count, weightsName));
    }

    /// <summary>The weighted mean of a term of prediction and target.</summary>
    public double Mean(Func<double, double, double> term) => Weights.Mean(i => term(Predicted[i], Actual[i]));

    /// <summary>The exponent of 2 of the largest size of a term among the samples that count; the least there is where all are 0.</summary>
    public int Exponent(Func<double, double, double> term)
    {
        double largest = 0;
        for (int i = 0; i < Actual.Length; i++)
        {
            largest = Weights[i] > 0 ? Math.Max(largest, Math.Abs(term(Predicted[i], Actual[i]))) : largest;
        }

        return Math.ILogB(Math.Clamp(largest, double.Epsilon, double.MaxValue));
    }

    /// <summary>Refuses the first entry that is not as it must be, by its row.</summary>
    public static void Check(double[] values, Func<double, bool> accepts, string rule, string name)
    {
        int wrong = Array.FindIndex(values, value => !accepts(value));
        if (wrong >= 0)
        {
            throw new ArgumentException(Invariant($"Row {wrong} of {name} is {values[wrong]}; every entry must be {rule} (counted from 0)."), name);
        }
    }

    private static double[] Finite(Vector<double> vector, string name)
    {
        double[] copy = vector.ToArray();
        Check(copy, double.IsFinite, "finite", name);
        return copy;
    }
}
