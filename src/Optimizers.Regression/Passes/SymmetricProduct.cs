using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Optimizers.Regression;

/// <summary>A partial sum of Σw·zzᵀ over samples, its lower triangle, where z = (x, 1, y): the features, centred and scaled on the way in, then a 1 if there is
/// an intercept, then targets if they take part.</summary>
/// <remarks>
/// Rows are packed into panels of eight columns, filled up with zeros, so that what multiplies them sees whole vectors alone, reads memory in order and needs
/// neither a weighted nor a standardized copy of the samples. A square of 8 × 8 numbers of the triangle lies together, square after square.
/// </remarks>
internal sealed class SymmetricProduct
{
    private const int Width = PanelProduct.Width;

    // three panels that are multiplied with one another are to stay in the first cache
    public const int BlockRows = 128;

    private readonly int _features;
    private readonly int _targets;
    private readonly int _panels;
    private readonly bool _hasIntercept;
    private readonly double[] _means;
    private readonly double[] _factors;
    private readonly double[] _sums;

    /// <summary>Makes an empty sum.</summary>
    /// <param name="features">d.</param>
    /// <param name="hasIntercept">Whether a 1 follows the features.</param>
    /// <param name="targets">The targets that take part.</param>
    /// <param name="scaling">What is subtracted from the features, and by what they are divided then; null: nothing.</param>
    public SymmetricProduct(int features, bool hasIntercept = false, int targets = 0, FeatureScaling? scaling = null)
    {
        (_features, _hasIntercept, _targets, Order) = (features, hasIntercept, targets, features + (hasIntercept ? 1 : 0) + targets);
        _panels = ((Order - 1) / Width) + 1;
        (_means, _factors, _sums) = (new double[_panels * Width], new double[_panels * Width], new double[Length(Order)]);
        scaling?.Means.CopyTo(_means, 0);
        for (int j = 0; j < features; j++)
        {
            _factors[j] = scaling is null ? 1 : 1 / scaling.Scales[j];
        }
    }

    /// <summary>The columns of z.</summary>
    public int Order { get; }

    /// <summary>The sum at a row and a column at most as large.</summary>
    public double this[int i, int j] => _sums[(Square(i / Width, j / Width) * Width * Width) + (i % Width * Width) + (j % Width)];

    /// <summary>All that the sum is.</summary>
    public Span<double> Numbers => _sums;

    /// <summary>The numbers that a sum of so many columns takes.</summary>
    public static int Length(int order) => checked(Square(((order - 1) / Width) + 1, 0) * Width * Width);

