using System.Runtime.CompilerServices;

namespace Optimizers;

/// <summary>The formulas of <see cref="LossReduction"/>.</summary>
internal static class LossReductions
{
    /// <summary>A mean or a sum in front of a term.</summary>
    public static string Words(this LossReduction reduction) => reduction == LossReduction.Mean ? "(1/n) Σ" : "Σ";

    /// <summary>A reduction of terms that are no squares, and have no root to take.</summary>
    public static LossReduction MeanOrSum(LossReduction value, [CallerMemberName] string name = "")
        => value is LossReduction.Mean or LossReduction.Sum ? value
            : throw new ArgumentOutOfRangeException(name, $"{name} must be Mean or Sum; it is {value}.");

    /// <summary>The reduced value and its derivative by the sum.</summary>
    /// <param name="reduction">The reduction.</param>
    /// <param name="sum">S, the sum of the terms.</param>
    /// <param name="count">n, the number of terms.</param>
    public static (double Value, double Scale) Apply(this LossReduction reduction, double sum, double count)
    {
        return reduction switch
        {
            LossReduction.Sum => (sum, 1),
            LossReduction.Mean => (sum / count, 1.0 / count),
            LossReduction.RootOfSum => Root(sum, 1),
            LossReduction.RootOfMean => Root(sum / count, 1.0 / count),
            _ => throw new ArgumentOutOfRangeException(nameof(reduction), $"There is no reduction {reduction}."),
        };

        static (double, double) Root(double square, double scale) => (Math.Sqrt(square), square == 0 ? 0 : scale / (2 * Math.Sqrt(square)));
    }
}
