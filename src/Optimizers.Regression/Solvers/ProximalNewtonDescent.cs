namespace Optimizers.Regression;

/// <summary>Newton's method for a smooth convex function of few parameters with a lasso, an elastic net or bounds: the minimum of each parabola by one
/// coordinate after another.</summary>
/// <remarks>
/// Papers: <see href="https://doi.org/10.18637/jss.v033.i01">Friedman, Hastie and Tibshirani 2010</see>, <see href="https://doi.org/10.1137/130921428">Lee, Sun
/// and Saunders 2014</see>.
/// </remarks>
internal sealed class ProximalNewtonDescent : CurvedDescent
{
    // of the gradient at the end of the run, that of a parabola's
    private const double ParabolaShare = 0.1;
    private const double SmallGradient = 1e-12;
    private const int MostSweeps = 1000;

    private readonly CoordinateTerms _terms;
    private readonly WorkingSet _set;
    private readonly FreeStep _free;
    private readonly double[] _hessian;
    private readonly double[] _slopes;
    private readonly double _tolerance;

    /// <param name="objective">An <see cref="ICurvedObjective"/>.</param>
    /// <param name="terms">What is asked of each coordinate.</param>
    /// <param name="curvature">The largest second derivative in any direction; 0: it is not known.</param>
    /// <param name="stopping">When to stop.</param>
    public ProximalNewtonDescent(MinimizedFunction objective, CoordinateTerms terms, double curvature, StoppingCriteria stopping)
        : base(objective, curvature, stopping)
    {
        int n = objective.Dimension;
        (_terms, _hessian, _slopes) = (terms, new double[n * n], new double[n]);
        _tolerance = ParabolaShare * (stopping.GradientTolerance is > 0 and var given ? given : SmallGradient);
        _set = new WorkingSet(_hessian, n);
        _free = new FreeStep(_set, _tolerance);
    }

    public override string Description => "proximal Newton method";

    public override double GradientNorm(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient) => _terms.LargestViolation(point, gradient);

    protected override double Slope(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        double sum = 0;
        for (int j = 0; j < point.Length; j++)
        {
            // terms and slopes that balance are added before they are multiplied: what is left of them is small
            double from = point[j], to = Target[j], move = to - from;
            sum += move == 0 ? 0 : move * (gradient[j] + (_terms.L1[j] * ((Math.Abs(to) - Math.Abs(from)) / move)) + (0.5 * _terms.L2[j] * (from + to)));
        }

        return sum;
    }

    protected override double Penalty(ReadOnlySpan<double> point) => _terms.Evaluate(point);

    protected override bool TryTake(ReadOnlySpan<double> hessian, double damping)
    {
        hessian.CopyTo(_hessian);
        _free.Forget();
        for (int i = 0; i < _slopes.Length; i++)
        {
            _hessian[(i * _slopes.Length) + i] += damping;
        }

        return Require.FirstNotFinite(_hessian) is null;
    }

    protected override bool TryAim(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        point.CopyTo(Target);
        gradient.CopyTo(_slopes);
        for (int sweep = 0; sweep < MostSweeps && GradientNorm(Target, _slopes) > _tolerance; sweep++)
        {
            (_, int moved) = CoordinateSweep.Do(_set, _terms, Target, _slopes, _tolerance);
            if (_free.Take(_terms, Target, _slopes) == 0 && moved == 0)
            {
                break;
            }
        }

        return true;
    }
}
