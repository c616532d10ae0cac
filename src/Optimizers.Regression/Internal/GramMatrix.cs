using System.Runtime.CompilerServices;

namespace Optimizers.Regression;

/// <summary>Σwxxᵀ over samples, the lower triangle, row by row; what is above the diagonal is not determined.</summary>
internal static class GramMatrix
{
    // as much of X as stays in the second cache while it is multiplied with itself
    private const int BlockNumbers = 1 << 15;
    private const int MostParts = 64;

    // of the triangles of all parts together, in numbers
    private const int LargestScratch = 1 << 24;

    /// <param name="samples">The samples.</param>
    /// <param name="standardization">What is done to the features before; null: nothing.</param>
    public static double[] Of(ISampleBlocks samples, Standardization? standardization = null)
    {
        int d = samples.FeatureCount, square = checked(d * d), block = Math.Max(4, BlockNumbers / d / 4 * 4);
        int most = Math.Clamp(LargestScratch / square, 2, MostParts);
        double[] gram = new double[square];
        double[][] shares = [.. Enumerable.Range(0, most).Select(_ => Array.Empty<double>())];
        foreach (RowData data in samples.Blocks())
        {
            int blocks = ((data.Rows - 1) / block) + 1, parts = Math.Min(most, blocks), rows = (((blocks - 1) / parts) + 1) * block;
            parts = ((data.Rows - 1) / rows) + 1;
            var all = new Parts(data, standardization, block, rows, shares);
            Workers.Run(ref all, parts);
            for (int part = 0; part < parts; part++)
            {
                Blas.AddScaled(1, shares[part], gram);
            }
        }

        return gram;
    }

    /// <summary>Adds the rows of a block: row i of the triangle is Σ w·xᵢ·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(RowData data, Standardization? standardization, int first, int rows, Span<double> standardized, Span<double> scaled, double[] gram)
    {
        int d = data.FeatureCount;
        Span<double> x = data.Features.Slice(first * d, rows * d);
        if (standardization is not null)
        {
            standardization.Apply(x, standardized[..(rows * d)]);
            x = standardized[..(rows * d)];
        }

        Span<double> factors = x;
        if (data.Weights is { } weights)
        {
            factors = scaled[..(rows * d)];
            for (int row = 0; row < rows; row++)
            {
                Blas.Scale(weights[first + row], x.Slice(row * d, d), factors.Slice(row * d, d));
            }
        }

        AddProducts(x, factors, d, gram);
    }

    /// <summary>Adds products of rows: row i of the triangle is Σ fᵢ·x.</summary>
    /// <param name="x">The rows, d numbers each.</param>
    /// <param name="factors">f, the rows times their weights.</param>
    /// <param name="d">d.</param>
    /// <param name="gram">The triangle, d × d.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddProducts(ReadOnlySpan<double> x, Span<double> factors, int d, Span<double> gram)
    {
        int rows = x.Length / d;
        for (int i = 0; i < d; i += 2)
        {
            // two rows of the triangle at a time, the first with a number more than it has
            bool isPair = i + 1 < d;
            int width = Math.Min(i + 2, d), row = 0;
            for (; row <= rows - 4; row += 4)
            {
                var four = new FourRows(x.Slice(row * d, width), x.Slice((row + 1) * d, width), x.Slice((row + 2) * d, width), x.Slice((row + 3) * d, width));
                if (isPair)
                {
                    four.AddScaled(ref factors[(row * d) + i], d, ref gram[i * d], ref gram[(i + 1) * d]);
                }
                else
                {
                    four.AddScaled(ref factors[(row * d) + i], d, ref gram[i * d]);
                }
            }

            for (; row < rows; row++)
            {
                for (int pair = i; pair < width; pair++)
                {
                    Blas.AddScaled(factors[(row * d) + pair], x.Slice(row * d, width), gram.Slice(pair * d, width));
                }
            }
        }
    }

    private readonly struct Parts(RowData data, Standardization? standardization, int block, int rows, double[][] shares) : IParts
    {
        public void Do(int part)
        {
            int d = data.FeatureCount, end = Math.Min((part + 1) * rows, data.Rows);
            double[] gram = shares[part] = shares[part].Length == 0 ? new double[d * d] : shares[part];
            double[] standardized = standardization is null ? [] : new double[block * d], scaled = data.Weights is null ? [] : new double[block * d];
            Array.Clear(gram);
            for (int first = part * rows; first < end; first += block)
            {
                Add(data, standardization, first, Math.Min(block, end - first), standardized, scaled, gram);
            }
        }
    }
}
