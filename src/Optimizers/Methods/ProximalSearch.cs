namespace Optimizers;

/// <summary>Looks for steps of a proximal method by backtracking.</summary>
/// <param name="minimized">f.</param>
/// <param name="penalty">g.</param>
/// <param name="largestShrinkage">The factor by which a refused step shrinks at least.</param>
internal sealed class ProximalSearch(MinimizedFunction minimized, IPenalty penalty, double largestShrinkage)
{
    // A quadratic term this small beside f is judged by slopes, after Becker, Candès and Grant, who look at the change of f;
    // but that may be large where g takes it back.
    private const double LostInRounding = 1e-10;

    private const double LargestGrowth = 1e3;
    private const double GrowthWithoutCurvature = 10;
    private const double SmallestShrinkage = 0.1;
    private const double LongestStep = 1e300;
    private const int LongestSearch = 100;

    private readonly double[] _change = new double[minimized.Dimension];

    /// <summary>The end of the step that was found.</summary>
    public double[] End { get; } = new double[minimized.Dimension];

    /// <summary>∇f there.</summary>
    public double[] EndGradient { get; } = new double[minimized.Dimension];

    /// <summary>Looks for a step from a point that f stays below its quadratic model of curvature 1/t on.</summary>
    /// <param name="from">The point.</param>
    /// <param name="gradient">∇f there.</param>
    /// <param name="smooth">f there.</param>
    /// <param name="step">The first t to try.</param>
    /// <param name="highest">The highest value to end at.</param>
    public ProximalStep Find(ReadOnlySpan<double> from, ReadOnlySpan<double> gradient, double smooth, double step, double highest)
    {
        for (int trial = 0; trial < LongestSearch; trial++)
        {
            Blas.Combine(from, -step, gradient, End);
            penalty.ApplyProximal(End, step);
            Blas.Combine(End, -1, from, _change);
            double squares = Blas.Dot(_change, _change), shrinkage = 0.5;
            if (!(squares > 0))
            {
                break;
            }

            double f = minimized.Evaluate(End, EndGradient), value = f + penalty.Evaluate(End), slope = Blas.Dot(_change, gradient), bend = Bend(gradient);
            if (double.IsFinite(value) && double.IsFinite(bend))
            {
                bool isLost = squares / (2 * step) <= LostInRounding * Math.Max(Math.Abs(f), Math.Abs(smooth));
                bool fits = isLost ? bend <= squares / step : f <= smooth + slope + (squares / (2 * step));
                double allowed = bend > 0 ? Math.Min(squares / bend, LargestGrowth * step) : GrowthWithoutCurvature * step;
                if (fits && value <= highest)
                {
                    return new ProximalStep(step, f, value, Math.Min(allowed, LongestStep));
                }

                // a curvature that does not say why the step was refused says nothing of the next
                shrinkage = allowed < step ? Math.Clamp(0.95 * allowed / step, SmallestShrinkage, largestShrinkage) : shrinkage;
            }

            step *= shrinkage;
        }

        return default;
    }

    /// <summary>Looks for a long step to below a value, where short ones lower it by less than its rounding, though for as long as one goes.</summary>
    /// <param name="from">The point.</param>
    /// <param name="gradient">∇f there.</param>
    /// <param name="longest">The first t to try.</param>
    /// <param name="shortest">What t stays above.</param>
    /// <param name="below">The value.</param>
    public ProximalStep Leap(ReadOnlySpan<double> from, ReadOnlySpan<double> gradient, double longest, double shortest, double below)
    {
        for (double step = Math.Min(longest, LongestStep); step > shortest; step *= SmallestShrinkage)
        {
            Blas.Combine(from, -step, gradient, End);
            penalty.ApplyProximal(End, step);
            double f = minimized.Evaluate(End, EndGradient), value = f + penalty.Evaluate(End);
            if (value < below && double.IsFinite(value) && double.IsFinite(Blas.MaxNorm(EndGradient)))
            {
                return new ProximalStep(step, f, value, step);
            }
        }

        return default;
    }

    /// <summary>dᵀ(∇f(x′) − ∇f(x)), coordinate by coordinate: the difference of two sums would lose it near a minimum.</summary>
    private double Bend(ReadOnlySpan<double> gradient)
    {
        double sum = 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            sum += _change[i] * (EndGradient[i] - gradient[i]);
        }

        return sum;
    }
}
