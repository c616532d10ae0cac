using System.Buffers;
using System.Runtime.CompilerServices;

namespace Optimizers.Regression;

/// <summary>The terms of a loss of linear predictions, summed over rows, with their gradient.</summary>
/// <remarks>
/// <code>
/// z = Xw + b + offset,  r = weight · ℓ′(z, y),  ∇w = Xᵀr,  ∇b = rᵀ1
/// </code>
/// <para>The point has a group for each target: its d weights, then, with an intercept, its bias.</para>
/// </remarks>
internal sealed partial class LinearTerms(ILoss loss, int features, int targets, bool fitIntercept, Reading reading)
{
    // as much of X as stays in the cache between its two products; for one target little, so that memory is read on without a pause
    private const int BlockBytes = 4 * 1024;
    private const int WideBlockBytes = 32 * 1024;
    private const int LargestBlock = 128;
    private const int LargestOnStack = (3 * LargestBlock) + (BlockBytes / sizeof(double));

    private readonly int _stride = new ParameterLayout(features, targets, fitIntercept).Stride;
    private readonly int _block = Math.Clamp((targets == 1 ? BlockBytes : WideBlockBytes) / (sizeof(double) * features) / 4 * 4, 4, LargestBlock);
    private readonly LossReduction _reduction = loss.Reduction;
    private readonly int _outputs = loss.Outputs;

    /// <summary>Where the parameters lie.</summary>
    public ParameterLayout Layout { get; } = new(features, targets, fitIntercept);

    /// <summary>The parameters of all targets.</summary>
    public int Dimension => Layout.Dimension;

    public ILoss Loss => loss;

    /// <summary>d.</summary>
    public int Features => features;

    /// <summary>k.</summary>
    public int Targets => targets;

    public bool HasIntercept => fitIntercept;

    /// <summary>How samples are read.</summary>
    public Reading Reading => reading;

    /// <summary>Turns sums into the loss and its gradient.</summary>
    /// <param name="sum">The sum of the terms.</param>
    /// <param name="share">n/|B|, by which a batch stands for all.</param>
    /// <param name="weight">The weight of all samples, n without weights.</param>
    /// <param name="gradient">The gradient of the sum; becomes that of the loss.</param>
    public double Reduce(double sum, double share, double weight, Span<double> gradient)
    {
        (double value, double scale) = _reduction.Apply(sum * share, weight * targets / _outputs);
        Blas.Scale(scale * share, gradient, gradient);
        return value;
    }

    public void Check(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        Require.SameLength(point.Length, Dimension, "point", "the objective takes", nameof(point));
        Require.SameLength(gradient.Length, Dimension, "gradient", "the objective takes", nameof(gradient));
    }

    /// <summary>Adds the gradient of rows.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="point">The parameters of the features as they are read.</param>
    /// <param name="gradient">The gradient by them, to which that of the rows is added.</param>
    /// <param name="predicted">Receives the linear predictions, rows × k; empty: they are not wanted.</param>
    /// <param name="slopes">Receives weight · ℓ′, rows × k; empty: they are not wanted.</param>
    /// <returns>The weighted sum of the terms.</returns>
    [SkipLocalsInit]
    public double Add(SampleBlock samples, ReadOnlySpan<double> point, Span<double> gradient, Span<double> predicted = default, Span<double> slopes = default)
    {
        int k = targets, block = Math.Min(_block, samples.Rows), length = block * ((3 * k) + features);
        double[]? rented = length > LargestOnStack ? ArrayPool<double>.Shared.Rent(length) : null;
        Span<double> scratch = rented ?? stackalloc double[LargestOnStack], copies = scratch[(3 * block * k)..];
        double sum = 0;
        if (samples.Rows == 1 && k == 1 && slopes.IsEmpty)
        {
            sum = AddOne(samples, point, scratch, gradient);
        }
        else
        {
            for (int first = 0; first < samples.Rows; first += block)
            {
                int rows = Math.Min(block, samples.Rows - first);
                Span<double> predictions = scratch[..(rows * k)], weights = scratch.Slice(2 * block * k, rows * k / _outputs);
                ReadOnlySpan<double> x = reading.X(samples, first, rows, copies), actual = reading.Y(samples, first, rows, scratch.Slice(block * k, rows * k));
                Predict(x, samples, first, point, predictions);
                if (!predicted.IsEmpty)
                {
                    predictions.CopyTo(predicted[(first * k)..]);
                }

                sum += samples.HasWeights
                    ? loss.Sum(predictions, actual, Weights(samples, first, rows, weights), predictions)
                    : loss.Sum(predictions, actual, predictions);
                if (!slopes.IsEmpty)
                {
                    predictions.CopyTo(slopes[(first * k)..]);
                }

                AddGradient(x, predictions, gradient);
            }
        }

        if (rented is not null)
        {
            ArrayPool<double>.Shared.Return(rented);
        }

        return sum;
    }

    /// <summary>Adds the gradient of a row of one target, the shortest way: a step on a sample takes no longer than all that is around it.</summary>
    private double AddOne(SampleBlock samples, ReadOnlySpan<double> point, Span<double> scratch, Span<double> gradient)
    {
        ReadOnlySpan<double> x = reading.X(samples, 0, 1, scratch[3..]), target = reading.Y(samples, 0, 1, scratch[1..]);
        double prediction = Bias(point, 0) + Blas.Dot(x, point[..features]) + samples.Offset(0);
        var slope = new Span<double>(ref prediction);
        double sum = loss.Sum(slope, target, samples.HasWeights ? samples.Weights(0, 1, scratch[2..]) : [], slope);
        Blas.AddScaled(prediction, x, gradient[..features]);
        if (fitIntercept)
        {
            gradient[features] += prediction;
        }

        return sum;
    }

    /// <summary>The weight of each term: a sample has one for each target, or one for all that make a term.</summary>
    private ReadOnlySpan<double> Weights(SampleBlock samples, int first, int rows, Span<double> scratch)
    {
        int perRow = targets / _outputs;
        if (perRow == 1)
        {
            return samples.Weights(first, rows, scratch);
        }

        for (int i = 0; i < scratch.Length; i++)
        {
            scratch[i] = samples.Weight(first + (i / perRow));
        }

        return scratch;
    }
}
