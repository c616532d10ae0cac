namespace Optimizers.Regression;

/// <summary>R of √w·[1, Z] = QR, Z the features as they are read, by blocks of rows; without an intercept there is no column of ones.</summary>
/// <param name="features">d.</param>
/// <param name="hasIntercept">Whether a column of ones comes first.</param>
/// <param name="reading">How samples are read.</param>
/// <param name="weight">w; null: the samples' own.</param>
internal sealed class TrianglePass(int features, bool hasIntercept, Reading reading, RowWeight? weight = null) : IPass<RowTriangle>
{
    // as much of the design as stays in the second cache
    private const int BlockNumbers = 1 << 15;

    private readonly int _ones = hasIntercept ? 1 : 0;

    public long SumLength => (long)(features + _ones) * (features + _ones);

    public RowTriangle CreateSum() => new(features + _ones);

    public void Add(SampleBlock block, RowTriangle sum)
    {
        int p = features + _ones, most = Math.Min(Math.Max(p, BlockNumbers / p), block.Rows);
        double[] columns = new double[most * p], sample = new double[features];
        for (int first = 0; first < block.Rows; first += most)
        {
            int count = Math.Min(most, block.Rows - first);
            for (int i = 0; i < count; i++)
            {
                double root = Math.Sqrt(weight?.Invoke(block, first + i) ?? block.Weight(first + i));
                ReadOnlySpan<double> z = reading.X(block, first + i, 1, sample);
                columns[i] = root;
                for (int j = 0; j < z.Length; j++)
                {
                    columns[((j + _ones) * count) + i] = root * z[j];
                }
            }

            sum.Add(columns.AsSpan(0, count * p));
        }
    }

    public void Merge(RowTriangle sum, RowTriangle later) => sum.Add(later);
}
