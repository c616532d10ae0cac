using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>Copies a matrix row by row, so that one sample is contiguous, and checks it.</summary>
internal static class RowCopy
{
    // of a column-major matrix a cache line is so many rows of a column
    private const int Tile = 8;
    private const int PartNumbers = 1 << 16;

    /// <exception cref="ArgumentException">The matrix is empty, or an entry is not finite; the message names row and column.</exception>
    public static AlignedNumbers Of(Matrix<double> matrix, string name)
    {
        int rows = matrix.RowCount, columns = matrix.ColumnCount;
        if (rows == 0 || columns == 0)
        {
            throw new ArgumentException(Invariant($"{name} is empty: {rows} rows × {columns} columns."), name);
        }

        var copy = new AlignedNumbers(checked(rows * columns));
        bool isFinite;
        if (matrix.AsColumnMajorArray() is { } columnMajor)
        {
            int rowsInPart = Math.Max(Tile, PartNumbers / columns / Tile * Tile);
            bool[] areFinite = new bool[((rows - 1) / rowsInPart) + 1];
            var tiles = new Tiles(columnMajor, copy, rows, columns, rowsInPart, areFinite);
            Workers.Run(ref tiles, areFinite.Length);
            isFinite = !areFinite.Contains(false);
        }
        else
        {
            for (int i = 0; i < copy.Length; i++)
            {
                copy.Span[i] = matrix.At(i / columns, i % columns);
            }

            isFinite = TensorPrimitives.IsFiniteAll<double>(copy.Span);
        }

        return isFinite ? copy : throw NotFinite(copy, columns, name);
    }

    private static ArgumentException NotFinite(AlignedNumbers copy, int columns, string name)
    {
        int at = Require.FirstNotFinite(copy.Span)!.Value;
        return new ArgumentException(
            Invariant($"Row {at / columns}, column {at % columns} of {name} is {copy.Span[at]}; every entry must be finite (counted from 0)."), name);
    }

    /// <summary>Rows of a column-major matrix, as many in a part as are a share of the work.</summary>
    private readonly struct Tiles(double[] matrix, AlignedNumbers copy, int rows, int columns, int rowsInPart, bool[] areFinite) : IParts
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Do(int part)
        {
            int start = part * rowsInPart, end = Math.Min(start + rowsInPart, rows);
            for (int first = start; first < end; first += Tile)
            {
                int count = Math.Min(Tile, end - first);
                Span<double> tile = copy.Slice(first * columns, count * columns);
                for (int column = 0; column < columns; column++)
                {
                    ReadOnlySpan<double> from = matrix.AsSpan((column * rows) + first, count);
                    for (int row = 0; row < from.Length; row++)
                    {
                        tile[(row * columns) + column] = from[row];
                    }
                }
            }

            areFinite[part] = TensorPrimitives.IsFiniteAll<double>(copy.Slice(start * columns, (end - start) * columns));
        }
    }
}
