namespace Optimizers.Regression;

/// <summary>R of A = QR, by Householder's reflections, of rows that come in blocks: RᵀR = AᵀA without the condition of A being squared.</summary>
/// <remarks>Source: J. Demmel, L. Grigori, M. Hoemmen and J. Langou, <see href="https://doi.org/10.1137/080731992">Communication-optimal parallel and
/// sequential QR and LU factorizations</see>, 2012.</remarks>
/// <param name="columns">p.</param>
internal sealed class RowTriangle(int columns)
{
    /// <summary>R, p × p row by row; below the diagonal 0.</summary>
    public double[] Elements { get; } = new double[columns * columns];

    /// <summary>Takes in rows of A.</summary>
    /// <param name="block">The rows, column by column; it is overwritten.</param>
    public void Add(Span<double> block)
    {
        int p = columns, rows = block.Length / p;
        for (int k = 0; k < p; k++)
        {
            Span<double> below = block.Slice(k * rows, rows), row = Elements.AsSpan(k * p, p);
            double squares = Blas.Dot(below, below);
            if (squares == 0)
            {
                continue;
            }

            // v = a − βe₁ with the sign of β that cancels nothing, a the diagonal and the column of the block; H = I + vvᵀ/(βv₁)
            double norm = Math.Sqrt((row[k] * row[k]) + squares), β = row[k] > 0 ? -norm : norm, first = row[k] - β, scale = 1 / (β * first);
            row[k] = β;
            for (int j = k + 1; j < p; j++)
            {
                Span<double> column = block.Slice(j * rows, rows);
                double share = scale * ((first * row[j]) + Blas.Dot(below, column));
                row[j] += share * first;
                Blas.AddScaled(share, below, column);
            }
        }
    }

    /// <summary>Takes in the rows that another has.</summary>
    public void Add(RowTriangle other)
    {
        double[] block = new double[columns * columns];
        for (int at = 0; at < block.Length; at++)
        {
            block[(at % columns * columns) + (at / columns)] = other.Elements[at];
        }

        Add(block);
    }
}
