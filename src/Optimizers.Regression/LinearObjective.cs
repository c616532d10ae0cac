using System.Buffers;
using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>The objective of linear regression, a function of the parameters: a loss of X·w + b against the targets.</summary>
/// <remarks>
/// <code>
/// R = loss′(XW + 1bᵀ, Y),  ∇W = XᵀR,  ∇b = Rᵀ1
/// </code>
/// <para>With d features and k targets the point has k groups, one for each target: its d weights, then, with an intercept, its bias. X is copied
/// row by row and read once in an evaluation, which allocates nothing and may run on several threads at once.</para>
/// <para>On a batch the sum of the terms is scaled by n/|B| before the reduction, so that a batch estimates the whole. For the roots
/// (<see cref="Losses.L2Norm"/>, <see cref="Losses.RootMeanSquaredError"/>), which are no means over samples, that estimate is biased.</para>
/// </remarks>
public sealed class LinearObjective : IFiniteSumFunction
{
    // as much of X as stays in the cache between its two products
    private const int BlockBytes = 32 * 1024;
    private const int LargestBlock = 256;

    private readonly RowData _data;
    private readonly ILoss _loss;
    private readonly int _stride;
    private readonly bool _fitIntercept;

    /// <summary>Makes the objective for one target.</summary>
    /// <param name="X">The features, n × d, finite; copied.</param>
    /// <param name="y">The targets, n, finite; copied.</param>
    /// <param name="loss">The loss of the predictions.</param>
    /// <param name="fitIntercept">Whether there is a bias.</param>
    /// <exception cref="ArgumentException">X and y have different numbers of rows or none, or an entry is not finite.</exception>
    public LinearObjective(Matrix<double> X, Vector<double> y, ILoss loss, bool fitIntercept = true)
        : this(RowData.From(X, y), loss, fitIntercept)
    {
    }

    /// <summary>Makes the objective for several targets.</summary>
    /// <param name="X">The features, n × d, finite; copied.</param>
    /// <param name="Y">The targets, n × k, finite; copied.</param>
    /// <param name="loss">The loss of all n·k predictions.</param>
    /// <param name="fitIntercept">Whether each target has a bias.</param>
    /// <exception cref="ArgumentException">X and Y have different numbers of rows or none, or an entry is not finite.</exception>
    public LinearObjective(Matrix<double> X, Matrix<double> Y, ILoss loss, bool fitIntercept = true)
        : this(RowData.From(X, Y), loss, fitIntercept)
    {
    }

    internal LinearObjective(RowData data, ILoss loss, bool fitIntercept)
    {
        ArgumentNullException.ThrowIfNull(loss);
        (_data, _loss, _fitIntercept) = (data, loss, fitIntercept);
        _stride = data.FeatureCount + (fitIntercept ? 1 : 0);
    }

    /// <summary>A way to number the rows of an evaluation.</summary>
    private interface IRows
    {
        static abstract int At(ReadOnlySpan<int> samples, int i);
    }

    /// <summary>k·d, or with an intercept k·(d + 1).</summary>
    public int Dimension => _stride * _data.TargetCount;

    /// <inheritdoc/>
    public int SampleCount => _data.Rows;

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient) => Evaluate<AllRows>(point, [], _data.Rows, gradient);

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, ReadOnlySpan<int> samples, Span<double> gradient)
        => Evaluate<SomeRows>(point, samples, Require.AtLeast(1, samples.Length, nameof(samples)), gradient);

    private double Evaluate<TRows>(ReadOnlySpan<double> point, ReadOnlySpan<int> samples, int count, Span<double> gradient)
        where TRows : struct, IRows
    {
        Require.SameLength(point.Length, Dimension, "point", "the objective takes", nameof(point));
        Require.SameLength(gradient.Length, Dimension, "gradient", "the objective takes", nameof(gradient));
        int k = _data.TargetCount, block = Math.Clamp(BlockBytes / (sizeof(double) * _data.FeatureCount), 1, Math.Max(1, LargestBlock / k));
        double[]? rented = 2 * block * k > 2 * LargestBlock ? ArrayPool<double>.Shared.Rent(2 * block * k) : null;
        Span<double> scratch = rented ?? stackalloc double[2 * LargestBlock];
        gradient.Clear();
        double sum = 0;
        for (int first = 0; first < count; first += block)
        {
            int rows = Math.Min(block, count - first);
            Span<double> residuals = scratch[..(rows * k)], targets = scratch.Slice(block * k, rows * k);
            Predict<TRows>(point, samples, first, rows, residuals, targets);
            sum += _loss.Sum(residuals, targets, residuals);
            AddGradient<TRows>(samples, first, rows, residuals, gradient);
        }

        if (rented is not null)
        {
            ArrayPool<double>.Shared.Return(rented);
        }

        double share = (double)_data.Rows / count;
        (double value, double scale) = _loss.Reduction.Apply(sum * share, (long)_data.Rows * k);
        foreach (ref double partial in gradient)
        {
            partial *= scale * share;
        }

        return value;
    }

    private void Predict<TRows>(ReadOnlySpan<double> point, ReadOnlySpan<int> samples, int first, int rows, Span<double> predictions, Span<double> targets)
        where TRows : struct, IRows
    {
        int d = _data.FeatureCount, k = _data.TargetCount;
        for (int i = 0; i < rows; i++)
        {
            int row = TRows.At(samples, first + i);
            ReadOnlySpan<double> x = _data.Row(row);
            for (int t = 0; t < k; t++)
            {
                ReadOnlySpan<double> group = point.Slice(t * _stride, _stride);
                predictions[(i * k) + t] = Blas.Dot(x, group[..d]) + (_fitIntercept ? group[d] : 0);
                targets[(i * k) + t] = _data.Targets[(row * k) + t];
            }
        }
    }

    private void AddGradient<TRows>(ReadOnlySpan<int> samples, int first, int rows, ReadOnlySpan<double> residuals, Span<double> gradient)
        where TRows : struct, IRows
    {
        int d = _data.FeatureCount, k = _data.TargetCount;
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<double> x = _data.Row(TRows.At(samples, first + i));
            for (int t = 0; t < k; t++)
            {
                Span<double> group = gradient.Slice(t * _stride, _stride);
                double residual = residuals[(i * k) + t];
                Blas.AddScaled(residual, x, group[..d]);
                if (_fitIntercept)
                {
                    group[d] += residual;
                }
            }
        }
    }

    private readonly struct AllRows : IRows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static int At(ReadOnlySpan<int> samples, int i) => i;
    }

    private readonly struct SomeRows : IRows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static int At(ReadOnlySpan<int> samples, int i) => samples[i];
    }
}
