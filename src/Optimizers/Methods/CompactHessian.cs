namespace Optimizers;

/// <summary>The Hessian that pairs of step and gradient change stand for, in compact form: B = θI − W M Wᵀ.</summary>
/// <remarks>
/// <code>
/// W = [Y, θS],  M = [−D, Lᵀ; L, θSᵀS]⁻¹,  D the diagonal and L the strict lower triangle of SᵀY
/// </code>
/// Source: <see href="https://doi.org/10.1007/BF01582063">Byrd, Nocedal and Schnabel 1994</see>.
/// </remarks>
internal sealed class CompactHessian(PairMemory memory, int capacity)
{
    private readonly LuFactors _middle = new(2 * capacity);
    private readonly double[] _ss = new double[capacity * capacity];
    private readonly double[] _sy = new double[capacity * capacity];

    /// <summary>θ, the curvature where nothing is known; of no pairs to be set.</summary>
    public double Theta { get; set; } = 1;

    /// <summary>The columns of W, two for each pair.</summary>
    public int Columns { get; private set; }

    /// <summary>Takes over the pairs.</summary>
    /// <param name="newest">The slot that has changed; below 0 for all.</param>
    /// <returns>Whether the middle matrix is regular; if not, B = θI.</returns>
    public bool Update(int newest)
    {
        int count = memory.Count;
        (Theta, Columns) = (1, 0);
        if (count == 0)
        {
            return true;
        }

        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                int k = memory.Slot(i), l = memory.Slot(j);
                if (newest < 0 || k == newest || l == newest)
                {
                    _ss[(k * capacity) + l] = Blas.Dot(memory.S(k), memory.S(l));
                    _sy[(k * capacity) + l] = Blas.Dot(memory.S(k), memory.Y(l));
                }
            }
        }

        int last = memory.Slot(count - 1);
        Theta = Blas.Dot(memory.Y(last), memory.Y(last)) / _sy[(last * capacity) + last];
        _middle.Begin(2 * count);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                int at = (memory.Slot(i) * capacity) + memory.Slot(j);
                _middle[count + i, count + j] = Theta * _ss[at];
                if (i == j)
                {
                    _middle[i, i] = -_sy[at];
                }
                else if (i > j)
                {
                    _middle[count + i, j] = _middle[j, count + i] = _sy[at];
                }
            }
        }

        bool isRegular = _middle.TryFactor();
        (Theta, Columns) = isRegular ? (Theta, 2 * count) : (1, 0);
        return isRegular;
    }

    /// <summary>v ← Mv.</summary>
    public void MultiplyMiddle(Span<double> v)
    {
        if (Columns > 0)
        {
            _middle.Solve(v);
        }
    }

    /// <summary>A column of W without its factor.</summary>
    public Span<double> Column(int a) => a < Columns / 2 ? memory.Y(memory.Slot(a)) : memory.S(memory.Slot(a - (Columns / 2)));

    /// <summary>The factor of a column of W.</summary>
    public double Factor(int a) => a < Columns / 2 ? 1 : Theta;

    /// <summary>A row of W.</summary>
    public void CopyRow(int i, Span<double> row)
    {
        for (int a = 0; a < Columns; a++)
        {
            row[a] = Factor(a) * Column(a)[i];
        }
    }

    /// <summary>p ← Wᵀv.</summary>
    public void MultiplyTransposed(ReadOnlySpan<double> v, Span<double> p)
    {
        for (int a = 0; a < Columns; a++)
        {
            p[a] = Factor(a) * Blas.Dot(Column(a), v);
        }
    }

    /// <summary>v ← v + c·Wp.</summary>
    public void AddProduct(double c, ReadOnlySpan<double> p, Span<double> v)
    {
        for (int a = 0; a < Columns; a++)
        {
            Blas.AddScaled(c * Factor(a) * p[a], Column(a), v);
        }
    }
}
