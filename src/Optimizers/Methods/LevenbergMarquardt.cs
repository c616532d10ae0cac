namespace Optimizers;

/// <summary>Levenberg and Marquardt's method for sums of squares f(x) = Σ rᵢ(x)²: the first choice for fitting curves.</summary>
/// <remarks>
/// <code>
/// least ‖r + Jδ‖² + μ‖Dδ‖²,  μ such that ‖Dδ‖ ≤ Δ,  Dⱼ the largest ‖Jⱼ‖ so far
/// ρ = (f(x) − f(x + δ)) / (‖r‖² − ‖r + Jδ‖²),  x ← x + δ where ρ > 0.0001
/// Δ shrinks where ρ ≤ ¼, is 2‖Dδ‖ where ρ ≥ ¾
/// </code>
/// <para>Requires an <see cref="IResidualFunction"/>, of m residuals, fewer or more than the n variables; rank and scaling of J do not matter. A trial
/// evaluates the residuals alone, an accepted step the Jacobian; both count as evaluations. The steps come from QR factorizations of J, never from JᵀJ. State:
/// "scale" and "size", 2n doubles, and three numbers; beside it 2mn + 2n² + 3m doubles, with bounds 3mn + 4n² + 5m.</para>
/// <para>Where <see cref="StoppingCriteria.GradientTolerance"/> is not set, the run ends with it when the cosine between r and the space of J's columns is at
/// most 1e-10, or 1e-7 where the value cannot be lowered any more, whatever the units: no step can then change ‖r‖² by a visible share; or when r is 0 within
/// the rounding of x. MINPACK's gtol, of which 0 is the default there, and SciPy's for this method compare r with single columns. A tolerance that is set is
/// one of ‖2Jᵀr‖∞.</para>
/// <para>Where the value cannot be lowered within its rounding and no column of J makes an angle with the residuals that is visibly less than a right one,
/// |Jⱼᵀr| ≤ 1e-6·‖Jⱼ‖‖r‖, the run ends with
/// <see cref="StopReason.RoundingLimit"/>; where it cannot be lowered though some column does, with <see cref="StopReason.LineSearchFailed"/>.
/// Papers: <see href="https://doi.org/10.1090/qam/10666">Levenberg 1944</see>, <see href="https://doi.org/10.1137/0111030">Marquardt 1963</see>,
/// <see href="https://doi.org/10.1007/BFb0067700">Moré 1978</see>.</para>
/// </remarks>
/// <example><code>
/// IResidualFunction function = ResidualFunction.Create(2, 2, (x, r) => (r[0], r[1]) = (10 * (x[1] - x[0] * x[0]), 1 - x[0]));
/// OptimizationResult result = new LevenbergMarquardt().Minimize(function, [-1.2, 1.0]);
/// </code></example>
public sealed record LevenbergMarquardt : IOptimizer
{
    /// <summary>The radius of the first trust region, Δ₀ = this · ‖Dx₀‖, or this · ‖r₀‖ where x₀ is 0: smaller is more careful.</summary>
    /// <value>Finite and above 0; 10 by default, within the range of 0.1 to 100 that MINPACK recommends for its factor. With its 100 the first step may land
    /// where the residuals no longer change.</value>
    public double InitialRadius { get; init => field = Require.Positive(value); } = 10;

    /// <summary>The bounds of the variables.</summary>
    /// <value>null by default: none. No point outside is ever evaluated, steps of differences included; a start outside is moved to the nearest point inside. A
    /// variable whose bounds are equal is fixed. A step that leaves the box is followed to the first bound and goes on along it (an active set), where SciPy's
    /// methods "trf" and "dogbox" stay inside or cut the step.</value>
    public Box? Bounds { get; init; }

    /// <summary>A loss that residuals far from 0 enter with less than their squares: f(x) = Σ ρ(rᵢ(x)).</summary>
    /// <value>null by default: none, ρ(r) = r².</value>
    public RobustLoss? Loss { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The start does not fit the bounds, the function is no <see cref="IResidualFunction"/>, or the run is to maximize or
    /// to use mini-batches.</exception>
    public OptimizationRun Start(IDifferentiableFunction function, ReadOnlySpan<double> start, RunOptions options)
    {
        _ = MinimizedFunction.OfWhole(function, start, options, this);
        if (options.Maximize)
        {
            throw new ArgumentException(
                $"{nameof(LevenbergMarquardt)} fits residuals to 0, so it minimizes their sum of squares and cannot maximize it. Use an optimizer of any "
                + $"function, such as {nameof(Lbfgs)}.", nameof(options));
        }

        if (function is not IResidualFunction residuals)
        {
            throw new ArgumentException(
                $"{nameof(LevenbergMarquardt)} needs an {nameof(IResidualFunction)}, a sum of squares known by its residuals; {function.GetType().Name} "
                + $"is none. Make one with {nameof(ResidualFunction)}.{nameof(ResidualFunction.Create)}.",
                nameof(function));
        }

        double[] inside = start.ToArray();
        if (Bounds is not null)
        {
            Require.SameLength(start.Length, Bounds.Dimension ?? start.Length, "start", "the box bounds", nameof(start));
            Bounds.Project(inside);
        }

        var minimized = new MinimizedFunction(Loss?.Of(residuals) ?? residuals, maximize: false).Within(Bounds);
        return new OptimizationRun(minimized, inside, options, new LevenbergMarquardtDescent(minimized, this, options));
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
