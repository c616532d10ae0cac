namespace Optimizers.Regression;

/// <summary>Σ s·zzᵀ over samples of factors s, where z is the sample and, with an intercept, a 1 after it.</summary>
internal sealed class OuterProducts(int features, bool hasIntercept)
{
    private readonly double[] _squares = new double[features * features];
    private readonly double[] _sums = new double[features + 1];

    /// <summary>Adds samples.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="factors">s, one for each; null: the weights.</param>
    public void Add(RowData samples, double[]? factors)
    {
        RowData scaled = samples with { Weights = factors ?? samples.Weights };
        Blas.AddScaled(1, GramMatrix.Of(scaled), _squares);
        for (int i = 0; hasIntercept && i < samples.Rows; i++)
        {
            double factor = scaled.Weights?[i] ?? 1;
            Blas.AddScaled(factor, samples.Row(i), _sums.AsSpan(0, features));
            _sums[^1] += factor;
        }
    }

    /// <summary>The sum.</summary>
    public LowerTriangle ToTriangle() => new(hasIntercept ? features + 1 : features, (i, j) => i < features ? _squares[(i * features) + j] : _sums[j]);
}
