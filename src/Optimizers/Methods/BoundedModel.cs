namespace Optimizers;

/// <summary>The quadratic model of L-BFGS-B in a box, and its approximate minimum there.</summary>
/// <remarks>
/// <code>m(z) = gᵀ(z − x) + ½(z − x)ᵀB(z − x)</code>
/// First along the projected gradient path to its first local minimum, the Cauchy point, then over the coordinates that are free there. Paper:
/// <see href="https://doi.org/10.1137/0916069">Byrd, Lu, Nocedal and Zhu 1995</see>, sections 4 and 5.1.
/// </remarks>
internal sealed class BoundedModel(Box box, CompactHessian hessian, int n, int capacity)
{
    private readonly double[] _cauchy = new double[n];
    private readonly double[] _move = new double[n];
    private readonly double[] _masked = new double[n];
    private readonly double[] _breaks = new double[n];
    private readonly int[] _order = new int[n];
    private readonly double[] _c = new double[2 * capacity];
    private readonly double[] _p = new double[2 * capacity];
    private readonly double[] _row = new double[2 * capacity];
    private readonly double[] _product = new double[2 * capacity];
    private readonly double[] _columns = new double[2 * capacity * n];
    private readonly LuFactors _reduced = new(2 * capacity);

    /// <summary>Writes the way from x to the approximate minimum of the model.</summary>
    public void WriteDirection(ReadOnlySpan<double> x, ReadOnlySpan<double> g, Span<double> direction)
    {
        FindCauchyPoint(x, g);
        Blas.Combine(_cauchy, -1, x, direction);
        if (!TryMinimizeFree(x, g))
        {
            return;
        }

        // the projected minimum, if it is a descent; else the part of the way that stays in the box (Morales and Nocedal 2011)
        for (int i = 0; i < n; i++)
        {
            _masked[i] = Math.Clamp(_cauchy[i] + _move[i], box.Lower(i), box.Upper(i)) - x[i];
        }

        if (Blas.Dot(_masked, g) < 0)
        {
            _masked.CopyTo(direction);
            return;
        }

        double share = 1;
        for (int i = 0; i < n; i++)
        {
            double room = _move[i] > 0 ? box.Upper(i) - _cauchy[i] : box.Lower(i) - _cauchy[i];
            share = _move[i] != 0 ? Math.Min(share, room / _move[i]) : share;
        }

        Blas.AddScaled(share, _move, direction);
    }

    /// <summary>Follows the projected gradient path from bound to bound until the model rises: the Cauchy point, and c = Wᵀ(it − x).</summary>
    private void FindCauchyPoint(ReadOnlySpan<double> x, ReadOnlySpan<double> g)
    {
        int k = hessian.Columns, breaks = 0;
        Span<double> d = _move, c = _c.AsSpan(0, k), p = _p.AsSpan(0, k), w = _row.AsSpan(0, k), mp = _product.AsSpan(0, k);
        for (int i = 0; i < n; i++)
        {
            double at = g[i] < 0 ? (x[i] - box.Upper(i)) / g[i] : g[i] > 0 ? (x[i] - box.Lower(i)) / g[i] : double.PositiveInfinity;
            d[i] = at > 0 ? -g[i] : 0;
            if (at > 0 && double.IsFinite(at))
            {
                (_breaks[breaks], _order[breaks]) = (at, i);
                breaks++;
            }
        }

        _breaks.AsSpan(0, breaks).Sort(_order.AsSpan(0, breaks));
        x.CopyTo(_cauchy);
        c.Clear();
        hessian.MultiplyTransposed(d, p);
        p.CopyTo(mp);
        hessian.MultiplyMiddle(mp);
        double slope = -Blas.Dot(d, d), curvature = (-hessian.Theta * slope) - Blas.Dot(p, mp),
            smallest = 2.2e-16 * -hessian.Theta * slope, step = -slope / Math.Max(curvature, smallest), at0 = 0;
        for (int b = 0; b < breaks && step >= _breaks[b] - at0; b++)
        {
            int i = _order[b];
            double Δ = _breaks[b] - at0, gi = g[i];
            _cauchy[i] = d[i] > 0 ? box.Upper(i) : box.Lower(i);
            double z = _cauchy[i] - x[i];
            Blas.AddScaled(Δ, p, c);
            hessian.CopyRow(i, w);
            w.CopyTo(mp);
            hessian.MultiplyMiddle(mp);
            slope += (Δ * curvature) + (gi * gi) + (hessian.Theta * gi * z) - (gi * Blas.Dot(mp, c));
            curvature -= (hessian.Theta * gi * gi) + (2 * gi * Blas.Dot(mp, p)) + (gi * gi * Blas.Dot(mp, w));
            Blas.AddScaled(gi, w, p);
            d[i] = 0;
            (step, at0) = (slope < 0 ? -slope / Math.Max(curvature, smallest) : 0, _breaks[b]);
        }

        double last = at0 + step;
        for (int i = 0; i < n; i++)
        {
            _cauchy[i] = d[i] != 0 ? Math.Clamp(x[i] + (last * d[i]), box.Lower(i), box.Upper(i)) : _cauchy[i];
        }

        Blas.AddScaled(step, p, c);
    }

