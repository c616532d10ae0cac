namespace Optimizers;

/// <summary>The descent of <see cref="ConjugateGradient"/>.</summary>
internal sealed class ConjugateGradientDescent : LineSearchDescent
{
    private const double PowellsThreshold = 0.2;
    private const double HagerZhangsFloor = 0.4;

    // a search that ends where the line is still half as steep would have gone on, had it been one that lengthens
    private const double StillSteep = 0.5;
    private const double Lengthening = 2;

    private readonly ConjugateGradientFormula _formula;
    private readonly double _restartThreshold;
    private readonly double[] _direction;
    private readonly double[] _gradientBefore;

    public ConjugateGradientDescent(MinimizedFunction minimized, ConjugateGradient settings, RunOptions options)
        : base(
            minimized,
            settings.LineSearch,
            options,
            settings,
            new OptimizerState(minimized.Dimension, ["direction", "gradient"], ["hasDirection", "step", "slope", .. Scalars]))
    {
        _formula = settings.Formula;
        _restartThreshold = settings.RestartThreshold ?? (_formula == ConjugateGradientFormula.HagerZhang ? double.PositiveInfinity : PowellsThreshold);
        _direction = State.Array("direction");
        _gradientBefore = State.Array("gradient");
    }

    private bool HasDirection => State.Scalar("hasDirection") > 0;

    protected override bool WriteDirection(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, Span<double> direction)
    {
        double β = HasDirection ? Beta(gradient) : 0;
        if (double.IsFinite(β) && β != 0)
        {
            Blas.Scale(β, _direction, direction);
            Blas.AddScaled(-1, gradient, direction);
        }
        else
        {
            Blas.Scale(-1, gradient, direction);
        }

        direction.CopyTo(_direction);
        return β != 0;
    }

    protected override double InitialStep(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double value, double slope)
    {
        // as far down to first order as the last step went
        double last = State.Scalar("step") * State.Scalar("slope") / slope;
        return last > 0 && double.IsFinite(last) ? last : FirstStep.Of(point, gradient, value);
    }

    protected override void Remember(
        ReadOnlySpan<double> before, ReadOnlySpan<double> point, ReadOnlySpan<double> gradientBefore, ReadOnlySpan<double> gradient,
        LineSearchResult found, double slope)
    {
        gradientBefore.CopyTo(_gradientBefore);
        (State.Scalar("hasDirection"), State.Scalar("step"), State.Scalar("slope")) =
            (1, found.Slope < StillSteep * slope ? Lengthening * found.Step : found.Step, slope);
    }

    protected override void Forget() => (State.Scalar("hasDirection"), State.Scalar("step")) = (0, 0);

    private double Beta(ReadOnlySpan<double> g)
    {
        double gg = Blas.Dot(g, g), old = Blas.Dot(_gradientBefore, _gradientBefore), shared = Blas.Dot(g, _gradientBefore);
        double dy = Blas.Dot(_direction, g) - Blas.Dot(_direction, _gradientBefore);
        return Math.Abs(shared) >= _restartThreshold * gg ? 0 : _formula switch
        {
            ConjugateGradientFormula.FletcherReeves => gg / old,
            ConjugateGradientFormula.PolakRibiere => Math.Max(0, (gg - shared) / old),
            ConjugateGradientFormula.HestenesStiefel => Math.Max(0, (gg - shared) / dy),
            ConjugateGradientFormula.DaiYuan => gg / dy,
            _ => HagerZhang(gg - shared, gg - (2 * shared) + old, Blas.Dot(_direction, g), dy),
        };
    }

    private double HagerZhang(double yg, double yy, double dg, double dy)
    {
        double β = (yg - (2 * yy * dg / dy)) / dy;
        double floor = HagerZhangsFloor * Blas.Dot(_direction, _gradientBefore) / Blas.Dot(_direction, _direction);
        return Math.Max(β, floor);
    }
}
