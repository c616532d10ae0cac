using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Benchmarks;

/// <summary>Samples of linear targets with noise, their features evenly spread with variance 1.</summary>
internal sealed class RandomSamples
{
    private static readonly double HalfWidth = Math.Sqrt(3);

    public RandomSamples(int rows, int columns, int targets = 1)
    {
        var random = new Random(1);
        X = Evenly(rows, columns, random);
        Y = (X * Evenly(columns, targets, random)) + Evenly(rows, targets, random);
    }

    /// <summary>The features, n × d.</summary>
    public Matrix<double> X { get; }

    /// <summary>The targets, n × k.</summary>
    public Matrix<double> Y { get; }

    /// <summary>The first target.</summary>
    public Vector<double> FirstTarget => Y.Column(0);

    private static Matrix<double> Evenly(int rows, int columns, Random random)
    {
        double[] numbers = new double[rows * columns];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = HalfWidth * ((2 * random.NextDouble()) - 1);
        }

        return Matrix<double>.Build.Dense(rows, columns, numbers);
    }
}
