namespace Optimizers;

/// <summary>The descent of <see cref="Bfgs"/>.</summary>
internal sealed class BfgsDescent : LineSearchDescent
{
    private const double SmallestCurvature = 2.2e-16;

    private readonly double[] _inverse;
    private readonly double[] _s;
    private readonly double[] _y;
    private readonly double[] _product;
    private readonly int _n;

    public BfgsDescent(MinimizedFunction minimized, Bfgs settings, RunOptions options)
        : base(minimized, settings.LineSearch, options, settings, CreateState(minimized.Dimension))
    {
        _n = minimized.Dimension;
        _inverse = State.Array("H");
        (_s, _y, _product) = (new double[_n], new double[_n], new double[_n]);
    }

    private bool HasInverse => State.Scalar("updates") > 0;

    protected override bool WriteDirection(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, Span<double> direction)
    {
        if (!HasInverse)
        {
            Blas.Scale(-1, gradient, direction);
            return false;
        }

        for (int i = 0; i < _n; i++)
        {
            direction[i] = -Blas.Dot(Row(i), gradient);
        }

        return true;
    }

    protected override double InitialStep(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double value, double slope)
        => HasInverse ? 1 : FirstStep.Of(point, gradient, value);

    protected override void Remember(
        ReadOnlySpan<double> before, ReadOnlySpan<double> point, ReadOnlySpan<double> gradientBefore, ReadOnlySpan<double> gradient,
        LineSearchResult found, double slope)
    {
        Blas.Combine(point, -1, before, _s);
        Blas.Combine(gradient, -1, gradientBefore, _y);
        double sy = Blas.Dot(_s, _y), yy = Blas.Dot(_y, _y);
        if (!(sy > SmallestCurvature * Math.Sqrt(Blas.Dot(_s, _s)) * Math.Sqrt(yy)))
        {
            return;
        }

        if (!HasInverse)
        {
            _inverse.AsSpan().Clear();
            for (int i = 0; i < _n; i++)
            {
                _inverse[(i * _n) + i] = sy / yy;
            }
        }

        // H ← H − (s(Hy)ᵀ + (Hy)sᵀ)/sᵀy + (1 + yᵀHy/sᵀy) ssᵀ/sᵀy
        for (int i = 0; i < _n; i++)
        {
            _product[i] = Blas.Dot(Row(i), _y);
        }

        double weight = (1 + (Blas.Dot(_y, _product) / sy)) / sy;
        for (int i = 0; i < _n; i++)
        {
            Blas.AddScaled((weight * _s[i]) - (_product[i] / sy), _s, Row(i));
            Blas.AddScaled(-_s[i] / sy, _product, Row(i));
        }

        State.Scalar("updates")++;
    }

    protected override void Forget() => State.Scalar("updates") = 0;

    private static OptimizerState CreateState(int n) => new(n, [("H", checked(n * n))], ["updates", .. Scalars]);

    private Span<double> Row(int i) => _inverse.AsSpan(i * _n, _n);
}
