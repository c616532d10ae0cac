using System.Buffers;
using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>Samples in memory with their features and targets, each sample contiguous.</summary>
/// <param name="Features">n × d, row by row.</param>
/// <param name="Targets">n × k, row by row.</param>
/// <param name="Rows">n.</param>
/// <param name="FeatureCount">d.</param>
/// <param name="TargetCount">k.</param>
/// <param name="Weights">The weight of each sample, n; null: all 1.</param>
/// <param name="Offsets">What is added to the linear prediction of each sample, n; null: nothing.</param>
internal sealed record DenseRows(
    AlignedNumbers Features, double[] Targets, int Rows, int FeatureCount, int TargetCount, double[]? Weights = null, double[]? Offsets = null)
    : IRowBlocks
{
    /// <summary>The names of the features; null: they have none.</summary>
    public IReadOnlyList<string>? FeatureNames { get; init; }

    /// <summary>The group of each sample, n, counted from 0; null: they have none.</summary>
    public int[]? Groups { get; init; }

    /// <summary>Where the rows stand in the table that they come from.</summary>
    public RowPlaces Places { get; init; } = RowPlaces.Counted;

    // of numbers of X times targets in a part: below two of them it is not worth to wake a thread
    private const int PartWork = 1 << 16;

    // so many rows that to merge the sum of a part costs little beside it
    private const int FewestRows = 64;
    private const int MostParts = 64;

    // of the sums of all parts together, in numbers
    private const int LargestSums = 1 << 23;

    /// <summary>The whole as a block.</summary>
    public SampleBlock Block => new(Features.Span, FeatureCount, Targets, Weights, Offsets);

    /// <summary>The whole, for it is in memory.</summary>
    public IEnumerable<DenseRows> Blocks() => [this];

    /// <summary>Visits all samples: many are cut into parts, by their number alone, for all cores.</summary>
    public TSum Run<TSum>(IPass<TSum> pass)
    {
        int fewest = Math.Max(FewestRows, PartWork / (FeatureCount + 1) / TargetCount);
        int parts = Math.Min(Rows / fewest, (int)Math.Clamp(LargestSums / pass.SumLength, 2, MostParts));
        if (parts < 2)
        {
            TSum sum = pass.CreateSum();
            pass.Add(Block, sum);
            return sum;
        }

        int rows = ((Rows - 1) / parts / 4 * 4) + 4;
        TSum[] sums = ArrayPool<TSum>.Shared.Rent(parts);
        try
        {
            var all = new Parts<TSum>(this, pass, rows, sums);
            Workers.Run(ref all, parts);
            for (int part = 1; part < parts; part++)
            {
                pass.Merge(sums[0], sums[part]);
            }

            return sums[0];
        }
        finally
        {
            ArrayPool<TSum>.Shared.Return(sums, clearArray: true);
        }
    }

    /// <summary>Copies and checks matrices.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit, or an entry is not finite.</exception>
    public static DenseRows From(Matrix<double> X, Matrix<double> Y)
    {
        ArgumentNullException.ThrowIfNull(X);
        ArgumentNullException.ThrowIfNull(Y);
        if (X.RowCount != Y.RowCount)
        {
            throw new ArgumentException(Invariant($"X has {X.RowCount} rows and Y has {Y.RowCount}; each sample is a row in both."), nameof(Y));
        }

        return new DenseRows(RowCopy.Of(X, nameof(X)), RowCopy.Of(Y, nameof(Y)).ToArray(), X.RowCount, X.ColumnCount, Y.ColumnCount);
    }

    /// <inheritdoc cref="From(Matrix{double}, Matrix{double})"/>
    public static DenseRows From(Matrix<double> X, Vector<double> y)
    {
        ArgumentNullException.ThrowIfNull(X);
        ArgumentNullException.ThrowIfNull(y);
        return X.RowCount == y.Count
            ? new DenseRows(RowCopy.Of(X, nameof(X)), Copy(y, nameof(y)), X.RowCount, X.ColumnCount, 1)
            : throw new ArgumentException(Invariant($"X has {X.RowCount} rows and y has {y.Count}; each sample needs one of both."), nameof(y));
    }

    /// <inheritdoc cref="From(Matrix{double}, Matrix{double})"/>
    public static DenseRows From(Vector<double> x, Vector<double> y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return x.Count == y.Count
            ? new DenseRows(Copy(x, nameof(x)), Copy(y, nameof(y)), x.Count, 1, 1)
            : throw new ArgumentException($"x has {x.Count} entries and y has {y.Count}; each sample needs one of both.", nameof(y));
    }

    /// <summary>The features of a sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<double> Row(int row) => Features.Slice(row * FeatureCount, FeatureCount);

    /// <summary>Begins to load a sample into the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int row)
    {
        Features.Prefetch(row * FeatureCount, FeatureCount);
        AlignedNumbers.Prefetch(Targets.AsSpan(row * TargetCount, 1));
    }

    /// <summary>Copies some of the samples.</summary>
    public DenseRows Subset(ReadOnlySpan<int> rows)
    {
        var features = new AlignedNumbers(rows.Length * FeatureCount);
        double[] targets = new double[rows.Length * TargetCount];
        double[]? weights = Weights is null ? null : new double[rows.Length], offsets = Offsets is null ? null : new double[rows.Length];
        int[]? groups = Groups is null ? null : new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            Row(rows[i]).CopyTo(features.Slice(i * FeatureCount, FeatureCount));
            Targets.AsSpan(rows[i] * TargetCount, TargetCount).CopyTo(targets.AsSpan(i * TargetCount));
            weights?[i] = Weights![rows[i]];
            offsets?[i] = Offsets![rows[i]];
            groups?[i] = Groups![rows[i]];
        }

        // the rows have other numbers now
        return this with
        {
            Places = RowPlaces.Counted,
            Features = features,
            Targets = targets,
            Rows = rows.Length,
            Weights = weights,
            Offsets = offsets,
            Groups = groups,
        };
    }

    private static double[] Copy(Vector<double> vector, string name)
    {
        if (vector.Count == 0)
        {
            throw new ArgumentException($"{name} is empty.", name);
        }

        double[] copy = vector.ToArray();
        return Require.FirstNotFinite(copy) is not { } row ? copy
            : throw new ArgumentException(Invariant($"Row {row} of {name} is {copy[row]}; every entry must be finite (counted from 0)."), name);
    }

    /// <summary>The sum of each part.</summary>
    private readonly struct Parts<TSum>(DenseRows samples, IPass<TSum> pass, int rows, TSum[] sums) : IParts
    {
        public void Do(int part)
        {
            TSum sum = sums[part] = pass.CreateSum();
            int first = part * rows, count = Math.Min(rows, samples.Rows - first);
            if (count > 0)
            {
                pass.Add(samples.Block.Slice(first, count), sum);
            }
        }
    }
}
