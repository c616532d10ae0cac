namespace Optimizers;

/// <summary>The descent of <see cref="NewtonCg"/>.</summary>
internal sealed class NewtonCgDescent : LineSearchDescent
{
    private const double RootOfRounding = 1.4901161193847656e-8;
    private const int LeastProducts = 10;

    private readonly int _n;
    private readonly double[] _residual;
    private readonly double[] _conjugate;
    private readonly double[] _product;
    private readonly double[] _moved;
    private bool _isPlain;
    private bool _wasPlain;

    public NewtonCgDescent(MinimizedFunction minimized, NewtonCg settings, RunOptions options)
        : base(minimized, settings.LineSearch, options, settings, new OptimizerState(minimized.Dimension, [], ["steepest", .. Scalars]))
    {
        _n = minimized.Dimension;
        (_residual, _conjugate, _product, _moved) = (new double[_n], new double[_n], new double[_n], new double[_n]);
    }

    protected override bool WriteDirection(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, Span<double> direction)
    {
        (_wasPlain, _isPlain) = (_isPlain, false);
        if (_wasPlain)
        {
            Blas.Scale(-1, gradient, direction);
            return false;
        }

        direction.Clear();
        gradient.CopyTo(_residual);
        Blas.Scale(-1, gradient, _conjugate);
        double rr = Blas.Dot(_residual, _residual), norm = Math.Sqrt(rr);
        ref double steepest = ref State.Scalar("steepest");
        steepest = Math.Max(steepest, norm);
        double length = Math.Max(Length, Blas.Norm(point)),
            reach = RootOfRounding * (length > 0 ? length : FirstStep.Of(point, gradient, Value) * Blas.MaxNorm(gradient));
        double tolerance = Math.Min(0.5, Math.Sqrt(norm / steepest)) * norm;
        for (int j = 0; j < Math.Max(LeastProducts, 2 * _n) && Math.Sqrt(rr) > tolerance; j++)
        {
            MultiplyHessian(point, gradient, reach);
            double curvature = Blas.Dot(_conjugate, _product);
            if (!(curvature > 2.2e-16 * Math.Sqrt(Blas.Dot(_conjugate, _conjugate)) * Math.Sqrt(Blas.Dot(_product, _product))) || !double.IsFinite(curvature))
            {
                if (j == 0)
                {
                    // as long as a positive curvature of this size would have it
                    double step = rr / Math.Abs(curvature);
                    Blas.Scale(double.IsFinite(step) ? step : FirstStep.Of(point, gradient, Value), _conjugate, direction);
                }

                break;
            }

            double α = rr / curvature, rrBefore = rr;
            Blas.AddScaled(α, _conjugate, direction);
            Blas.AddScaled(α, _product, _residual);
            rr = Blas.Dot(_residual, _residual);
            Blas.Scale(rr / rrBefore, _conjugate, _conjugate);
            Blas.AddScaled(-1, _residual, _conjugate);
        }

        return true;
    }

    protected override double InitialStep(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double value, double slope)
        => _wasPlain ? FirstStep.Of(point, gradient, value) : 1;

    protected override void Remember(
        ReadOnlySpan<double> before, ReadOnlySpan<double> point, ReadOnlySpan<double> gradientBefore, ReadOnlySpan<double> gradient,
        LineSearchResult found, double slope)
        => Length = Math.Max(Length, Blas.MaxNorm(point));

    protected override void Forget() => _isPlain = true;

    private void MultiplyHessian(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double reach)
    {
        if (Minimized.TryMultiplyHessian(point, _conjugate, _product))
        {
            return;
        }

        double h = reach / Math.Sqrt(Blas.Dot(_conjugate, _conjugate));
        Blas.Combine(point, h, _conjugate, _moved);
        Minimized.Evaluate(_moved, _product);
        Blas.AddScaled(-1, gradient, _product);
        Blas.Scale(1 / h, _product, _product);
    }
}
