namespace Optimizers.Regression;

/// <summary>Σ s·zzᵀ over samples of factors s, where z is the sample and, with an intercept, a 1 after it.</summary>
internal sealed class OuterProducts(int features, bool hasIntercept)
{
    private const int PartRows = 1 << 14;

    private readonly double[] _squares = new double[features * features];
    private readonly double[] _sums = new double[features + 1];

    /// <summary>Adds samples.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="factors">s, one for each; null: the weights.</param>
    public void Add(DenseRows samples, double[]? factors)
    {
        DenseRows scaled = samples with { Weights = factors ?? samples.Weights };
        Blas.AddScaled(1, GramMatrix.Of(scaled), _squares);
        if (hasIntercept)
        {
            var parts = new Parts(scaled, new double[((samples.Rows - 1) / PartRows) + 1][]);
            Workers.Run(ref parts, parts.Sums.Length);
            Array.ForEach(parts.Sums, part => Blas.AddScaled(1, part, _sums));
        }
    }

    /// <summary>The sum.</summary>
    public LowerTriangle ToTriangle() => new(hasIntercept ? features + 1 : features, (i, j) => i < features ? _squares[(i * features) + j] : _sums[j]);

    private readonly struct Parts(DenseRows samples, double[][] sums) : IParts
    {
        public double[][] Sums => sums;

        public void Do(int part)
        {
            double[] sum = sums[part] = new double[samples.FeatureCount + 1];
            for (int i = part * PartRows; i < Math.Min((part + 1) * PartRows, samples.Rows); i++)
            {
                double factor = samples.Weights?[i] ?? 1;
                Blas.AddScaled(factor, samples.Row(i), sum.AsSpan(0, samples.FeatureCount));
                sum[^1] += factor;
            }
        }
    }
}
