using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <content>The products with R and its inverse.</content>
internal sealed partial class DesignTriangle
{
    /// <summary>R⁻¹x, in place, in twice the digits: rounded to one double each, the terms of a large condition would no longer cancel.</summary>
    public void Solve(Span<DoubleDouble> x)
    {
        for (int i = Columns - 1; i >= 0; i--)
        {
            ReadOnlySpan<double> row = _triangle.Elements.AsSpan(i * Columns, Columns);
            for (int j = i + 1; j < Columns; j++)
            {
                x[i] = x[i].Plus(x[j].Times(-row[j]));
            }

            x[i] = x[i].Over(row[i]);
        }
    }

    /// <summary>R⁻ᵀx, in place, in twice the digits.</summary>
    public void SolveTransposed(Span<DoubleDouble> x)
    {
        for (int i = 0; i < Columns; i++)
        {
            ReadOnlySpan<double> row = _triangle.Elements.AsSpan(i * Columns, Columns);
            x[i] = x[i].Over(row[i]);
            for (int j = i + 1; j < Columns; j++)
            {
                x[j] = x[j].Plus(x[i].Times(-row[j]));
            }
        }
    }

    /// <summary>Rx, in place.</summary>
    public void Multiply(Span<double> x)
    {
        for (int i = 0; i < Columns; i++)
        {
            x[i] = Blas.Dot(_triangle.Elements.AsSpan((i * Columns) + i, Columns - i), x[i..Columns]);
        }
    }

    /// <summary>R⁻¹.</summary>
    public Matrix<double> Inverse()
    {
        Matrix<double> inverse = Matrix<double>.Build.Dense(Columns, Columns);
        double[] column = new double[Columns];
        for (int j = 0; j < Columns; j++)
        {
            Array.Clear(column);
            column[j] = 1;
            for (int i = j; i >= 0; i--)
            {
                ReadOnlySpan<double> row = _triangle.Elements.AsSpan(i * Columns, Columns);
                column[i] = (column[i] - Blas.Dot(row[(i + 1)..], column.AsSpan(i + 1))) / row[i];
            }

            inverse.SetColumn(j, column);
        }

        return inverse;
    }
}
