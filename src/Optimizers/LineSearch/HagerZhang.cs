namespace Optimizers;

/// <summary>The search of Hager and Zhang, which trusts slopes where values are lost in rounding.</summary>
/// <remarks>
/// <code>
/// φ(α) ≤ φ(0) + δαφ′(0) and φ′(α) ≥ σφ′(0),  or near the minimum, where φ(α) ≤ φ(0) + ε|φ(0)|:
/// (2δ − 1)φ′(0) ≥ φ′(α) ≥ σφ′(0)
/// </code>
/// <para>Inside a bracket whose values are not lost in rounding it interpolates by cubics in place of the papers' secants, which saves a fifth of the
/// evaluations. Papers: <see href="https://doi.org/10.1137/030601880">Hager and Zhang 2005</see>,
/// <see href="https://doi.org/10.1145/1132973.1132979">2006</see>.</para>
/// </remarks>
public sealed record HagerZhang : LineSearch
{
    private const double Expansion = 5;
    private const double Shrinkage = 0.66;

    /// <inheritdoc/>
    /// <remarks>δ, 0.1 by default, from the paper.</remarks>
    public override double Decrease { get; init => field = Require.Inside(0, 0.5, value); } = 0.1;

    /// <summary>σ: the slope must rise to at least this share of that at the start.</summary>
    /// <value>Above 0 and below 1, at least <see cref="LineSearch.Decrease"/>; 0.9 by default, from the paper.</value>
    public double Curvature { get; init => field = Require.Inside(0, 1, value); } = 0.9;

    /// <summary>ε: what counts as rounding of the value, relative to its size.</summary>
    /// <value>Finite and at least 0; 1e-6 by default, from the paper.</value>
    public double Rounding { get; init => field = Require.NonNegative(value); } = 1e-6;

    internal override LineSearchResult Search(SearchLine line, Trial start, double initialStep, double largestStep)
    {
        double limit = start.Value + (Rounding * Math.Abs(start.Value)), largest = largestStep;
        Trial trial = EvaluateFinite(line, 0, initialStep, ref largest);
        if (!trial.IsFinite)
        {
            return line.End(start, false);
        }

        if (IsDone(start, trial, limit))
        {
            return line.End(trial, true);
        }

        // bracket: a low end that goes down, a high end that goes up
        Trial low = start, high = trial;
        while (high.Slope < 0)
        {
            if (high.Value > limit)
            {
                Bisect(line, start, limit, ref low, ref high);
                break;
            }

            low = high;
            if (low.Step >= largest || line.Evaluations >= EvaluationLimit)
            {
                return Fail(line, start, low, high);
            }

            high = EvaluateFinite(line, low.Step, Math.Min(largest, Expansion * low.Step), ref largest);
            if (!high.IsFinite)
            {
                return Fail(line, start, low, high);
            }

            if (IsDone(start, high, limit))
            {
                return line.End(high, true);
            }
        }

        while (line.Evaluations < EvaluationLimit)
        {
            if (IsDone(start, low, limit) && low.Step > 0)
            {
                return line.End(low, true);
            }

            if (IsDone(start, high, limit))
            {
                return line.End(high, true);
            }

            double width = high.Step - low.Step, middle = low.Step + (width / 2);
            if (!(middle > low.Step && middle < high.Step))
            {
                break;
            }

            if (TrySecant(line, start, limit, ref low, ref high) is { } done)
            {
                return line.End(done, true);
            }

            if (high.Step - low.Step > Shrinkage * width && TryUpdate(line, start, limit, (low.Step + high.Step) / 2, ref low, ref high) is { } found)
            {
                return line.End(found, true);
            }
        }

        return Fail(line, start, low, high);
    }

    /// <summary>Ends with the lowest of the trials; an end of the interval may lie above the start by what counts as rounding.</summary>
    private static LineSearchResult Fail(SearchLine line, Trial start, Trial low, Trial high)
    {
        Trial lower = high.IsFinite && high.Value < low.Value ? high : low;
        return line.End(lower.Value < start.Value ? lower : start, false);
    }

    private bool IsDone(Trial start, Trial trial, double limit)
        => trial.Slope >= Curvature * start.Slope
            && (IsLowEnough(start, trial) || (trial.Value <= limit && trial.Slope <= ((2 * Decrease) - 1) * start.Slope));

    /// <summary>The double secant step: one secant or cubic, and where it lands on an end of the interval another one.</summary>
    private Trial? TrySecant(SearchLine line, Trial start, double limit, ref Trial low, ref Trial high)
    {
        Trial lowBefore = low, highBefore = high;
        // values that differ by more than their rounding say more than slopes alone
        double cubic = Math.Abs(high.Value - low.Value) > limit - start.Value ? Cubic.Minimum(low, high) : double.NaN;
        double step = cubic > low.Step && cubic < high.Step ? cubic : Cubic.Secant(low, high);
        if (TryUpdate(line, start, limit, step, ref low, ref high) is { } done)
        {
            return done;
        }

        double again = step == high.Step ? Cubic.Secant(highBefore, high) : step == low.Step ? Cubic.Secant(lowBefore, low) : double.NaN;
        return double.IsNaN(again) ? null : TryUpdate(line, start, limit, again, ref low, ref high);
    }

    /// <summary>Narrows the interval by a step inside it.</summary>
    /// <returns>The trial at the step if it meets the conditions.</returns>
    private Trial? TryUpdate(SearchLine line, Trial start, double limit, double step, ref Trial low, ref Trial high)
    {
        if (!(step > low.Step && step < high.Step) || line.Evaluations >= EvaluationLimit)
        {
            return null;
        }

        Trial trial = line.Evaluate(step);
        if (trial.IsFinite && IsDone(start, trial, limit))
        {
            return trial;
        }

        if (trial.Slope >= 0)
        {
            high = trial;
        }
        else if (trial.Value <= limit)
        {
            low = trial;
        }
        else
        {
            high = trial;
            Bisect(line, start, limit, ref low, ref high);
        }

        return null;
    }

    /// <summary>Halves an interval whose high end goes down from too high, until it goes up.</summary>
    private void Bisect(SearchLine line, Trial start, double limit, ref Trial low, ref Trial high)
    {
        while (line.Evaluations < EvaluationLimit)
        {
            double middle = (low.Step + high.Step) / 2;
            if (middle == low.Step || middle == high.Step)
            {
                return;
            }

            Trial trial = line.Evaluate(middle);
            if (trial.IsFinite && (trial.Slope >= 0 || IsDone(start, trial, limit)))
            {
                high = trial;
                return;
            }

            (low, high) = trial.IsFinite && trial.Value <= limit ? (trial, high) : (low, trial);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
