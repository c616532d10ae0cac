namespace Optimizers.Regression;

/// <summary>Newton's method for a smooth convex function of few parameters: iteratively reweighted least squares, where it is a likelihood.</summary>
/// <remarks><code>x ← x − t(H + μI)⁻¹∇f</code></remarks>
/// <param name="objective">An <see cref="ICurvedObjective"/>.</param>
/// <param name="curvature">The largest second derivative in any direction; 0: it is not known.</param>
/// <param name="stopping">When to stop.</param>
internal sealed class NewtonDescent(Objective objective, double curvature, StoppingCriteria stopping) : CurvedDescent(objective, curvature, stopping)
{
    private readonly CurvatureFactor _factor = new(objective.Dimension);

    public override string Description => "Newton's method";

    protected override double Penalty(ReadOnlySpan<double> point) => 0;

    protected override bool TryTake(ReadOnlySpan<double> hessian, double damping) => _factor.TryTake(hessian, damping);

    protected override bool TryAim(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        gradient.CopyTo(Target);
        _factor.SolveNegated(Target);
        Blas.AddScaled(1, point, Target);
        return true;
    }
}
