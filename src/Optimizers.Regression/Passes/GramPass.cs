using System.Buffers;

namespace Optimizers.Regression;

/// <summary>Σwzzᵀ over samples, z the features and targets as they are read, maybe with a 1 between them: of the features the Gram matrix, beside it their
/// products with the targets.</summary>
/// <param name="features">d.</param>
/// <param name="targets">k.</param>
/// <param name="reading">How samples are read.</param>
/// <param name="hasOnes">Whether there is the 1.</param>
internal sealed class GramPass(int features, int targets, Reading reading, bool hasOnes = false) : INumberedPass<SymmetricProduct>
{
    // of which the targets are copied at a time; where rows were chosen the features, too, which are to stay in the cache
    private const int BlockRows = 8 * SymmetricProduct.BlockRows;

    /// <summary>d.</summary>
    public int Features => features;

    /// <summary>k.</summary>
    public int Targets => targets;

    /// <summary>How samples are read.</summary>
    public Reading Reading => reading;

    public long SumLength => SymmetricProduct.Length(features + targets + (hasOnes ? 1 : 0));

    public SymmetricProduct CreateSum() => new(features, hasOnes, targets, reading.Scaling);

    public void Add(SampleBlock block, SymmetricProduct sum)
    {
        int most = Math.Min(block.IsContiguous ? BlockRows : SymmetricProduct.BlockRows, block.Rows);
        double[] rented = ArrayPool<double>.Shared.Rent(most * (targets + 1)), copy = block.IsContiguous ? [] : ArrayPool<double>.Shared.Rent(most * features);
        for (int first = 0; first < block.Rows; first += most)
        {
            int count = Math.Min(most, block.Rows - first);
            ReadOnlySpan<double> weights = block.HasWeights ? block.Weights(first, count, rented.AsSpan(most * targets)) : [];
            sum.Add(block.Features(first, count, copy), weights, reading.Y(block, first, count, rented));
        }

        ArrayPool<double>.Shared.Return(rented);
        if (copy.Length > 0)
        {
            ArrayPool<double>.Shared.Return(copy);
        }
    }

    public void Merge(SymmetricProduct sum, SymmetricProduct later) => sum.Merge(later);

    public double[] ToNumbers(SymmetricProduct sum) => [.. sum.Numbers];

    public SymmetricProduct FromNumbers(ReadOnlySpan<double> numbers)
    {
        SymmetricProduct sum = CreateSum();
        INumberedPass<SymmetricProduct>.CheckCount(numbers, sum.Numbers.Length);
        numbers.CopyTo(sum.Numbers);
        return sum;
    }
}
