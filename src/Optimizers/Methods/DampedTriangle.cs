namespace Optimizers;

/// <summary>Solves the triangular systems of <see cref="DampedLeastSquares"/>: Ry = −Qᵀr, or the least ‖Ry + Qᵀr‖² + μ‖Ey‖².</summary>
/// <remarks>Matrices are stored column by column; the order of the columns is that of the factorization.</remarks>
internal sealed class DampedTriangle(int columns)
{
    private readonly double[] _upper = new double[columns * columns];
    private readonly double[] _lower = new double[columns * columns];
    private readonly double[] _rightSide = new double[columns];
    private readonly double[] _lowerRightSide = new double[columns];

    /// <summary>Takes R and the first entries of Qᵀr.</summary>
    public void Load(HouseholderQr qr, ReadOnlySpan<double> rotated)
    {
        for (int k = 0; k < columns; k++)
        {
            for (int i = 0; i <= k; i++)
            {
                _upper[(k * columns) + i] = qr.R(i, k);
            }

            _rightSide[k] = k < rotated.Length ? -rotated[k] : 0;
        }
    }

    /// <summary>Turns R into the triangular factor of [R; diag(weights)].</summary>
    public void Damp(ReadOnlySpan<double> weights)
    {
        _lower.AsSpan().Clear();
        _lowerRightSide.AsSpan().Clear();
        for (int k = 0; k < columns; k++)
        {
            _lower[(k * columns) + k] = weights[k];
        }

        for (int k = 0; k < columns; k++)
        {
            // rows 0 … k of the lower part have filled up; one reflection takes them into the diagonal
            Span<double> v = _lower.AsSpan(k * columns, k + 1);
            double head = _upper[(k * columns) + k], norm = Math.Sqrt((head * head) + Blas.Dot(v, v)), β = head > 0 ? -norm : norm;
            if (norm == 0)
            {
                continue;
            }

            double first = head - β, scale = 1 / (β * first);
            for (int l = k + 1; l < columns; l++)
            {
                Reflect(first, scale, v, ref _upper[(l * columns) + k], _lower.AsSpan(l * columns, k + 1));
            }

            Reflect(first, scale, v, ref _rightSide[k], _lowerRightSide.AsSpan(0, k + 1));
            _upper[(k * columns) + k] = β;
        }
    }

    /// <summary>Solves for the first unknowns, the others being 0.</summary>
    public void Solve(int rank, Span<double> y)
    {
        y.Clear();
        for (int k = rank - 1; k >= 0; k--)
        {
            y[k] = _rightSide[k] / _upper[(k * columns) + k];
            Blas.AddScaled(-y[k], _upper.AsSpan(k * columns, k), _rightSide.AsSpan(0, k));
        }
    }

    /// <summary>‖U⁻ᵀz‖², U being the triangle; overwrites z by U⁻ᵀz.</summary>
    public double SquareOfTransposed(Span<double> z)
    {
        double sum = 0;
        for (int k = 0; k < columns; k++)
        {
            z[k] = (z[k] - Blas.Dot(_upper.AsSpan(k * columns, k), z[..k])) / _upper[(k * columns) + k];
            sum += z[k] * z[k];
        }

        return sum;
    }

    private static void Reflect(double first, double scale, ReadOnlySpan<double> v, ref double top, Span<double> rest)
    {
        double factor = scale * ((first * top) + Blas.Dot(v, rest));
        top += factor * first;
        Blas.AddScaled(factor, v, rest);
    }
}
