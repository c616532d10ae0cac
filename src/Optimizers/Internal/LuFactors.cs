namespace Optimizers;

/// <summary>The LU factors of a small square matrix, with rows exchanged for large pivots; in memory that the next matrix uses again.</summary>
internal sealed class LuFactors(int capacity)
{
    private readonly double[] _a = new double[capacity * capacity];
    private readonly int[] _pivots = new int[capacity];

    /// <summary>The size of the matrix.</summary>
    public int Size { get; private set; }

    /// <summary>An entry of the matrix that is to be factored.</summary>
    public ref double this[int row, int column] => ref _a[(row * Size) + column];

    /// <summary>Begins a matrix of zeros.</summary>
    public void Begin(int size)
    {
        Size = size;
        _a.AsSpan(0, size * size).Clear();
    }

    /// <summary>Factors the matrix that was written.</summary>
    /// <returns>Whether it is regular.</returns>
    public bool TryFactor()
    {
        for (int k = 0; k < Size; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < Size; i++)
            {
                pivot = Math.Abs(this[i, k]) > Math.Abs(this[pivot, k]) ? i : pivot;
            }

            _pivots[k] = pivot;
            for (int j = 0; j < Size && pivot != k; j++)
            {
                (this[k, j], this[pivot, j]) = (this[pivot, j], this[k, j]);
            }

            if (!(Math.Abs(this[k, k]) > 0) || !double.IsFinite(this[k, k]))
            {
                return false;
            }

            for (int i = k + 1; i < Size; i++)
            {
                double factor = this[i, k] /= this[k, k];
                Blas.AddScaled(-factor, Row(k)[(k + 1)..], Row(i)[(k + 1)..]);
            }
        }

        return true;
    }

    /// <summary>v ← A⁻¹v.</summary>
    public void Solve(Span<double> v)
    {
        for (int k = 0; k < Size; k++)
        {
            (v[k], v[_pivots[k]]) = (v[_pivots[k]], v[k]);
        }

        for (int k = 1; k < Size; k++)
        {
            v[k] -= Blas.Dot(Row(k)[..k], v[..k]);
        }

        for (int k = Size - 1; k >= 0; k--)
        {
            v[k] = (v[k] - Blas.Dot(Row(k)[(k + 1)..], v[(k + 1)..Size])) / this[k, k];
        }
    }

    private Span<double> Row(int i) => _a.AsSpan(i * Size, Size);
}
