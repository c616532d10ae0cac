namespace Optimizers.Tests;

/// <summary>One of the six lines of Moré and Thuente 1994, section 5, with the conditions and the counts of its table.</summary>
internal sealed record MoreThuenteProblem(Func<double, (double Value, double Slope)> Line, double Decrease, double Curvature, int[] Counts)
{
    /// <summary>The steps that the tables start from.</summary>
    public static double[] InitialSteps { get; } = [1e-3, 1e-1, 1e1, 1e3];

    /// <summary>Tables I to VI.</summary>
    public static IReadOnlyList<MoreThuenteProblem> Tables { get; } =
    [
        new(Rational, 1e-3, 0.1, [6, 3, 1, 4]),
        new(Quintic, 0.1, 0.1, [12, 8, 8, 11]),
        new(Wavy, 0.1, 0.1, [12, 12, 10, 13]),
        new(Steep(0.001, 0.001), 1e-3, 1e-3, [4, 1, 3, 4]),
        new(Steep(0.01, 0.001), 1e-3, 1e-3, [6, 3, 7, 8]),
        new(Steep(0.001, 0.01), 1e-3, 1e-3, [13, 11, 8, 11]),
    ];

    /// <summary>(5.1): −α/(α² + 2).</summary>
    private static (double, double) Rational(double α) => (-α / ((α * α) + 2), ((α * α) - 2) / Math.Pow((α * α) + 2, 2));

    /// <summary>(5.2): (α + β)⁵ − 2(α + β)⁴.</summary>
    private static (double, double) Quintic(double α)
    {
        double x = α + 0.004;
        return (Math.Pow(x, 5) - (2 * Math.Pow(x, 4)), (5 * Math.Pow(x, 4)) - (8 * Math.Pow(x, 3)));
    }

    /// <summary>(5.3): |α − 1| with a rounded kink of width 2β, and waves of frequency l.</summary>
    private static (double, double) Wavy(double α)
    {
        const double β = 0.01, l = 39;
        (double kink, double slope) = α <= 1 - β ? (1 - α, -1) : α >= 1 + β ? (α - 1, 1) : ((Math.Pow(α - 1, 2) / (2 * β)) + (β / 2), (α - 1) / β);
        return (kink + (2 * (1 - β) / (l * Math.PI) * Math.Sin(l * Math.PI / 2 * α)), slope + ((1 - β) * Math.Cos(l * Math.PI / 2 * α)));
    }

    /// <summary>(5.4) to (5.6): γ(β₁)√((1 − α)² + β₂²) + γ(β₂)√(α² + β₁²), γ(β) = √(1 + β²) − β.</summary>
    private static Func<double, (double, double)> Steep(double β1, double β2)
    {
        double γ1 = Math.Sqrt(1 + (β1 * β1)) - β1, γ2 = Math.Sqrt(1 + (β2 * β2)) - β2;
        return α =>
        {
            double left = Math.Sqrt(((1 - α) * (1 - α)) + (β2 * β2)), right = Math.Sqrt((α * α) + (β1 * β1));
            return ((γ1 * left) + (γ2 * right), (-γ1 * (1 - α) / left) + (γ2 * α / right));
        };
    }
}
