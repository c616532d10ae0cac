namespace Optimizers.Regression;

/// <summary>Σs·zzᵀ over samples of factors s, by all cores; z is the features, centred and scaled on the way if they are to be, and with an intercept a 1 after them.</summary>
internal sealed class OuterProducts
{
    // as many features as a thread wakes up for
    private const int LeastNumbers = 1 << 15;
    private const int MostParts = 64;

    // of the sums of all parts together, in numbers
    private const int LargestScratch = 1 << 24;

    private readonly SymmetricProduct _total;
    private readonly SymmetricProduct?[] _shares;
    private readonly Func<SymmetricProduct> _empty;

    /// <param name="features">d.</param>
    /// <param name="hasIntercept">Whether a 1 follows the features.</param>
    /// <param name="scaling">What is subtracted from the features, and by what they are divided then; null: nothing.</param>
    public OuterProducts(int features, bool hasIntercept = false, FeatureScaling? scaling = null)
    {
        _empty = () => new SymmetricProduct(features, hasIntercept, scaling: scaling);
        _total = _empty();
        _shares = new SymmetricProduct?[Math.Clamp(LargestScratch / SymmetricProduct.Length(_total.Order), 2, MostParts)];
    }

    /// <summary>Adds samples: the limits of the parts depend on their number alone, and their sums are added in their order.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="factors">s, one for each, of any sign; null: all 1.</param>
    public void Add(RowData samples, double[]? factors)
    {
        int least = Math.Max(1, LeastNumbers / samples.FeatureCount), most = Math.Clamp(samples.Rows / least, 1, _shares.Length);
        int blocks = (samples.Rows - 1) / SymmetricProduct.BlockRows / most + 1, rows = blocks * SymmetricProduct.BlockRows;
        var parts = new Parts(samples, factors, rows, _shares, _empty);
        int count = ((samples.Rows - 1) / rows) + 1;
        Workers.Run(ref parts, count);
        for (int part = 0; part < count; part++)
        {
            _total.Merge(_shares[part]!);
        }
    }

    /// <summary>The sum.</summary>
    public LowerTriangle ToTriangle() => new(_total.Order, (i, j) => _total[i, j]);

    /// <summary>The lower triangle of the sum in a square, row by row.</summary>
    public double[] ToSquare()
    {
        int order = _total.Order;
        double[] square = new double[order * order];
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                square[(i * order) + j] = _total[i, j];
            }
        }

        return square;
    }

    private readonly struct Parts(RowData samples, double[]? factors, int rows, SymmetricProduct?[] shares, Func<SymmetricProduct> empty) : IParts
    {
        public void Do(int part)
        {
            int first = part * rows, count = Math.Min(rows, samples.Rows - first), d = samples.FeatureCount;
            SymmetricProduct sum = shares[part] ??= empty();
            sum.Clear();
            sum.Add(samples.Features.Slice(first * d, count * d), factors is null ? [] : factors.AsSpan(first, count));
        }
    }
}