    /// <summary>Minimizes the model over the coordinates that are free at the Cauchy point, by the Sherman–Morrison–Woodbury formula: the move from
    /// there.</summary>
    /// <returns>False if nothing is free, or the reduced matrix is singular.</returns>
    private bool TryMinimizeFree(ReadOnlySpan<double> x, ReadOnlySpan<double> g)
    {
        int k = hessian.Columns, free = 0;
        double θ = hessian.Theta;
        Span<double> v = _product.AsSpan(0, k), r = _move;

        // r = −(g + θ(xc − x) − WMc) on the free coordinates, 0 elsewhere
        _c.AsSpan(0, k).CopyTo(v);
        hessian.MultiplyMiddle(v);
        Blas.Combine(_cauchy, -1, x, r);
        Blas.Scale(-θ, r, r);
        Blas.AddScaled(-1, g, r);
        hessian.AddProduct(1, v, r);
        for (int i = 0; i < n; i++)
        {
            bool isFree = _cauchy[i] > box.Lower(i) && _cauchy[i] < box.Upper(i);
            free += isFree ? 1 : 0;
            r[i] = isFree ? r[i] : 0;
        }

        if (free == 0)
        {
            return false;
        }

        // N = I − M·WᵀW/θ and v = N⁻¹M·Wᵀr, W without the rows of the coordinates at bounds
        hessian.MultiplyTransposed(r, v);
        hessian.MultiplyMiddle(v);
        MaskColumns();
        _reduced.Begin(k);
        for (int b = 0; b < k; b++)
        {
            Span<double> column = _row.AsSpan(0, k);
            for (int a = 0; a < k; a++)
            {
                column[a] = hessian.Factor(a) * hessian.Factor(b) * Blas.Dot(Masked(a), Masked(b)) / θ;
            }

            hessian.MultiplyMiddle(column);
            for (int a = 0; a < k; a++)
            {
                _reduced[a, b] = (a == b ? 1 : 0) - column[a];
            }
        }

        if (!_reduced.TryFactor())
        {
            return false;
        }

        _reduced.Solve(v);
        Blas.Scale(1 / θ, r, r);
        for (int a = 0; a < k; a++)
        {
            Blas.AddScaled(hessian.Factor(a) * v[a] / (θ * θ), Masked(a), r);
        }

        return true;
    }

    private void MaskColumns()
    {
        for (int a = 0; a < hessian.Columns; a++)
        {
            ReadOnlySpan<double> column = hessian.Column(a);
            Span<double> masked = Masked(a);
            for (int i = 0; i < n; i++)
            {
                masked[i] = _cauchy[i] > box.Lower(i) && _cauchy[i] < box.Upper(i) ? column[i] : 0;
            }
        }
    }

    private Span<double> Masked(int a) => _columns.AsSpan(a * n, n);
}
