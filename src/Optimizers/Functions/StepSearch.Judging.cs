namespace Optimizers;

/// <content>What steps are worth: the first by its own values, later ones in pairs.</content>
internal ref partial struct StepSearch<TValues>
{
    /// <summary>Judges the first step by what its own values tell.</summary>
    private readonly Verdict Judge()
    {
        if (_probe.HaveOneUnit)
        {
            return Judge(Largest(_now.Derivatives), Largest(_now.Bends), Largest(_now.Errors), Largest(_now.Rounding));
        }

        Verdict worst = IsSilent() ? Verdict.Short : Verdict.Good;
        for (int i = 0; i < _best.Length; i++)
        {
            // what does not depend on the coordinate has the derivative 0
            if (_now.Derivatives[i] != 0 || _now.Bends[i] != 0)
            {
                Verdict verdict = Judge(Math.Abs(_now.Derivatives[i]), _now.Bends[i], _now.Errors[i], _now.Rounding[i]);
                worst = verdict > worst ? verdict : worst;
            }
        }

        return worst;
    }

    private readonly Verdict Judge(double slope, double bend, double error, double rounding)
    {
        // a second difference as large as the value may be blind
        double perSize = MachineEpsilon / rounding, tolerance = Tolerance(slope, bend * perSize <= LargestChange ? bend : 0);
        return !double.IsFinite(slope + bend + error) ? Verdict.Long
            : slope <= 8 * rounding && bend <= 8 * rounding ? Verdict.Short
            : _kind.KnowsItsError ? error <= tolerance ? Verdict.Good : Verdict.Long
            : Truncation(slope, bend, perSize) > tolerance ? Verdict.Long
            : rounding > tolerance ? Verdict.Short
            : slope * perSize > ManyTimes * _kind.RelativeStep ? Verdict.Doubtful
            : Verdict.Good;
    }

    /// <summary>A guess of the truncation, b·(h/L)ᵖ⁻¹, with 1/L from the first and the second derivative or from the second and the value.</summary>
    /// <param name="slope">|f′|.</param>
    /// <param name="bend">h·|f″|.</param>
    /// <param name="perSize">h/|f|.</param>
    private readonly double Truncation(double slope, double bend, double perSize)
        => _kind.Order == 1 ? slope * slope * perSize : bend * Math.Pow(Math.Min(bend / slope, Math.Sqrt(bend * perSize)), _kind.Order - 1);

    private readonly double Tolerance(double slope, double bend) => (_kind.Accuracy * slope) + (_kind.BendAccuracy * bend);

    /// <summary>Compares the differences by two steps, and keeps the better of them where they are better than what was.</summary>
    /// <param name="isUp">Whether the last step is the longer one.</param>
    /// <param name="share">The largest error beside the derivative, if anything is seen of it.</param>
    /// <param name="isGood">Whether all are good enough.</param>
    /// <returns>Whether any error is less than half of what it was.</returns>
    private readonly bool Compare(bool isUp, out double share, out bool isGood)
    {
        Estimates shorter = isUp ? _before : _now, longer = isUp ? _now : _before;
        bool isSilent = IsSilent(), isBetter = false, isReplaced = false;
        (share, isGood) = (0, true);
        double slope = 0, bend = 0, error = 0, errorBefore = Largest(_bestErrors);
        for (int i = 0; i < _best.Length; i++)
        {
            double gap = Math.Abs(longer.Derivatives[i] - shorter.Derivatives[i]), before = _bestErrors[i];
            bool takesLonger = _kind.KnowsItsError ? longer.Errors[i] <= shorter.Errors[i] : gap <= 2 * shorter.Rounding[i];
            Estimates taken = takesLonger ? longer : shorter;

            // slopes on both sides differ by more the longer the step is; where they do not, the second difference is rounding, or blind
            double own = gap + taken.Errors[i], ownBend = longer.Bends[i] > 2 * shorter.Bends[i] ? taken.Bends[i] : 0;
            bool isBlind = ownBend == 0 && taken.Bends[i] > LargestBend * Math.Abs(taken.Derivatives[i]);
            bool isOther = Keep(i, taken.Derivatives[i], ownBend, double.IsNaN(own) ? double.PositiveInfinity : own, isBlind, isUp);
            isReplaced |= isOther;
            if (_probe.HaveOneUnit)
            {
                (slope, bend, error) = (Math.Max(slope, Math.Abs(_best[i])), Math.Max(bend, ownBend), Math.Max(error, _bestErrors[i]));
            }
            else if (isSilent || taken.Derivatives[i] != 0 || taken.Bends[i] != 0)
            {
                isBetter |= _bestErrors[i] < before / 2;
                share = Math.Max(share, _bestRatios[i]);
                isGood &= IsGood(Math.Abs(_best[i]), ownBend, _bestErrors[i]);
            }
        }

        if (_probe.HaveOneUnit)
        {
            (isBetter, share, isGood) = (error < errorBefore / 2, error / (slope + (bend / 2)), IsGood(slope, bend, error));
        }

        return isBetter || isReplaced;
    }

    private readonly bool IsGood(double slope, double bend, double error)
        => slope + bend > 0 && double.IsFinite(error) && error <= Tolerance(slope, Stricter * bend);

    /// <summary>Keeps a derivative that is better than what was; or one by shorter steps that shows that what was is none.</summary>
    /// <returns>Whether that was shown.</returns>
    private readonly bool Keep(int i, double derivative, double bend, double error, bool isBlind, bool isUp)
    {
        // infinite where both sides differ too much for any slope to be seen: a step that sees one counts more, whatever its error
        double ratio = isBlind || !(error / (Math.Abs(derivative) + (bend / 2)) is < double.MaxValue and var share) ? double.PositiveInfinity : share;
        bool isKnown = ratio < Known, wasKnown = _bestRatios[i] < Known,
            isFirst = bend > 0 && ratio < double.PositiveInfinity && double.IsPositiveInfinity(_bestRatios[i]);
        bool isRefuted = !isUp && isKnown && wasKnown && Math.Abs(derivative - _best[i]) > Silence * (error + _bestErrors[i]);
        if (isRefuted || isFirst || (isKnown == wasKnown ? error < _bestErrors[i] : isKnown))
        {
            (_best[i], _bestErrors[i], _bestRatios[i]) = (derivative, error, ratio);
        }

        return isRefuted;
    }

    /// <summary>Whether nothing but rounding is seen of any change.</summary>
    private readonly bool IsSilent()
    {
        for (int i = 0; i < _best.Length; i++)
        {
            if (!IsSilent(i))
            {
                return false;
            }
        }

        return true;
    }

    private readonly bool IsSilent(int i) => Math.Abs(_now.Derivatives[i]) <= 4 * _now.Rounding[i] && _now.Bends[i] <= 4 * _now.Rounding[i];

    private static double Largest(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }

    private static bool AreFinite(ReadOnlySpan<double> values) => Require.FirstNotFinite(values) is null;

    /// <summary>What is to be thought of a step.</summary>
    private enum Verdict
    {
        Good,

        /// <summary>Good by all that is seen; but the value changes by a large share of itself, so that all of the function may not be seen.</summary>
        Doubtful,

        /// <summary>Rounding is too much of the difference.</summary>
        Short,

        /// <summary>The function bends too much over the step, or is not finite.</summary>
        Long,
    }
}
