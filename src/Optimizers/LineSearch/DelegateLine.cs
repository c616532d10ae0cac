namespace Optimizers;

/// <summary>A line that a caller gives.</summary>
internal sealed class DelegateLine(Func<double, (double Value, double Slope)> function) : SearchLine
{
    public override Trial Evaluate(double step)
    {
        Evaluations += step == 0 ? 0 : 1;
        (double value, double slope) = function(step);
        return new Trial(step, value, slope);
    }
}
