using System.Globalization;

namespace Optimizers;

/// <summary>Bounds on every coordinate, l ≤ x ≤ u.</summary>
/// <remarks><code>xᵢ ← min(uᵢ, max(lᵢ, xᵢ))</code>A bound may be infinite: none.</remarks>
/// <example><code>var box = new Box([0, double.NegativeInfinity], [1, 5]);</code></example>
public sealed record Box : ConvexSet, ISeparablePenalty
{
    // one number stands for all coordinates
    private readonly double[] _lower;
    private readonly double[] _upper;

    /// <summary>The same bounds for every coordinate, of points of any dimension.</summary>
    /// <param name="lower">l, −∞ for none.</param>
    /// <param name="upper">u, at least l; +∞ for none.</param>
    /// <exception cref="ArgumentException">The bounds cross, or one is NaN.</exception>
    public Box(double lower, double upper)
    {
        (_lower, _upper) = ([lower], [upper]);
        Check();
    }

    /// <summary>Bounds for each coordinate.</summary>
    /// <param name="lower">l, n numbers; −∞ for none.</param>
    /// <param name="upper">u, n numbers, each at least that of l; +∞ for none.</param>
    /// <exception cref="ArgumentException">There are not as many upper as lower bounds, or none; two cross; or one is NaN. The message names the
    /// coordinate.</exception>
    public Box(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        Require.AtLeast(1, lower.Length, nameof(lower));
        Require.SameCount(upper.Length, lower.Length, "upper bounds", "lower bounds", nameof(upper));
        (_lower, _upper) = (lower.ToArray(), upper.ToArray());
        Dimension = lower.Length;
        Check();
    }

    /// <inheritdoc/>
    public override int? Dimension { get; }

    CoordinateTerm ISeparablePenalty.Term(int coordinate) => new() { Lower = Lower(coordinate), Upper = Upper(coordinate) };

    /// <summary>The lower bound of a coordinate.</summary>
    /// <param name="i">The coordinate.</param>
    public double Lower(int i) => _lower[Dimension is null ? 0 : i];

    /// <summary>The upper bound of a coordinate.</summary>
    /// <param name="i">The coordinate.</param>
    public double Upper(int i) => _upper[Dimension is null ? 0 : i];

    internal override Box Around => this;

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<double> point)
    {
        for (int i = 0; i < point.Length; i++)
        {
            if (!(point[i] >= Lower(i) && point[i] <= Upper(i)))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override void Project(Span<double> point)
    {
        for (int i = 0; i < point.Length; i++)
        {
            point[i] = Math.Clamp(point[i], Lower(i), Upper(i));
        }
    }

    /// <summary>Throws where a coordinate of a caller's point is not within its bounds.</summary>
    internal void CheckInside(int coordinate, double value, string name)
    {
        if (!(value >= Lower(coordinate) && value <= Upper(coordinate)))
        {
            throw new ArgumentException(
                Invariant($"Coordinate {coordinate} of the point is {value}; its bounds are {Lower(coordinate)} and {Upper(coordinate)}."), name);
        }
    }

    /// <summary>Sets to 0 the partial derivatives of the coordinates whose bounds are one number.</summary>
    internal void ClearFixed(Span<double> gradient)
    {
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = Lower(i) == Upper(i) ? 0 : gradient[i];
        }
    }

    /// <summary>Whether a coordinate stays at its bound, for the function falls on the other side of it.</summary>
    internal bool Holds(int i, double x, double derivative) => derivative > 0 ? x <= Lower(i) : derivative < 0 && x >= Upper(i);

    /// <summary>Whether a coordinate is at one of its bounds.</summary>
    internal bool IsAtBound(int i, double x) => x <= Lower(i) || x >= Upper(i);

    /// <summary>The bounds of some coordinates.</summary>
    internal Box Of(int[] coordinates) => new([.. coordinates.Select(Lower)], [.. coordinates.Select(Upper)]);

    /// <summary>‖x − P(x − g)‖∞.</summary>
    internal double ProjectedGradientNorm(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        double largest = 0;
        for (int i = 0; i < point.Length; i++)
        {
            // not as a difference of points: far out the gradient would be lost in its rounding
            double g = gradient[i], move = Math.Min(Math.Abs(g), g > 0 ? point[i] - Lower(i) : Upper(i) - point[i]);
            // a gradient that is not finite must show through the bounds
            largest = !double.IsFinite(g) ? double.NaN : move > largest ? move : largest;
        }

        return largest;
    }

    /// <summary>Whether both have the same bounds for the same coordinates.</summary>
    /// <param name="other">The other box.</param>
    public bool Equals(Box? other)
        => other is not null && Dimension == other.Dimension && _lower.AsSpan().SequenceEqual(other._lower) && _upper.AsSpan().SequenceEqual(other._upper);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Dimension, _lower[0], _upper[^1]);

    /// <summary>The bounds in words.</summary>
    public override string ToString() => $"Box {{ Lower = {Words(_lower)}, Upper = {Words(_upper)} }}";

    private static string Words(double[] bounds) => bounds.Length == 1 ? bounds[0].ToString(CultureInfo.InvariantCulture)
        : $"[{string.Join(", ", bounds.Take(6).Select(bound => bound.ToString(CultureInfo.InvariantCulture)))}{(bounds.Length > 6 ? ", …" : "")}]";

    private void Check()
    {
        for (int i = 0; i < _lower.Length; i++)
        {
            if (!(_lower[i] <= _upper[i]))
            {
                string where = Dimension is null ? "" : Invariant($" of coordinate {i}");
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The lower bound{where} is {_lower[i]}, the upper {_upper[i]}; the lower must be at most the upper."), "lower");
            }
        }
    }
}
