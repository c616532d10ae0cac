namespace Optimizers;

/// <summary>Tells whether what is left of a gradient is no more than the rounding of the values hides.</summary>
/// <remarks>Of values near f that reach up to F, a gradient of about √(ε·f·F) beside the length of the point is all that their rounding leaves.</remarks>
/// <param name="state">A state with the <see cref="Scalars"/>.</param>
internal sealed class RoundingTest(OptimizerState state)
{
    /// <summary>What a value may be off by, beside its size.</summary>
    public const double Rounding = 1e-13;

    private const double SmallGradient = 1e-6;

    /// <summary>The numbers that it keeps in the state of a method.</summary>
    public static string[] Scalars { get; } = ["highest", "length"];

    /// <summary>The largest coordinate seen.</summary>
    public ref double Length => ref state.Scalar("length");

    private ref double Highest => ref state.Scalar("highest");

    /// <summary>Takes note of a point that the run begins at.</summary>
    public void Begin(ReadOnlySpan<double> point, double value)
    {
        Length = Math.Max(Length, Blas.MaxNorm(point));
        Highest = double.IsFinite(value) ? Math.Max(Highest, Math.Abs(value)) : Highest;
    }

    /// <summary>Whether a function as curved as its values are large would hide in their rounding what is left.</summary>
    /// <param name="size">How large the part of the gradient is that can move the point.</param>
    /// <param name="point">The point.</param>
    /// <param name="value">The value there.</param>
    public bool IsLost(double size, ReadOnlySpan<double> point, double value)
    {
        double highest = Math.Max(Highest, Math.Abs(value)), left = Math.Max(Math.Abs(value), SmallGradient * SmallGradient * highest);
        return size * Math.Max(Length, Blas.MaxNorm(point)) <= SmallGradient * Math.Sqrt(left) * Math.Sqrt(highest);
    }

    /// <summary>Whether the value's rounding hides all that the gradient promises over the length of the point, though nothing bend on the way.</summary>
    /// <param name="size">How large the part of the gradient is that can move the point.</param>
    /// <param name="point">The point.</param>
    /// <param name="value">The value there.</param>
    public bool IsAllLost(double size, ReadOnlySpan<double> point, double value) => size * Math.Max(Length, Blas.MaxNorm(point)) <= Rounding * Math.Abs(value);
}
