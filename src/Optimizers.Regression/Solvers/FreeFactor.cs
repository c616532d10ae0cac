using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Optimizers.Regression;

/// <summary>A Cholesky factor, H = RᵀR, to which rows and columns are added at the end and from which they are taken anywhere, each for the cost of a
/// product with a vector.</summary>
/// <remarks>A row is taken out by Givens rotations. See Golub and Van Loan, Matrix Computations, 6.5.</remarks>
internal sealed class FreeFactor
{
    private const double MachineEpsilon = 2.220446049250313e-16;

    // of a column's square, above which what is left of it may still be the rounding of sums
    private const double BlindShare = 16 * MachineEpsilon;

    private const int FewestRows = 16;

    // R, row by row
    private double[] _upper = [];
    private int _stride;

    /// <summary>The number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a row that was tried had beside those before it no more than may be rounding.</summary>
    public bool IsBlind { get; private set; }

    /// <summary>Takes all rows out.</summary>
    public void Clear() => (Count, IsBlind) = (0, false);

    /// <summary>Adds a row and column, if it is independent of those before.</summary>
    /// <param name="column">The elements of H above the diagonal; becomes those of R.</param>
    /// <param name="diagonal">The element on the diagonal.</param>
    /// <returns>Whether it is independent; if not, nothing is added.</returns>
    public bool Add(Span<double> column, double diagonal)
    {
        SolveTransposed(column);
        double left = diagonal - Blas.Dot(column, column);
        IsBlind |= !(left > BlindShare * (Count + 1) * diagonal);
        if (!(left > 4 * (Count + 1) * MachineEpsilon * diagonal))
        {
            return false;
        }

        if (Count == _stride)
        {
            Widen();
        }

        for (int i = 0; i < Count; i++)
        {
            _upper[(i * _stride) + Count] = column[i];
        }

        _upper[(Count * _stride) + Count] = Math.Sqrt(left);
        Count++;
        return true;
    }

    /// <summary>Takes a row and column out.</summary>
    public void Remove(int place)
    {
        for (int i = 0; i < Count; i++)
        {
            int from = Math.Max(place + 1, i);
            Row(i, from).CopyTo(_upper.AsSpan((i * _stride) + from - 1));
        }

        Count--;
        for (int i = place; i < Count; i++)
        {
            Span<double> row = Row(i, i), next = Row(i + 1, i);
            double size = Math.Sqrt((row[0] * row[0]) + (next[0] * next[0]));
            Rotate(row, next, row[0] / size, next[0] / size);
        }
    }

    /// <summary>x ← H⁻¹x.</summary>
    public void Solve(Span<double> x)
    {
        SolveTransposed(x);
        SolveUpper(x);
    }

    /// <summary>x ← R⁻¹x.</summary>
    public void SolveUpper(Span<double> x)
    {
        for (int i = Count - 1; i >= 0; i--)
        {
            Span<double> row = Row(i, i);
            x[i] = (x[i] - Blas.Dot(row[1..], x[(i + 1)..Count])) / row[0];
        }
    }

    /// <summary>x ← R⁻ᵀx.</summary>
    private void SolveTransposed(Span<double> x)
    {
        for (int i = 0; i < Count; i++)
        {
            Span<double> row = Row(i, i);
            x[i] /= row[0];
            Blas.AddScaled(-x[i], row[1..], x[(i + 1)..Count]);
        }
    }

    /// <summary>Makes room for twice the rows.</summary>
    private void Widen()
    {
        int most = Math.Max(FewestRows, 2 * _stride);
        double[] upper = new double[checked(most * most)];
        for (int i = 0; i < Count; i++)
        {
            _upper.AsSpan((i * _stride) + i, Count - i).CopyTo(upper.AsSpan((i * most) + i));
        }

        (_upper, _stride) = (upper, most);
    }

    private Span<double> Row(int i, int from) => _upper.AsSpan((i * _stride) + from, Count - from);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rotate(Span<double> one, Span<double> two, double cosine, double sine)
    {
        ref double a = ref MemoryMarshal.GetReference(one), b = ref MemoryMarshal.GetReference(two);
        int i = 0;
        for (; i <= one.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> x = Vector.LoadUnsafe(ref a, (nuint)i), y = Vector.LoadUnsafe(ref b, (nuint)i);
            ((cosine * x) + (sine * y)).StoreUnsafe(ref a, (nuint)i);
            ((cosine * y) - (sine * x)).StoreUnsafe(ref b, (nuint)i);
        }

        for (; i < one.Length; i++)
        {
            (one[i], two[i]) = ((cosine * one[i]) + (sine * two[i]), (cosine * two[i]) - (sine * one[i]));
        }
    }
}
