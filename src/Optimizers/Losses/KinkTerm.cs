namespace Optimizers;

/// <summary>A term of two straight sides, a·(e − ε)₊ + b·(−e − ε)₊ with e = p − t, whose kinks are parabolas of half the width w.</summary>
/// <remarks>
/// <code>u₊ = max(0, u);  where |u| &lt; w it is (u + w)²/4w, at most w/4 higher and with a continuous derivative</code>
/// <para>With w = 0 the derivative at a kink is that of the flat side: 0 where both kinks are one.</para>
/// </remarks>
/// <param name="Above">a, the slope of errors above 0.</param>
/// <param name="Below">b, the slope of errors below 0.</param>
/// <param name="Tube">ε, at least 0.</param>
/// <param name="Width">w, at least 0.</param>
internal readonly record struct KinkTerm(double Above, double Below, double Tube, double Width) : ILossTerm
{
    public double Evaluate(double prediction, double target, out double slope)
    {
        double e = prediction - target;
        double value = (Above * Positive(e - Tube, out double up)) + (Below * Positive(-e - Tube, out double down));
        slope = (Above * up) - (Below * down);
        return value;
    }

    /// <summary>The second derivative at an error.</summary>
    public double Curvature(double e)
        => ((Math.Abs(e - Tube) < Width ? Above : 0) + (Math.Abs(e + Tube) < Width ? Below : 0)) / (2 * Width);

    /// <summary>The kink nearest to an error, with the slopes on its two sides.</summary>
    public (double Error, double Low, double High) NearestKink(double e)
        => Tube == 0 ? (0, -Below, Above) : e > 0 ? (Tube, 0, Above) : (-Tube, -Below, 0);

    private double Positive(double u, out double slope)
    {
        if (u <= -Width)
        {
            slope = 0;
            return 0;
        }

        if (u >= Width)
        {
            slope = 1;
            return u;
        }

        slope = (u + Width) / (2 * Width);
        return slope * (u + Width) / 2;
    }
}
