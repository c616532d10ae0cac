using System.Buffers;
using System.Numerics.Tensors;

namespace Optimizers.Regression;

/// <summary>The loss of a linear model at a point with its gradient and second derivatives: XᵀCX, C those of the terms.</summary>
/// <remarks>
/// <code>
/// Σ w ℓ″(z, y) [x, 1][x, 1]ᵀ for each target;  for classes, of each pair of them, ℓ″ = diag p − ppᵀ
/// </code>
/// </remarks>
internal sealed class CurvaturePass(LinearTerms terms, ILoss loss, int features, int targets, FeatureScaling? scaling) : INumberedPass<CurvatureSum>
{
    // of which predictions and slopes are kept at a time
    private const int BlockRows = 4 * SymmetricProduct.BlockRows;

    private readonly ICurvedLoss? _curved = loss as ICurvedLoss;
    private readonly int _outputs = loss.Outputs;
    private readonly SpareSums<CurvatureSum> _sums = new(
        () => new(
            new double[terms.Dimension + 1],
            [.. Enumerable.Range(0, targets * (loss.Outputs + 1) / 2).Select(_ => new SymmetricProduct(features, hasIntercept: true, scaling: scaling))]),
        sum => sum.Clear());

    /// <summary>The terms of the loss.</summary>
    public LinearTerms Terms => terms;

    /// <summary>The standardization of the features that are multiplied; null: none.</summary>
    public FeatureScaling? Scaling => scaling;

    /// <summary>How many matrices there are.</summary>
    public int Count { get; } = targets * (loss.Outputs + 1) / 2;

    /// <summary>The parameters of the features as they are read.</summary>
    public double[] Point { get; } = new double[terms.Dimension];

    public long SumLength => terms.Dimension + ((long)Count * SymmetricProduct.Length(features + 1));

    public CurvatureSum CreateSum() => _sums.Take();

    public void Add(SampleBlock block, CurvatureSum sum)
    {
        int most = Math.Min(BlockRows, block.Rows), k = targets;
        double[] rented = ArrayPool<double>.Shared.Rent(most * ((3 * k) + 1));
        for (int first = 0; first < block.Rows; first += most)
        {
            int count = Math.Min(most, block.Rows - first);
            SampleBlock part = block.Slice(first, count);
            Span<double> predictions = rented.AsSpan(0, count * k), slopes = rented.AsSpan(most * k, count * k);
            sum.Gradient[^1] += terms.Add(part, Point, sum.Gradient.AsSpan(0, terms.Dimension), predictions, slopes);
            Curve(part, predictions, slopes, rented.AsSpan(2 * most * k, count * k));
            AddProducts(part, slopes, rented.AsSpan(3 * most * k, count), sum.Products);
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    public void Merge(CurvatureSum sum, CurvatureSum later)
    {
        sum.Merge(later);
        Return(later);
    }

    /// <summary>Takes back the sum over all samples, once it was read.</summary>
    public void Return(CurvatureSum sum) => _sums.Return(sum);

    public double[] ToNumbers(CurvatureSum sum) => [.. sum.Gradient, .. sum.Products.SelectMany(product => product.Numbers.ToArray())];

    public CurvatureSum FromNumbers(ReadOnlySpan<double> numbers)
    {
        int each = SymmetricProduct.Length(features + 1), at = terms.Dimension + 1;
        INumberedPass<CurvatureSum>.CheckCount(numbers, at + (Count * each));
        CurvatureSum sum = CreateSum();
        numbers[..at].CopyTo(sum.Gradient);
        foreach (SymmetricProduct product in sum.Products)
        {
            numbers.Slice(at, each).CopyTo(product.Numbers);
            at += each;
        }

        return sum;
    }

    /// <summary>Turns slopes into second derivatives, of classes into their probabilities.</summary>
    private void Curve(SampleBlock samples, Span<double> predictions, Span<double> slopes, Span<double> scratch)
    {
        ReadOnlySpan<double> actual = terms.Reading.Y(samples, 0, samples.Rows, scratch);
        for (int i = 0; i < slopes.Length && samples.HasWeights; i++)
        {
            double weight = samples.Weight(i / targets);
            slopes[i] = weight > 0 ? slopes[i] / weight : 0;
        }

        if (_outputs == 1)
        {
            _curved!.Curvatures(predictions, actual, slopes, slopes);
        }
        else
        {
            // p = slope + y
            TensorPrimitives.Add(slopes, actual, slopes);
        }
    }

    private void AddProducts(SampleBlock samples, ReadOnlySpan<double> curved, Span<double> factors, SymmetricProduct[] products)
    {
        ReadOnlySpan<double> x = samples.Features(0, samples.Rows, []);
        int block = 0, k = targets;
        for (int group = 0; group < k; group += _outputs)
        {
            for (int s = 0; s < _outputs; s++)
            {
                for (int t = 0; t <= s; t++, block++)
                {
                    for (int i = 0; i < factors.Length; i++)
                    {
                        double p = curved[(i * k) + group + s];
                        double curvature = _outputs == 1 ? p : s == t ? p * (1 - p) : -p * curved[(i * k) + group + t];
                        factors[i] = samples.Weight(i) * curvature;
                    }

                    products[block].Add(x, factors);
                }
            }
        }
    }
}
