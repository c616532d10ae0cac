namespace Optimizers;

/// <summary>The search of Moré and Thuente: an interval that provably closes in on a step with small value and slope.</summary>
/// <remarks>
/// <code>φ(α) ≤ φ(0) + c₁αφ′(0),  |φ′(α)| ≤ c₂|φ′(0)|</code>
/// <para>Until a step falls enough it works on ψ(α) = φ(α) − φ(0) − c₁αφ′(0) in place of φ. Paper:
/// <see href="https://doi.org/10.1145/192115.192132">Moré and Thuente 1994</see>.</para>
/// </remarks>
public sealed record MoreThuente : LineSearch
{
    private const double SmallestGrowth = 1.1;
    private const double LargestGrowth = 4;
    private const double NarrowestInterval = 1e-15;

    /// <inheritdoc/>
    /// <remarks>1e-4 by default, as in L-BFGS-B's use of this search with a margin.</remarks>
    public override double Decrease { get; init => field = Require.Inside(0, 1, value); } = 1e-4;

    /// <summary>c₂: the slope must shrink to at most this share of that at the start.</summary>
    /// <value>Above 0 and below 1; 0.9 by default, for quasi-Newton methods; 0.1 suits conjugate gradients.</value>
    public double Curvature { get; init => field = Require.Inside(0, 1, value); } = 0.9;

    internal override LineSearchResult Search(SearchLine line, Trial start, double initialStep, double largestStep)
    {
        Trial best = start, other = start;
        bool isBracketed = false, onAuxiliary = true;
        double width = double.PositiveInfinity, widthBefore = double.PositiveInfinity, largest = largestStep, step = initialStep;
        double test = Decrease * start.Slope;
        while (line.Evaluations < EvaluationLimit)
        {
            Trial trial = EvaluateFinite(line, best.Step, step, ref largest);
            if (!trial.IsFinite)
            {
                break;
            }

            if (IsLowEnough(start, trial) && Math.Abs(trial.Slope) <= -Curvature * start.Slope)
            {
                return line.End(trial, true);
            }

            if (trial.Step >= largest && IsLowEnough(start, trial) && trial.Slope <= test)
            {
                return line.End(trial, false);
            }

            if (isBracketed && width <= NarrowestInterval * Math.Max(best.Step, other.Step))
            {
                break;
            }

            onAuxiliary &= !(IsLowEnough(start, trial) && trial.Slope >= 0);
            // while no step has fallen enough the interval is that of ψ, whose slopes are smaller by the test's
            double shift = onAuxiliary && trial.Value <= best.Value && !IsLowEnough(start, trial) ? test : 0;
            Trial a = Shifted(best, shift), b = Shifted(other, shift), t = Shifted(trial, shift);
            step = Next(ref a, ref b, t, ref isBracketed, best.Step, largest);
            (best, other) = (Shifted(a, -shift), Shifted(b, -shift));

            if (isBracketed)
            {
                // an interval that does not shrink to two thirds in two steps is halved
                if (Math.Abs(other.Step - best.Step) >= 0.66 * widthBefore)
                {
                    step = best.Step + (0.5 * (other.Step - best.Step));
                }

                widthBefore = width;
                width = Math.Abs(other.Step - best.Step);
            }
        }

        return line.End(best, false);
    }

    private static Trial Shifted(Trial trial, double slope) => new(trial.Step, trial.Value - (slope * trial.Step), trial.Slope - slope);

    /// <summary>Updates the interval by a trial and gives the next step: the four cases of the paper's section 4.</summary>
    /// <param name="a">The end with the lowest value.</param>
    /// <param name="b">The other end.</param>
    /// <param name="t">The trial.</param>
    /// <param name="isBracketed">Whether the interval holds a minimum.</param>
    /// <param name="low">The step of the lowest value.</param>
    /// <param name="largest">The largest step.</param>
    private static double Next(ref Trial a, ref Trial b, Trial t, ref bool isBracketed, double low, double largest)
    {
        double step, smallestNext = isBracketed ? Math.Min(a.Step, b.Step) : t.Step + (SmallestGrowth * (t.Step - low));
        double largestNext = isBracketed ? Math.Max(a.Step, b.Step) : t.Step + (LargestGrowth * (t.Step - low));
        if (t.Value > a.Value)
        {
            // higher: the minimum is between; the cubic's if it is nearer to a than the parabola's, else their mean
            double cubic = Cubic.Minimum(a, t), quadratic = Cubic.Quadratic(a, t);
            step = Math.Abs(cubic - a.Step) < Math.Abs(quadratic - a.Step) ? cubic : cubic + ((quadratic - cubic) / 2);
            isBracketed = true;
        }
        else if (t.Slope * a.Slope < 0)
        {
            // lower, and the slope turns: the farther of cubic and secant
            double cubic = Cubic.Minimum(a, t), secant = Cubic.Secant(a, t);
            step = Math.Abs(cubic - t.Step) >= Math.Abs(secant - t.Step) ? cubic : secant;
            isBracketed = true;
        }
        else if (Math.Abs(t.Slope) <= Math.Abs(a.Slope))
        {
            // lower, the same sign, flatter: the cubic if it goes on beyond the trial, else as far as allowed
            double cubic = Cubic.Minimum(a, t), secant = Cubic.Secant(a, t);
            bool goesOn = !double.IsNaN(cubic) && (cubic - t.Step) * (t.Step - a.Step) > 0;
            double beyond = goesOn ? cubic : t.Step > a.Step ? largestNext : smallestNext;
            if (isBracketed)
            {
                step = Math.Abs(beyond - t.Step) < Math.Abs(secant - t.Step) ? beyond : secant;
                double bound = t.Step + (0.66 * (b.Step - t.Step));
                step = t.Step > a.Step ? Math.Min(bound, step) : Math.Max(bound, step);
            }
            else
            {
                step = Math.Abs(beyond - t.Step) > Math.Abs(secant - t.Step) ? beyond : secant;
                step = Math.Clamp(step, Math.Min(smallestNext, largestNext), Math.Max(smallestNext, largestNext));
            }
        }
        else
        {
            // lower, the same sign, steeper: on to the other end, or as far as allowed
            step = isBracketed ? Cubic.Minimum(t, b) : t.Step > a.Step ? largestNext : smallestNext;
        }

        if (t.Value > a.Value)
        {
            b = t;
        }
        else
        {
            b = t.Slope * a.Slope < 0 ? a : b;
            a = t;
        }

        return double.IsNaN(step) ? (a.Step + b.Step) / 2 : Math.Min(step, largest);
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
