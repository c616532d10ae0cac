namespace Optimizers;

/// <summary>Where a difference is evaluated, in steps from x, with the weights of the values in the derivative and in the second difference.</summary>
internal sealed class Stencil(params (double Offset, double Weight, double Bend)[] nodes)
{
    public ReadOnlySpan<(double Offset, double Weight, double Bend)> Nodes => nodes;

    /// <summary>The offset farthest from x.</summary>
    public double Reach { get; } = nodes.Max(node => Math.Abs(node.Offset));

    /// <summary>On both sides, with an error of h².</summary>
    public static Stencil Central { get; } = new((1, 0.5, 1), (-1, -0.5, 1), (0, 0, -2));

    /// <summary>On one side, with an error of h².</summary>
    public static Stencil ThreePoint { get; } = new((0, -1.5, 1), (1, 2, -2), (2, -0.5, 1));
}
