using System.Text;

namespace Optimizers;

/// <summary>A closed convex set, known by the projection onto it.</summary>
/// <remarks>
/// As a constraint of <see cref="ProximalGradient"/> it is the penalty that is 0 inside and +∞ outside; <see cref="Projected"/> keeps any update rule in it.
/// </remarks>
public abstract record ConvexSet : IPenalty
{
    // a projection onto a curved set is in it but for rounding
    private protected const double Rounding = 1e-12;

    private protected ConvexSet()
    {
    }

    /// <inheritdoc/>
    public virtual int? Dimension => null;

    /// <summary>The smallest box that holds the set.</summary>
    internal abstract Box Around { get; }

    /// <summary>Whether a point is in the set, within its rounding.</summary>
    /// <param name="point">x, n coordinates.</param>
    public abstract bool Contains(ReadOnlySpan<double> point);

    /// <summary>Moves a point to the nearest one of the set, in place; allocates nothing, and leaves a point inside as it is.</summary>
    /// <param name="point">x, n coordinates; becomes argmin ‖z − x‖₂ over z in the set.</param>
    public abstract void Project(Span<double> point);

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point) => Contains(point) ? 0 : double.PositiveInfinity;

    /// <inheritdoc/>
    public void ApplyProximal(Span<double> point, double step) => Project(point);

    /// <summary>Prints nothing: what a set is in words are its settings, and the dimension is none.</summary>
    /// <param name="builder">Receives nothing.</param>
    protected virtual bool PrintMembers(StringBuilder builder) => false;
}
