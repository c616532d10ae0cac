namespace Optimizers;

/// <summary>How the height of the triangles of a <see cref="Cyclic"/> schedule changes.</summary>
public enum CycleMode
{
    /// <summary>All triangles are as high.</summary>
    Triangular,

    /// <summary>Each triangle is half as high as the one before: torch's "triangular2".</summary>
    Halving,

    /// <summary>The height shrinks by a factor in each step: torch's "exp_range".</summary>
    Exponential,
}