    /// <summary>Adds samples.</summary>
    /// <param name="x">The features, row by row.</param>
    /// <param name="weights">w, of any sign; empty: all 1.</param>
    /// <param name="targets">The targets, row by row, if they take part.</param>
    public void Add(ReadOnlySpan<double> x, ReadOnlySpan<double> weights = default, ReadOnlySpan<double> targets = default)
    {
        int rows = x.Length / _features, panels = _panels * Width * BlockRows;
        double[] rented = ArrayPool<double>.Shared.Rent((weights.IsEmpty ? 1 : 2) * panels);
        Span<double> packed = rented.AsSpan(0, panels), scaled = weights.IsEmpty ? packed : rented.AsSpan(panels, panels);
        for (int first = 0; first < rows; first += BlockRows)
        {
            int count = Math.Min(BlockRows, rows - first);
            ReadOnlySpan<double> block = x.Slice(first * _features, count * _features);
            Pack(block, targets.IsEmpty ? [] : targets.Slice(first * _targets, count * _targets), packed);
            if (!weights.IsEmpty)
            {
                Scale(packed, weights.Slice(first, count), scaled);
            }

            Multiply(packed, scaled, count);
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Adds the samples of a sum of the same columns.</summary>
    public void Merge(SymmetricProduct later) => Blas.AddScaled(1, later._sums, _sums);

    /// <summary>Takes all samples away.</summary>
    public void Clear() => Array.Clear(_sums);

    /// <summary>The sum.</summary>
    public LowerTriangle ToTriangle() => new(Order, (i, j) => this[i, j]);

    private static int Square(int row, int column) => (row * (row + 1) / 2) + column;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pack(ReadOnlySpan<double> x, ReadOnlySpan<double> targets, Span<double> packed)
    {
        int d = _features, rows = x.Length / d;
        for (int panel = 0; panel * Width < d; panel++)
        {
            int first = panel * Width, width = Math.Min(Width, d - first), row = 0;
            Vector512<double> mean = Vector512.Create(_means.AsSpan(first)), factor = Vector512.Create(_factors.AsSpan(first));
            ref double to = ref packed[panel * Width * BlockRows];

            // of a last panel the numbers after the row's are of the next row: their factor is 0, but they may be infinite
            Vector512<double> isFeature = Vector512.LessThan(Vector512.Create(0.0, 1, 2, 3, 4, 5, 6, 7), Vector512.Create((double)width));
            for (int at = first; at <= x.Length - Width; at += d, row++)
            {
                Vector512<double> centred = (Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(x), (nuint)at) - mean) * factor;
                (centred & isFeature).StoreUnsafe(ref to, (nuint)(row * Width));
            }

            for (; row < rows; row++)
            {
                Span<double> last = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, row * Width), Width);
                last.Clear();
                for (int j = 0; j < width; j++)
                {
                    last[j] = (x[(row * d) + first + j] - _means[first + j]) * _factors[first + j];
                }
            }
        }

        PackBeside(targets, rows, packed);
    }

    /// <summary>What follows the features.</summary>
    private void PackBeside(ReadOnlySpan<double> targets, int rows, Span<double> packed)
    {
        if (Order == _features)
        {
            return;
        }

        for (int panel = ((_features - 1) / Width) + 1; panel < _panels; panel++)
        {
            packed.Slice(panel * Width * BlockRows, rows * Width).Clear();
        }

        for (int j = _features; j < Order; j++)
        {
            int t = Order - _targets > j ? -1 : j - Order + _targets;
            Span<double> column = packed[((j / Width * Width * BlockRows) + (j % Width))..];
            for (int row = 0; row < rows; row++)
            {
                column[row * Width] = t < 0 ? 1 : targets[(row * _targets) + t];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Scale(ReadOnlySpan<double> packed, ReadOnlySpan<double> weights, Span<double> scaled)
    {
        for (int panel = 0; panel < _panels; panel++)
        {
            ReadOnlySpan<double> from = packed.Slice(panel * Width * BlockRows, weights.Length * Width);
            ref double to = ref scaled[panel * Width * BlockRows];
            for (int row = 0; row < weights.Length; row++)
            {
                (weights[row] * Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(from), (nuint)(row * Width))).StoreUnsafe(ref to, (nuint)(row * Width));
            }
        }
    }

    private void Multiply(ReadOnlySpan<double> packed, ReadOnlySpan<double> scaled, int rows)
    {
        // a pair of panels stays in the first cache while the others come by
        for (int column = 0; column < _panels; column += 2)
        {
            ReadOnlySpan<double> first = packed.Slice(column * Width * BlockRows, rows * Width);
            PanelProduct.Add(
                scaled.Slice(column * Width * BlockRows, rows * Width), first, _sums.AsSpan(Square(column, column) * Width * Width, Width * Width));
            for (int row = column + 1; row < _panels; row++)
            {
                ReadOnlySpan<double> second = packed.Slice((column + 1) * Width * BlockRows, rows * Width);
                PanelProduct.Add(
                    scaled.Slice(row * Width * BlockRows, rows * Width), first, second, _sums.AsSpan(Square(row, column) * Width * Width, 2 * Width * Width));
            }
        }
    }
}
