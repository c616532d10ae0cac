namespace Optimizers.Regression;

/// <summary>Newton's method for a smooth convex function of few parameters: iteratively reweighted least squares, where it is a likelihood.</summary>
/// <remarks><code>x ← x − t(H + μI)⁻¹∇f</code></remarks>
/// <param name="objective">An <see cref="ICurvedObjective"/>.</param>
/// <param name="curvature">The largest second derivative in any direction; 0: it is not known.</param>
/// <param name="stopping">When to stop.</param>
/// <param name="first">A guess of the second derivatives at the start, the same in all directions; 0: there is none.</param>
internal sealed class NewtonDescent(MinimizedFunction objective, double curvature, StoppingCriteria stopping, double first = 0)
    : CurvedDescent(objective, curvature, stopping, first)
{
    private readonly CurvatureFactor _factor = new(objective.Dimension);
    private double _slope;

    public override string Description => "Newton's method";

    protected override double Slope(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient) => _slope;

    protected override double Penalty(ReadOnlySpan<double> point) => 0;

    protected override bool TryTake(ReadOnlySpan<double> hessian, double damping) => _factor.TryTake(hessian, damping);

    protected override bool TryAim(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        gradient.CopyTo(Target);
        _factor.SolveNegated(Target);
        _slope = Blas.Dot(gradient, Target);
        Blas.AddScaled(1, point, Target);
        return true;
    }
}
