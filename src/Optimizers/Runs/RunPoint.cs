namespace Optimizers;

/// <summary>A point of a run with its value and gradient norm.</summary>
internal sealed class RunPoint(int dimension)
{
    public double[] X { get; } = new double[dimension];

    public double Value { get; set; } = double.NaN;

    public double GradientNorm { get; set; } = double.NaN;

    /// <summary>Whether value and norm are of the whole function.</summary>
    public bool IsWhole { get; set; }

    public void CopyTo(RunPoint other)
    {
        X.AsSpan().CopyTo(other.X);
        (other.Value, other.GradientNorm, other.IsWhole) = (Value, GradientNorm, IsWhole);
    }
}
