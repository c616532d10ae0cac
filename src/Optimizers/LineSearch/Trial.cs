namespace Optimizers;

/// <summary>A step along a line with value and slope.</summary>
internal readonly record struct Trial(double Step, double Value, double Slope)
{
    public bool IsFinite => double.IsFinite(Value) && double.IsFinite(Slope);
}
