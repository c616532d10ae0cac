namespace Optimizers.Regression;

/// <summary>The loss of a linear model at a point, and its gradient: sums over samples, the last number of a sum being that of the terms.</summary>
internal sealed class LossPass(LinearTerms terms) : INumberedPass<double[]>
{
    // doubles after a sum, that no cache line is written by two threads
    private const int Apart = 16;

    private readonly SpareSums<double[]> _sums = new(() => new double[terms.Dimension + 1 + Apart], Array.Clear);

    /// <summary>The terms of the loss.</summary>
    public LinearTerms Terms => terms;

    /// <summary>The parameters of the features as they are read.</summary>
    public double[] Point { get; } = new double[terms.Dimension];

    public long SumLength => terms.Dimension + 1;

    public double[] CreateSum() => _sums.Take();

    public void Add(SampleBlock block, double[] sum)
        => sum[terms.Dimension] += terms.Add(block, Point, sum.AsSpan(0, terms.Dimension));

    public void Merge(double[] sum, double[] later)
    {
        Blas.AddScaled(1, later.AsSpan(0, terms.Dimension + 1), sum.AsSpan(0, terms.Dimension + 1));
        Return(later);
    }

    /// <summary>Takes back the sum over all samples, once it was read.</summary>
    public void Return(double[] sum) => _sums.Return(sum);

    public double[] ToNumbers(double[] sum) => sum[..(terms.Dimension + 1)];

    public double[] FromNumbers(ReadOnlySpan<double> numbers)
    {
        INumberedPass<double[]>.CheckCount(numbers, terms.Dimension + 1);
        double[] sum = CreateSum();
        numbers.CopyTo(sum);
        return sum;
    }
}
