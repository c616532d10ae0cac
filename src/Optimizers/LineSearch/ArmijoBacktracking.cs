namespace Optimizers;

/// <summary>Shortens the step until the value falls enough.</summary>
/// <remarks>
/// <code>φ(α) ≤ φ(0) + c₁αφ′(0)</code>
/// <para>The next step is the minimum of the parabola through what is known, between a tenth and a half of the last. It never lengthens a step and does not
/// look at the slope, so a quasi-Newton method that uses it must skip updates. Paper: <see href="https://doi.org/10.2140/pjm.1966.16.1">Armijo
/// 1966</see>.</para>
/// </remarks>
public sealed record ArmijoBacktracking : LineSearch
{
    /// <inheritdoc/>
    /// <remarks>1e-4 by default (Nocedal and Wright 2006).</remarks>
    public override double Decrease { get; init => field = Require.Inside(0, 1, value); } = 1e-4;

    internal override LineSearchResult Search(SearchLine line, Trial start, double initialStep, double largestStep)
    {
        Trial trial = EvaluateFinite(line, 0, initialStep, ref largestStep);
        while (!(trial.IsFinite && IsLowEnough(start, trial)))
        {
            if (line.Evaluations >= EvaluationLimit || !trial.IsFinite)
            {
                return line.End(start, false);
            }

            trial = line.Evaluate(Math.Clamp(Cubic.Quadratic(start, trial), 0.1 * trial.Step, 0.5 * trial.Step));
        }

        return line.End(trial, true);
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
