using System.Buffers;

namespace Optimizers.Regression;

/// <summary>Σwzzᵀ over samples, z the features and targets as they are read: of the features the Gram matrix, beside it their products with the targets.</summary>
/// <param name="features">d.</param>
/// <param name="targets">k.</param>
/// <param name="reading">How samples are read.</param>
internal sealed class GramPass(int features, int targets, Reading reading) : INumberedPass<SymmetricProduct>
{
    // of which the targets are copied at a time
    private const int BlockRows = 8 * SymmetricProduct.BlockRows;

    /// <summary>d.</summary>
    public int Features => features;

    /// <summary>k.</summary>
    public int Targets => targets;

    /// <summary>How samples are read.</summary>
    public Reading Reading => reading;

    public long SumLength => SymmetricProduct.Length(features + targets);

    public SymmetricProduct CreateSum() => new(features, targets: targets, scaling: reading.Features?.Readout);

    public void Add(SampleBlock block, SymmetricProduct sum)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(BlockRows * targets);
        for (int first = 0; first < block.Rows; first += BlockRows)
        {
            int count = Math.Min(BlockRows, block.Rows - first);
            ReadOnlySpan<double> weights = block.HasWeights ? block.Weights(first, count, []) : [];
            sum.Add(block.Features(first, count, []), weights, reading.Y(block, first, count, rented));
        }

        ArrayPool<double>.Shared.Return(rented);
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
