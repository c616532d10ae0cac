namespace Optimizers;

/// <summary>Brackets a step and zooms in on it by cubic interpolation until value and slope are small enough.</summary>
/// <remarks>
/// <code>φ(α) ≤ φ(0) + c₁αφ′(0),  |φ′(α)| ≤ c₂|φ′(0)|</code>
/// <para>Source: J. Nocedal and S. Wright, Numerical Optimization, 2006, Algorithms 3.5 and 3.6.</para>
/// </remarks>
public sealed record StrongWolfe : LineSearch
{
    private const double Growth = 4;

    /// <inheritdoc/>
    /// <remarks>1e-4 by default (Nocedal and Wright 2006).</remarks>
    public override double Decrease { get; init => field = Require.Inside(0, 1, value); } = 1e-4;

    /// <summary>c₂: the slope must shrink to at most this share of that at the start.</summary>
    /// <value>Above 0 and below 1, and above <see cref="LineSearch.Decrease"/> for a step to exist; 0.9 by default, for quasi-Newton methods; 0.1 suits
    /// conjugate gradients.</value>
    public double Curvature { get; init => field = Require.Inside(0, 1, value); } = 0.9;

    internal override LineSearchResult Search(SearchLine line, Trial start, double initialStep, double largestStep)
    {
        Trial last = start;
        double step = initialStep, largest = largestStep;
        while (line.Evaluations < EvaluationLimit)
        {
            Trial trial = EvaluateFinite(line, last.Step, step, ref largest);
            if (!trial.IsFinite)
            {
                break;
            }

            if (!IsLowEnough(start, trial) || (last.Step > 0 && trial.Value >= last.Value))
            {
                return Zoom(line, start, last, trial);
            }

            if (Math.Abs(trial.Slope) <= -Curvature * start.Slope)
            {
                return line.End(trial, true);
            }

            if (trial.Slope >= 0)
            {
                return Zoom(line, start, trial, last);
            }

            if (trial.Step >= largest)
            {
                return line.End(trial, false);
            }

            // past the trial: where the cubic has its minimum, if that is not too near nor too far
            double next = Cubic.Minimum(last, trial);
            step = Math.Min(largest, next > 1.1 * trial.Step && next < Growth * trial.Step ? next : Growth * trial.Step);
            last = trial;
        }

        return line.End(last, false);
    }

    /// <summary>Narrows an interval whose low end is the lowest known that falls enough.</summary>
    private LineSearchResult Zoom(SearchLine line, Trial start, Trial low, Trial high)
    {
        while (line.Evaluations < EvaluationLimit)
        {
            double width = Math.Abs(high.Step - low.Step), left = Math.Min(low.Step, high.Step);
            double step = Cubic.Minimum(low, high);
            if (!(step > left + (0.1 * width) && step < left + (0.9 * width)))
            {
                step = left + (0.5 * width);
            }

            if (step == low.Step || step == high.Step)
            {
                break;
            }

            Trial trial = line.Evaluate(step);
            // of two equal values, as they are in the rounding near a minimum, the slopes tell more
            if (!trial.IsFinite || !IsLowEnough(start, trial) || trial.Value > low.Value)
            {
                high = trial.IsFinite ? trial : new Trial(step, double.NaN, double.NaN);
                continue;
            }

            if (Math.Abs(trial.Slope) <= -Curvature * start.Slope)
            {
                return line.End(trial, true);
            }

            high = trial.Slope * (high.Step - low.Step) >= 0 ? low : high;
            low = trial;
        }

        return line.End(low, false);
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
