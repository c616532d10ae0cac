namespace Optimizers;

/// <summary>How far from stationary a point is where a penalty or a set is added to the function.</summary>
internal static class GradientMapping
{
    /// <summary>‖x − z‖∞/t for z that the proximal operator or a projection makes of x − tg.</summary>
    /// <param name="point">x.</param>
    /// <param name="gradient">g, finite.</param>
    /// <param name="mapped">z.</param>
    /// <param name="step">t.</param>
    public static double Norm(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, ReadOnlySpan<double> mapped, double step = 1)
    {
        double largest = 0;
        for (int i = 0; i < point.Length; i++)
        {
            // a coordinate left alone moved by exactly tg, which the difference of large coordinates would round
            double move = mapped[i] == point[i] - (step * gradient[i]) ? gradient[i] : (point[i] - mapped[i]) / step;
            largest = double.IsNaN(move) ? move : Math.Max(largest, Math.Abs(move));
        }

        return largest;
    }
}
