namespace Optimizers.Regression;

/// <summary>Newton's method for a smooth convex function of few parameters with a group lasso: each parabola by one group after another.</summary>
/// <remarks>
/// Papers: <see href="https://doi.org/10.1137/130921428">Lee, Sun and Saunders 2014</see>,
/// <see href="https://doi.org/10.1111/j.1467-9868.2007.00627.x">Meier, van de Geer and Bühlmann 2008</see>.
/// </remarks>
internal sealed class ProximalGroupDescent : CurvedDescent
{
    // of the gradient at the end of the run, that of a parabola's
    private const double ParabolaShare = 0.1;
    private const double SmallGradient = 1e-12;
    private const int MostSweeps = 1000;

    private readonly GroupTerms _terms;
    private readonly double[] _hessian;
    private readonly DescentTolerance _tolerance;

    /// <param name="objective">An <see cref="ICurvedObjective"/>.</param>
    /// <param name="terms">What is asked of each group.</param>
    /// <param name="curvature">The largest second derivative in any direction; 0: it is not known.</param>
    /// <param name="stopping">When to stop.</param>
    public ProximalGroupDescent(MinimizedFunction objective, GroupTerms terms, double curvature, StoppingCriteria stopping)
        : base(objective, curvature, stopping)
    {
        (_terms, _hessian) = (terms, new double[objective.Dimension * objective.Dimension]);
        _tolerance = new DescentTolerance
        {
            // a parabola has no targets, so that its gap has no unit
            Gap = double.NegativeInfinity,
            Violation = ParabolaShare * (stopping.GradientTolerance is > 0 and var given ? given : SmallGradient),
            MostSweeps = MostSweeps,
        };
    }

    public override string Description => "proximal Newton method by groups";

    public override double GradientNorm(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient) => _terms.LargestViolation(point, gradient);

    protected override double Slope(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient) => _terms.Slope(point, Target, gradient);

    protected override double Penalty(ReadOnlySpan<double> point) => _terms.Evaluate(point);

    protected override bool TryTake(ReadOnlySpan<double> hessian, double damping)
    {
        int n = Target.Length;
        hessian.CopyTo(_hessian);
        for (int i = 0; i < n; i++)
        {
            _hessian[(i * n) + i] += damping;
        }

        return Require.FirstNotFinite(_hessian) is null;
    }

    protected override bool TryAim(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        double[] minimum = _terms.Minimum(_hessian, point, gradient, _tolerance);
        minimum.CopyTo(Target, 0);
        return Require.FirstNotFinite(minimum) is null;
    }
}
