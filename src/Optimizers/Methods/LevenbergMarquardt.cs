namespace Optimizers;

/// <summary>Levenberg and Marquardt's method for sums of squares f(x) = Σ rᵢ(x)²: the first choice for fitting curves.</summary>
/// <remarks>
/// <code>
/// least ‖r + Jδ‖² + μ‖Dδ‖²,  μ such that ‖Dδ‖ ≤ Δ,  Dⱼ the largest ‖Jⱼ‖ so far
/// ρ = (f(x) − f(x + δ)) / (‖r‖² − ‖r + Jδ‖²),  x ← x + δ where ρ > 0.0001
/// Δ shrinks where ρ ≤ ¼, is 2‖Dδ‖ where ρ ≥ ¾
/// </code>
/// <para>Requires an <see cref="IResidualFunction"/>, of m residuals, fewer or more than the n variables; rank and scaling of J do not matter. A trial evaluates the residuals alone, an accepted
/// step the Jacobian; both count as evaluations. The steps come from QR factorizations of J, never from JᵀJ. State: "scale", n doubles, and three numbers; beside it 2mn + 2n² + 3m doubles.</para>
/// <para>Where the value cannot be lowered within its rounding and no column of J makes an angle with the residuals that is visibly less than a right one, |Jⱼᵀr| ≤ 1e-6·‖Jⱼ‖‖r‖, the run ends with
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
    /// <summary>The radius of the first trust region, Δ₀ = this · ‖Dx₀‖, or this where x₀ is 0: smaller is more careful.</summary>
    /// <value>Finite and above 0; 10 by default, within the range of 0.1 to 100 that MINPACK recommends for its factor. With its 100 the first step may land where the residuals no longer change.</value>
    public double InitialRadius { get; init => field = Require.Positive(value); } = 10;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The function is no <see cref="IResidualFunction"/>, or the run is to maximize or to use mini-batches.</exception>
    public OptimizationRun Start(IDifferentiableFunction function, ReadOnlySpan<double> start, RunOptions options)
    {
        Objective objective = Objective.OfWhole(function, start, options, this);
        if (options.Maximize)
        {
            throw new ArgumentException(
                $"{nameof(LevenbergMarquardt)} fits residuals to 0, so it minimizes their sum of squares and cannot maximize it. Use an optimizer of any function, such as {nameof(Lbfgs)}.", nameof(options));
        }

        return function is IResidualFunction residuals
            ? new OptimizationRun(objective, start, options, new LevenbergMarquardtDescent(objective, residuals, this, options))
            : throw new ArgumentException(
                $"{nameof(LevenbergMarquardt)} needs an {nameof(IResidualFunction)}, a sum of squares known by its residuals; {function.GetType().Name} is none. Make one with {nameof(ResidualFunction)}.{nameof(ResidualFunction.Create)}.",
                nameof(function));
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
