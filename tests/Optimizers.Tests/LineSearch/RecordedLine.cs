namespace Optimizers.Tests;

/// <summary>A line that keeps the steps at which it was evaluated.</summary>
internal sealed class RecordedLine(Func<double, (double Value, double Slope)> line)
{
    public List<double> Steps { get; } = [];

    public (double Value, double Slope) Evaluate(double step)
    {
        Steps.Add(step);
        return line(step);
    }
}
