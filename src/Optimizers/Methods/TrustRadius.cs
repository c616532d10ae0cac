namespace Optimizers;

/// <summary>How far <see cref="LevenbergMarquardt"/> trusts its linear model: the radius, in scaled coordinates, and the damping that keeps steps within
/// it.</summary>
internal sealed class TrustRadius(OptimizerState state, double initialRadius, BoundedLeastSquares model)
{
    private ref double Radius => ref state.Scalar("radius");

    private ref double Damping => ref state.Scalar("damping");

    /// <summary>Writes the model's step within the radius; the first one of a run sets the radius.</summary>
    /// <param name="point">x.</param>
    /// <param name="value">‖r‖² there.</param>
    /// <param name="step">Receives δ.</param>
    public void WriteStep(ReadOnlySpan<double> point, double value, Span<double> step)
    {
        bool isFirst = Radius == 0;
        Radius = isFirst ? initialRadius * (ScaledNorm(point) is > 0 and var length ? length : Math.Sqrt(value)) : Radius;
        model.Solve(point, Radius, Damping, step);
        Damping = model.Damping;
        Radius = isFirst && model.Length > 0 ? Math.Min(Radius, model.Length) : Radius;
    }

    /// <summary>Lengthens or shortens the radius after a trial.</summary>
    /// <param name="value">‖r‖² before the step.</param>
    /// <param name="next">‖r‖² after it.</param>
    /// <param name="gain">The reduction; −∞ where the trial is not finite.</param>
    public void Adapt(double value, double next, double gain)
    {
        double ratio = gain / model.Reduction, length = model.Length;
        if (ratio >= 0.75 || (ratio > 0.25 && Damping == 0))
        {
            Radius = 2 * length;
            Damping /= 2;
        }
        else if (!(ratio > 0.25))
        {
            // the minimum of the parabola through value, slope and next value along the step
            double slope = (model.Damping * length * length) - model.Reduction, factor = gain >= 0 ? 0.5 : 0.5 * slope / (slope + (0.5 * gain));
            factor = factor >= 0.1 && next < 100 * value ? factor : 0.1;
            Radius = factor * Math.Min(Radius, 10 * length);
            Damping /= factor;
        }
    }

    private double ScaledNorm(ReadOnlySpan<double> point)
    {
        double sum = 0;
        ReadOnlySpan<double> scale = state["scale"];
        for (int j = 0; j < point.Length; j++)
        {
            double scaled = scale[j] * point[j];
            sum += scaled * scaled;
        }

        return Math.Sqrt(sum);
    }
}
