using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Benchmarks;

/// <summary>Samples whose targets depend on ten of their features, the rest being there to be found out.</summary>
internal sealed class SparseSamples
{
    private const int Relevant = 10;

    public SparseSamples(Shape shape)
    {
        X = new RandomSamples(shape.Rows, shape.Columns).X;
        var noise = Vector<double>.Build.Dense(RandomNumbers.Signed(shape.Rows, seed: 3));
        Y = (X.SubMatrix(0, shape.Rows, 0, Relevant) * Vector<double>.Build.Dense(Relevant, j => 1 - (j / (double)Relevant))) + noise;
    }

    /// <summary>The features, n × d.</summary>
    public Matrix<double> X { get; }

    /// <summary>The targets.</summary>
    public Vector<double> Y { get; }
}
