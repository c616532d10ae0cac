namespace Optimizers;

/// <summary>The descent of <see cref="ProximalGradient"/>.</summary>
internal sealed class ProximalGradientDescent(MinimizedFunction minimized, ProximalGradient settings, RunOptions options)
    : ProximalDescent(
        minimized, settings.Penalty, settings.InitialStep, Shrinkage, options, settings.ToString(), new OptimizerState(minimized.Dimension, [], Scalars))
{
    // halving steps that are far too long at times is what makes them as good as Barzilai and Borwein's
    private const double Shrinkage = 0.5;

    public override StopReason Advance(Span<double> point, Span<double> gradient, ref double value, int iteration)
    {
        ProximalStep found = Search.Find(point, gradient, Smooth, Step, Highest(value));
        return found.Succeeded ? Take(found, Math.Max(found.Step, found.Allowed), point, gradient, ref value) : Stop(point, gradient, ref value);
    }
}
