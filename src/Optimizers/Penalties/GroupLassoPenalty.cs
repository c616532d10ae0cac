using System.Globalization;

namespace Optimizers;

/// <summary>The L2 norms of groups of coordinates, which sets whole groups to exactly 0.</summary>
/// <remarks>
/// <code>
/// g(x) = λ Σ √nₖ ‖x_k‖₂ over groups x_k of nₖ coordinates in a row
/// prox: x_k ← max(0, 1 − tλ√nₖ/‖x_k‖₂) x_k
/// </code>
/// <para>For points of Σ nₖ coordinates. Paper: <see href="https://doi.org/10.1111/j.1467-9868.2005.00532.x">Yuan and Lin 2006</see>.</para>
/// </remarks>
/// <example><code>var penalty = new GroupLassoPenalty(0.1, 3, 2, 2);   // 7 coordinates: 3 together, 2 together, 2 together</code></example>
public sealed record GroupLassoPenalty : IPenalty
{
    private readonly int[] _groups;

    /// <summary>Weighs the norms of groups.</summary>
    /// <param name="weight">λ, finite and at least 0.</param>
    /// <param name="groups">n₁, n₂, …: the coordinates in each group, at least 1; at least one group.</param>
    /// <exception cref="ArgumentException">The weight is out of its range, there is no group, or one is empty.</exception>
    public GroupLassoPenalty(double weight, params ReadOnlySpan<int> groups)
    {
        Require.AtLeast(1, groups.Length, nameof(groups));
        Weight = weight;
        _groups = groups.ToArray();
        int dimension = 0;
        foreach (int size in _groups)
        {
            dimension = checked(dimension + Require.AtLeast(1, size, nameof(groups)));
        }

        Dimension = dimension;
    }

    /// <summary>λ.</summary>
    /// <value>Finite and at least 0.</value>
    public double Weight { get; init => field = Require.NonNegative(value); }

    /// <summary>The coordinates in each group.</summary>
    public IReadOnlyList<int> Groups => _groups;

    /// <inheritdoc/>
    public int? Dimension { get; }

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point)
    {
        double sum = 0;
        foreach (int size in _groups)
        {
            sum += Math.Sqrt(size) * Blas.Norm(point[..size]);
            point = point[size..];
        }

        return Weight * sum;
    }

    /// <inheritdoc/>
    public void ApplyProximal(Span<double> point, double step)
    {
        foreach (int size in _groups)
        {
            Span<double> group = point[..size];
            double threshold = step * Weight * Math.Sqrt(size), norm = Blas.Norm(group);
            if (norm <= threshold)
            {
                group.Clear();
            }
            else
            {
                Blas.Scale(1 - (threshold / norm), group, group);
            }

            point = point[size..];
        }
    }

    /// <summary>Whether both have the same weight and groups.</summary>
    /// <param name="other">The other penalty.</param>
    public bool Equals(GroupLassoPenalty? other) => other is not null && Weight == other.Weight && _groups.AsSpan().SequenceEqual(other._groups);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Weight, Dimension, _groups.Length);

    /// <summary>The formula with its numbers.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Weight} Σ √nₖ ‖wₖ‖₂, n = [{string.Join(", ", _groups.Take(6))}{(_groups.Length > 6 ? ", …" : "")}]");
}
