using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Benchmarks;

/// <summary>Samples with targets drawn by a linear prediction of deviation 1.</summary>
internal sealed class PredictedSamples
{
    private readonly Random _random = new(2);
    private readonly Vector<double> _predictions;

    public PredictedSamples(Shape shape)
    {
        X = new RandomSamples(shape.Rows, shape.Columns).X;
        var weights = Vector<double>.Build.Dense(RandomNumbers.Signed(shape.Columns, seed: 3));
        _predictions = X * weights.Normalize(2);
    }

    /// <summary>The features, n × d.</summary>
    public Matrix<double> X { get; }

    /// <summary>0 or 1, with the log odds predicted.</summary>
    public Vector<double> Classes() => _predictions.Map(z => _random.NextDouble() < 1 / (1 + Math.Exp(-z)) ? 1.0 : 0);

    /// <summary>Counts, the logarithm of their mean predicted.</summary>
    public Vector<double> Counts() => _predictions.Map(z => (double)Count(Math.Exp(z)));

    /// <summary>Numbers with noise, each tenth with ten times as much.</summary>
    public Vector<double> Contaminated() => _predictions.MapIndexed((i, z) => z + ((i % 10 == 0 ? 10 : 1) * ((2 * _random.NextDouble()) - 1)));

    private int Count(double mean)
    {
        // Knuth: as many factors as keep the product above e⁻ᵐ
        int count = -1;
        for (double product = 1, limit = Math.Exp(-mean); product > limit; product *= _random.NextDouble())
        {
            count++;
        }

        return count;
    }
}
