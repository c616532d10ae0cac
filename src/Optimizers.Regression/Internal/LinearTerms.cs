using System.Buffers;
using System.Runtime.CompilerServices;

namespace Optimizers.Regression;

/// <summary>The terms of a loss of linear predictions, summed over rows, with their gradient.</summary>
/// <remarks>
/// <code>
/// z = Xw + b + offset,  r = weight · ℓ′(z, y),  ∇w = Xᵀr,  ∇b = rᵀ1
/// </code>
/// <para>The point has a group for each target: its d weights, then, with an intercept, its bias. Many rows are cut into parts by their number alone, for all
/// cores; the sums of the parts are added in their order, so that the bits do not depend on the threads.</para>
/// </remarks>
internal sealed partial class LinearTerms(ILoss loss, int features, int targets, bool fitIntercept)
{
    // as much of X as stays in the cache between its two products; for one target little, so that memory is read on without a pause
    private const int BlockBytes = 4 * 1024;
    private const int WideBlockBytes = 32 * 1024;
    private const int LargestBlock = 128;
    private const int LargestOnStack = 3 * LargestBlock;

    // of numbers of X times targets in a part: below two of them it is not worth to wake a thread
    private const int PartWork = 1 << 16;
    private const int MostParts = 64;

    // of the gradients of all parts together, in numbers
    private const int LargestShares = 1 << 24;

    // so many rows that to add the gradient of a part costs little beside it
    private const int FewestRows = 64;

    // doubles between the gradients of two parts, that no cache line is written by two threads
    private const int Apart = 16;

    private readonly int _stride = features + (fitIntercept ? 1 : 0);
    private readonly int _block = Math.Clamp((targets == 1 ? BlockBytes : WideBlockBytes) / (sizeof(double) * features) / 4 * 4, 4, LargestBlock);
    private readonly int _fewestShared = 2 * Math.Max(FewestRows, PartWork / (features + 1) / targets);
    private readonly LossReduction _reduction = loss.Reduction;
    private readonly int _outputs = loss.Outputs;
    private double[]? _shares;

    /// <summary>The parameters of all groups.</summary>
    public int Dimension => _stride * targets;

    /// <summary>Adds the gradient of all rows.</summary>
    /// <returns>The weighted sum of the terms.</returns>
    public double Add(RowData data, ReadOnlySpan<double> point, Span<double> gradient) => Add<AllRows>(data, point, [], data.Rows, gradient);

    /// <summary>Adds the gradient of some rows.</summary>
    /// <returns>The weighted sum of the terms.</returns>
    public double Add(RowData data, ReadOnlySpan<double> point, ReadOnlySpan<int> rows, Span<double> gradient) => Add<SomeRows>(data, point, rows, rows.Length, gradient);

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

    private double Add<TRows>(RowData data, ReadOnlySpan<double> point, ReadOnlySpan<int> samples, int count, Span<double> gradient)
        where TRows : struct, IRows
    {
        if (count == 1 && targets == 1)
        {
            return AddOne(data, point, TRows.At(samples, 0), gradient);
        }

        int length = Dimension + 1 + Apart, most = Math.Min(LargestShares / length, MostParts);
        if (count < _fewestShared || most < 2)
        {
            return Add<TRows>(data, point, samples, 0, count, gradient);
        }

        int parts = Math.Min(count / (_fewestShared / 2), most);
        double[] shares = Interlocked.Exchange(ref _shares, null) is { } kept && kept.Length >= parts * length ? kept : new double[parts * length];
        int rowsInPart = ((count - 1) / parts / 4 * 4) + 4;
        var all = new Parts<TRows>(this, data, point, samples, count, rowsInPart, shares);
        Workers.Run(ref all, parts);
        double sum = 0;
        for (int part = 0; part < parts; part++)
        {
            ReadOnlySpan<double> share = shares.AsSpan(part * length, Dimension + 1);
            sum += share[^1];
            Blas.AddScaled(1, share[..^1], gradient);
        }

        _shares = shares;
        return sum;
    }

    /// <summary>Adds the gradient of a row of one target, the shortest way: a step on a sample takes no longer than all that is around it.</summary>
    private double AddOne(RowData data, ReadOnlySpan<double> point, int row, Span<double> gradient)
    {
        ReadOnlySpan<double> x = data.Row(row);
        double prediction = Bias(point, 0) + Blas.Dot(x, point[..features]) + (data.Offsets is { } offsets ? offsets[row] : 0);
        var slope = new Span<double>(ref prediction);
        double sum = loss.Sum(slope, new ReadOnlySpan<double>(in data.Targets[row]), data.Weights is { } weights ? new ReadOnlySpan<double>(in weights[row]) : [], slope);
        Blas.AddScaled(prediction, x, gradient[..features]);
        if (fitIntercept)
        {
            gradient[features] += prediction;
        }

        return sum;
    }

    [SkipLocalsInit]
    private double Add<TRows>(RowData data, ReadOnlySpan<double> point, ReadOnlySpan<int> samples, int from, int to, Span<double> gradient)
        where TRows : struct, IRows
    {
        int k = targets, block = Math.Min(_block, to - from);
        double[]? rented = 3 * block * k > LargestOnStack ? ArrayPool<double>.Shared.Rent(3 * block * k) : null;
        Span<double> scratch = rented ?? stackalloc double[LargestOnStack];
        double sum = 0;
        for (int first = from; first < to; first += block)
        {
            int rows = Math.Min(block, to - first);
            Span<double> predictions = scratch[..(rows * k)], weights = scratch.Slice(2 * block * k, rows * k / _outputs);
            ReadOnlySpan<double> actual = TRows.Targets(data, samples, first, rows, scratch.Slice(block * k, rows * k));
            Predict<TRows>(data, point, samples, first, rows, predictions);
            if (data.Weights is null)
            {
                sum += loss.Sum(predictions, actual, predictions);
            }
            else
            {
                Weigh<TRows>(data, samples, first, weights);
                sum += loss.Sum(predictions, actual, weights, predictions);
            }

            AddGradient<TRows>(data, samples, first, rows, predictions, gradient);
        }

        if (rented is not null)
        {
            ArrayPool<double>.Shared.Return(rented);
        }

        return sum;
    }

    /// <summary>The weight of each term: a sample has one for each target, or one for all that make a term.</summary>
    private void Weigh<TRows>(RowData data, ReadOnlySpan<int> samples, int first, Span<double> weights)
        where TRows : struct, IRows
    {
        int perRow = targets / _outputs;
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = data.Weights![TRows.At(samples, first + (i / perRow))];
        }
    }

    /// <summary>The sum and gradient of each part of the rows.</summary>
    private readonly ref struct Parts<TRows>(LinearTerms terms, RowData data, ReadOnlySpan<double> point, ReadOnlySpan<int> samples, int count, int rows, double[] shares) : IParts
        where TRows : struct, IRows
    {
        private readonly ReadOnlySpan<double> _point = point;
        private readonly ReadOnlySpan<int> _samples = samples;

        public void Do(int part)
        {
            int dimension = terms.Dimension;
            Span<double> share = shares.AsSpan(part * (dimension + 1 + Apart), dimension + 1);
            share.Clear();
            share[^1] = terms.Add<TRows>(data, _point, _samples, Math.Min(part * rows, count), Math.Min((part + 1) * rows, count), share[..^1]);
        }
    }
}
