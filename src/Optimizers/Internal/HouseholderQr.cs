namespace Optimizers;

/// <summary>A QR factorization by Householder's reflections with column pivoting, AP = QR, of any shape and rank.</summary>
internal sealed class HouseholderQr(int rows, int columns)
{
    private const double MachineEpsilon = 2.220446049250313e-16;

    private readonly double[] _elements = new double[rows * columns];
    private readonly double[] _diagonal = new double[columns];
    private readonly int[] _order = new int[columns];

    /// <summary>The number of columns of A that are independent of those before them in the order.</summary>
    public int Rank { get; private set; }

    /// <summary>A column of A, to be written before <see cref="Factor"/>, of norm 1 or all zeros.</summary>
    public Span<double> Column(int j) => _elements.AsSpan(j * rows, rows);

    /// <summary>The column of A that is the k-th of AP.</summary>
    public int Order(int k) => _order[k];

    /// <summary>An element of R on or above its diagonal, in the order of AP; 0 below the last row.</summary>
    public double R(int i, int k) => i == k ? _diagonal[k] : i < rows ? _elements[(_order[k] * rows) + i] : 0;

    /// <summary>Divides a column of A by its norm, safe from overflow.</summary>
    /// <returns>The norm.</returns>
    public double Normalize(int j)
    {
        Span<double> column = Column(j);
        double largest = Blas.MaxNorm(column);
        if (!(largest > 0) || !double.IsFinite(largest))
        {
            return largest;
        }

        double sum = 0;
        foreach (ref double element in column)
        {
            element /= largest;
            sum += element * element;
        }

        double root = Math.Sqrt(sum);
        foreach (ref double element in column)
        {
            element /= root;
        }

        return largest * root;
    }

    /// <summary>Factors A in place and turns a right side b into Qᵀb.</summary>
    public void Factor(Span<double> rightSide)
    {
        int steps = Math.Min(rows, columns);
        double smallest = 4 * Math.Max(rows, columns) * MachineEpsilon;
        Rank = 0;
        _diagonal.AsSpan().Clear();
        for (int k = 0; k < columns; k++)
        {
            _order[k] = k;
        }

        for (int k = 0; k < steps; k++)
        {
            double norm = Pivot(k);
            Rank += Rank == k && norm > smallest ? 1 : 0;
            if (norm == 0)
            {
                break;
            }

            // v = a − βe₁ with the sign of β that cancels nothing; H = I + vvᵀ/(βv₁)
            Span<double> v = Column(_order[k])[k..];
            double β = v[0] > 0 ? -norm : norm;
            v[0] -= β;
            double scale = 1 / (β * v[0]);
            for (int j = k + 1; j < columns; j++)
            {
                Span<double> column = Column(_order[j])[k..];
                Blas.AddScaled(scale * Blas.Dot(v, column), v, column);
            }

            Blas.AddScaled(scale * Blas.Dot(v, rightSide[k..]), v, rightSide[k..]);
            _diagonal[k] = β;
        }
    }

    /// <summary>Brings the longest of the columns that are left to the k-th place.</summary>
    private double Pivot(int k)
    {
        int longest = k;
        double square = -1;
        for (int j = k; j < columns; j++)
        {
            ReadOnlySpan<double> rest = Column(_order[j])[k..];
            double own = Blas.Dot(rest, rest);
            (longest, square) = own > square ? (j, own) : (longest, square);
        }

        (_order[k], _order[longest]) = (_order[longest], _order[k]);
        return Math.Sqrt(square);
    }
}
