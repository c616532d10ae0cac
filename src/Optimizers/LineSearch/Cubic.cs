namespace Optimizers;

/// <summary>Steps by interpolation.</summary>
internal static class Cubic
{
    /// <summary>The minimum of the cubic through two trials with their slopes; NaN if it has none.</summary>
    public static double Minimum(Trial a, Trial b)
    {
        double d1 = a.Slope + b.Slope - (3 * (a.Value - b.Value) / (a.Step - b.Step));
        double d2 = Math.CopySign(Math.Sqrt((d1 * d1) - (a.Slope * b.Slope)), b.Step - a.Step);
        return b.Step - ((b.Step - a.Step) * (b.Slope + d2 - d1) / (b.Slope - a.Slope + (2 * d2)));
    }

    /// <summary>The minimum of the parabola through two values and the slope of the first.</summary>
    public static double Quadratic(Trial a, Trial b)
    {
        double h = b.Step - a.Step;
        return a.Step - (a.Slope * h * h / (2 * (b.Value - a.Value - (a.Slope * h))));
    }

    /// <summary>The zero of the line through two slopes.</summary>
    public static double Secant(Trial a, Trial b) => ((a.Step * b.Slope) - (b.Step * a.Slope)) / (b.Slope - a.Slope);
}
