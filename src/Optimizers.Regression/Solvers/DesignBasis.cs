using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Optimizers.Regression;

/// <summary>Coordinates in which the rows of a design, with its column of ones, are as large in each direction: x ↦ Bᵀx and back u ↦ Bu. Directions that no row
/// has are left out.</summary>
internal sealed class DesignBasis
{
    private const double SmallestShare = 1e-13;

    // of the terms of a sum that is 0 but for rounding, and of a row of ordinary size
    private const double Rounding = 1e-9;
    private const double SmallestTerm = 1e-12;

    private readonly double[] _means;
    private readonly double[] _sizes;
    private readonly double[][] _columns;
    private readonly int _features;

    /// <summary>Goes through the samples twice; those of weight 0 do not count, the others alike.</summary>
    public DesignBasis(IRowBlocks samples, bool hasIntercept)
    {
        (_features, Width) = (samples.FeatureCount, samples.FeatureCount + (hasIntercept ? 1 : 0));
        (_means, _sizes) = (new double[_features], [.. Enumerable.Repeat(1.0, Width)]);
        double[] row = new double[Width], means = new double[_features], gram = new double[Width * Width];
        int count = 0;
        foreach ((DenseRows block, int i) in samples.Counted())
        {
            count++;
            Blas.AddScaled(1, block.Row(i), means);
        }

        Blas.Scale(hasIntercept ? 1.0 / count : 0, means, _means);
        foreach ((DenseRows block, int i) in samples.Counted())
        {
            Extend(block.Row(i), row);
            DesignSums.AddOuter(1.0 / count, row, gram);
        }

        for (int j = 0; j < Width; j++)
        {
            _sizes[j] = gram[(j * Width) + j] > 0 ? Math.Sqrt(gram[(j * Width) + j]) : 1;
        }

        _columns = Columns(Matrix<double>.Build.Dense(Width, Width, (i, j) => gram[(Math.Max(i, j) * Width) + Math.Min(i, j)] / (_sizes[i] * _sizes[j])));
    }

    /// <summary>p, the features and the ones.</summary>
    public int Width { get; }

    /// <summary>The rank of the design.</summary>
    public int Rank => _columns.Length;

    /// <summary>A sample centred, in units of each column's size, with its one.</summary>
    public void Extend(ReadOnlySpan<double> sample, Span<double> row)
    {
        row[^1] = 1;
        for (int j = 0; j < _features; j++)
        {
            row[j] = (sample[j] - _means[j]) / _sizes[j];
        }
    }

    /// <summary>Bᵀx.</summary>
    public void Project(ReadOnlySpan<double> row, Span<double> projected)
    {
        for (int k = 0; k < Rank; k++)
        {
            projected[k] = Blas.Dot(_columns[k], row);
        }
    }

    /// <summary>Bu.</summary>
    public void Lift(ReadOnlySpan<double> projected, Span<double> direction)
    {
        direction.Clear();
        for (int k = 0; k < Rank; k++)
        {
            Blas.AddScaled(projected[k], _columns[k], direction);
        }
    }

    /// <summary>xᵀd of an extended row; 0 within rounding.</summary>
    /// <param name="row">x.</param>
    /// <param name="direction">d.</param>
    /// <param name="sizes">The size of what d is a difference of.</param>
    public static double Along(ReadOnlySpan<double> row, ReadOnlySpan<double> direction, double sizes = 0)
    {
        double sum = 0, terms = 0;
        for (int j = 0; j < row.Length; j++)
        {
            double term = row[j] * direction[j];
            (sum, terms, sizes) = (sum + term, terms + Math.Abs(term), sizes + Math.Abs(direction[j]));
        }

        return Math.Abs(sum) > (Rounding * terms) + (SmallestTerm * sizes) ? sum : 0;
    }

    /// <summary>Turns a direction of weights (and bias) of the samples' features into one of extended rows, in place.</summary>
    public void FromParameters(Span<double> direction)
    {
        for (int j = 0; j < _features; j++)
        {
            direction[^1] += Width > _features ? direction[j] * _means[j] : 0;
            direction[j] *= _sizes[j];
        }
    }

    /// <summary>The reverse of <see cref="FromParameters"/>, in place.</summary>
    public void ToParameters(Span<double> direction)
    {
        for (int j = 0; j < _features; j++)
        {
            direction[j] /= _sizes[j];
            direction[^1] -= Width > _features ? direction[j] * _means[j] : 0;
        }
    }

    /// <summary>Turns a gradient by weights and bias into one by directions of extended rows, in place.</summary>
    public void Gradient(Span<double> gradient)
    {
        for (int j = 0; j < _features; j++)
        {
            gradient[j] = (gradient[j] - (Width > _features ? gradient[^1] * _means[j] : 0)) / _sizes[j];
        }
    }

    private static double[][] Columns(Matrix<double> correlations)
    {
        int p = correlations.RowCount;
        if (TryFactor(correlations) is { } factor && factor.Diagonal().Minimum() > Math.Sqrt(SmallestShare * p))
        {
            return factor.Inverse().ToRowArrays();
        }

        Evd<double> evd = correlations.Evd(Symmetricity.Symmetric);
        return [.. Enumerable.Range(0, p).Where(k => evd.EigenValues[k].Real > SmallestShare * p).Select(
            k => (evd.EigenVectors.Column(k) / Math.Sqrt(evd.EigenValues[k].Real)).ToArray())];
    }

    private static Matrix<double>? TryFactor(Matrix<double> matrix)
    {
        try
        {
            return matrix.Cholesky().Factor;
        }
        catch (ArgumentException)
        {
            // not positive definite
            return null;
        }
    }
}
