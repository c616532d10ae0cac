namespace Optimizers.Regression;

/// <summary>The loss of a linear model at a point, and its gradient: sums over samples, the last number of a sum being that of the terms.</summary>
internal sealed class LossPass(LinearTerms terms) : IPass<double[]>
{
    // doubles after a sum, that no cache line is written by two threads
    private const int Apart = 16;

    private readonly Stack<double[]> _free = [];

    /// <summary>The parameters of the features as they are read.</summary>
    public double[] Point { get; } = new double[terms.Dimension];

    public long SumLength => terms.Dimension + 1;

    public double[] CreateSum()
    {
        lock (_free)
        {
            if (_free.TryPop(out double[]? used))
            {
                Array.Clear(used);
                return used;
            }
        }

        return new double[terms.Dimension + 1 + Apart];
    }

    public void Add(SampleBlock block, double[] sum)
        => sum[terms.Dimension] += terms.Add(block, Point, sum.AsSpan(0, terms.Dimension));

    public void Merge(double[] sum, double[] later)
    {
        Blas.AddScaled(1, later.AsSpan(0, terms.Dimension + 1), sum.AsSpan(0, terms.Dimension + 1));
        Return(later);
    }

    /// <summary>Takes back a sum that nobody reads any more, so that the next evaluation allocates none.</summary>
    public void Return(double[] sum)
    {
        lock (_free)
        {
            _free.Push(sum);
        }
    }
}
