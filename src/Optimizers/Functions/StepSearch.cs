namespace Optimizers;

/// <summary>Looks for the step of a difference by which rounding and truncation spoil it least.</summary>
/// <remarks>
/// A difference by h is compared with one by h/16 or 16h: what they differ by is the truncation of the longer, the rounding of the shorter, or both. The pair that differs least wins,
/// among those of which anything is known; each function has its own.
/// </remarks>
internal ref struct StepSearch<TValues>
    where TValues : Difference.IValues
{
    /// <summary>The spans of m numbers that a search needs.</summary>
    public const int Columns = (2 * Estimates.Columns) + 4;

    /// <summary>ε = 2⁻⁵².</summary>
    public const double MachineEpsilon = 2.220446049250313e-16;

    private const double Ratio = 16;

    // where the functions are not finite
    private const double Leaping = 1024;

    // where nothing but rounding is seen: what changes by less than 4ε will change by less than 1e-4
    private const double UpwardLeap = 68719476736;

    private const int LongestWalkUp = 10;
    private const int LongestWalkDown = 30;

    // a function that has not changed by a rounding changes by less than so many over the next steps, if it is smooth
    private const double Silence = 8;

    // a step that changes a value by more than this share of it is no small one, if the value has nothing to be subtracted from
    private const double LargestChange = 0.01;

    // a derivative that is off by more than this share tells nothing
    private const double Known = 0.1;

    // a derivative as good as this is not worth a step that might lead to the other side of 0, where the function may not be defined
    private const double GoodEnough = 1e-6;

    private readonly Difference _difference;
    private readonly Probe<TValues> _probe;
    private readonly Span<double> _best;
    private readonly Span<double> _bestErrors;
    private readonly Span<double> _bestRatios;
    private readonly Span<double> _largest;
    private Difference _kind;
    private Estimates _now;
    private Estimates _before;

    public StepSearch(Difference difference, Probe<TValues> probe, Span<double> memory)
    {
        int m = probe.ValuesAtPoint.Length;
        (_difference, _kind) = (difference, difference);
        _probe = probe;
        _now = new Estimates(memory[..(Estimates.Columns * m)], m);
        _before = new Estimates(memory.Slice(Estimates.Columns * m, Estimates.Columns * m), m);
        _best = memory.Slice(2 * Estimates.Columns * m, m);
        _bestErrors = memory.Slice(((2 * Estimates.Columns) + 1) * m, m);
        _bestRatios = memory.Slice(((2 * Estimates.Columns) + 2) * m, m);
        _largest = memory.Slice(((2 * Estimates.Columns) + 3) * m, m);
    }

    /// <summary>Writes the derivatives.</summary>
    /// <param name="h">The first step.</param>
    /// <param name="isFree">Whether other steps may be tried.</param>
    /// <param name="confirm">Whether another step must be tried.</param>
    /// <param name="derivatives">Receives the derivatives.</param>
    /// <param name="errors">Receives estimates of their errors.</param>
    public void Write(double h, bool isFree, bool confirm, Span<double> derivatives, Span<double> errors)
    {
        _difference.Estimate(_probe, h, _now);
        Verdict verdict = Judge();
        if (_probe.Below + _probe.Above > 0 && AreFinite(_probe.ValuesAtPoint) && isFree && (confirm || verdict != Verdict.Good))
        {
            Search(h, verdict, confirm);
        }
        else
        {
            TakeNow();
        }

        _best.CopyTo(derivatives);
        _bestErrors.CopyTo(errors);
    }

    private readonly void TakeNow()
    {
        _now.Derivatives.CopyTo(_best);
        _now.Errors.CopyTo(_bestErrors);
    }

    private void Search(double h, Verdict verdict, bool confirm)
    {
        _kind = _difference.Searching;
        if (!ReferenceEquals(_kind, _difference))
        {
            h *= _kind.RelativeStep / _difference.RelativeStep;
            _kind.Estimate(_probe, h, _now);
            verdict = Judge();
        }

        double first = h, shorter = _probe.Rounded(_kind.RelativeStep * _probe.Size);
        if (verdict == Verdict.Long && !confirm && shorter > 0 && shorter < h)
        {
            // the variable may be of another size than 1
            h = shorter;
            _kind.Estimate(_probe, h, _now);
            verdict = Judge();
            if (verdict == Verdict.Good)
            {
                TakeNow();
                return;
            }
        }

        _now.Derivatives.CopyTo(_best);
        _bestErrors.Fill(double.PositiveInfinity);
        _bestRatios.Fill(double.PositiveInfinity);
        _largest.Fill(double.PositiveInfinity);
        LimitSilent();
        if (IsSilent() && Leap(h) is > 0 and var far)
        {
            h = far;
            _kind.Estimate(_probe, h, _now);
            LimitSilent();
            verdict = Judge();
        }

        double asAt0 = Math.Max(first, _kind.RelativeStep * _probe.GuessAt0);
        if (!Explore(h, verdict) && _probe.Size > 0 && asAt0 > _probe.Size)
        {
            // nothing is seen by steps that are short beside |x|: x may be a 0 that rounding left
            _kind.Estimate(_probe, asAt0, _now);
            Explore(asAt0, Judge());
        }

        for (int i = 0; i < _best.Length; i++)
        {
            if (Math.Abs(_best[i]) > _largest[i])
            {
                // what was seen from afar is another piece of the function
                (_best[i], _bestErrors[i]) = (0, _largest[i]);
            }
        }
    }

    /// <summary>Limits derivatives of which nothing but rounding is seen.</summary>
    private readonly void LimitSilent()
    {
        for (int i = 0; i < _largest.Length; i++)
        {
            _largest[i] = IsSilent(i) && _now.Rounding[i] > 0 ? Math.Min(_largest[i], Silence * _now.Rounding[i]) : _largest[i];
        }
    }

    /// <summary>A step that may show something where a first one does not, on the same side of 0; 0 if there is none.</summary>
    private readonly double Leap(double h)
    {
        double far = Math.Min(h * UpwardLeap, _kind.Longest(_probe.Below, _probe.Above));
        far = _probe.Rounded(_probe.Size > 0 ? Math.Min(far, _probe.Size / 2) : far);
        return far > h ? far : 0;
    }

    /// <summary>Looks for a step around a first one, whose estimates are known.</summary>
    /// <returns>Whether anything was found.</returns>
    private bool Explore(double h, Verdict verdict)
    {
        if (verdict is Verdict.Good or Verdict.Doubtful)
        {
            if (!Walk(h, isUp: true, 1, out _))
            {
                return true;
            }

            verdict = Verdict.Long;
            _kind.Estimate(_probe, h, _now);
        }

        double share = double.PositiveInfinity;
        if (verdict == Verdict.Long)
        {
            if (!Walk(h, isUp: false, LongestWalkDown, out share))
            {
                return true;
            }

            _kind.Estimate(_probe, h, _now);
        }

        Walk(h, isUp: true, LongestWalkUp, out double shareUp);
        return Math.Min(share, shareUp) < Known;
    }

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
            : slope * perSize > LargestChange ? Verdict.Doubtful
            : Verdict.Good;
    }

    /// <summary>A guess of the truncation, b·(h/L)ᵖ⁻¹, with 1/L from the first and the second derivative or from the second and the value.</summary>
    /// <param name="slope">|f′|.</param>
    /// <param name="bend">h·|f″|.</param>
    /// <param name="perSize">h/|f|.</param>
    private readonly double Truncation(double slope, double bend, double perSize)
        => _kind.Order == 1 ? slope * slope * perSize : bend * Math.Pow(Math.Min(bend / slope, Math.Sqrt(bend * perSize)), _kind.Order - 1);

    private readonly double Tolerance(double slope, double bend) => (_kind.Accuracy * slope) + (_kind.BendAccuracy * bend);

    /// <summary>Tries shorter and shorter or longer and longer steps as long as that helps.</summary>
    /// <returns>Whether the best step was not found.</returns>
    private bool Walk(double h, bool isUp, int longestWalk, out double share)
    {
        double longest = _kind.Longest(_probe.Below, _probe.Above);
        h = Math.Min(h, longest);
        int improvements = 0;
        double half = isUp && _probe.Size > 0 ? _probe.Size / 2 : double.PositiveInfinity;
        share = isUp ? Largest(_now.Rounding) / Largest(_now.Derivatives) : double.PositiveInfinity;
        for (int trial = 0; trial < longestWalk; trial++)
        {
            bool isFinite = AreFinite(_now.Derivatives);
            double next = _probe.Rounded(isUp ? h * Ratio : isFinite ? h / Ratio : h / Leaping);

            // beyond 0 only where that promises more digits
            if (!(next > 0 && next <= longest && double.IsFinite(next)) || (isUp && !isFinite) || (next > half && !(share is >= GoodEnough and < Known)))
            {
                break;
            }

            h = next;
            Estimates swap = _before;
            _before = _now;
            _now = swap;
            _kind.Estimate(_probe, h, _now);
            bool isBetter = Compare(isUp, out share, out bool isGood);
            improvements += isBetter ? 1 : 0;
            if (isGood)
            {
                return false;
            }

            if (share < Known && !isBetter)
            {
                break;
            }
        }

        return !(share < Known) || improvements < 2;
    }

    /// <summary>Compares the differences by two steps, and keeps the better of them where they are better than what was.</summary>
    /// <param name="isUp">Whether the last step is the longer one.</param>
    /// <param name="share">The largest error beside the derivative, if anything is seen of it.</param>
    /// <param name="isGood">Whether all are good enough.</param>
    /// <returns>Whether any error is less than half of what it was.</returns>
    private readonly bool Compare(bool isUp, out double share, out bool isGood)
    {
        Estimates shorter = isUp ? _before : _now, longer = isUp ? _now : _before;
        bool isSilent = IsSilent(), isBetter = false;
        (share, isGood) = (0, true);
        double slope = 0, bend = 0, error = 0, errorBefore = Largest(_bestErrors);
        for (int i = 0; i < _best.Length; i++)
        {
            double gap = Math.Abs(longer.Derivatives[i] - shorter.Derivatives[i]), before = _bestErrors[i];
            bool takesLonger = _kind.KnowsItsError ? longer.Errors[i] <= shorter.Errors[i] : gap <= 2 * shorter.Rounding[i];
            Estimates taken = takesLonger ? longer : shorter;

            // slopes on both sides differ by more the longer the step is; where they do not, the second difference is rounding, or blind
            double own = gap + taken.Errors[i], ownBend = longer.Bends[i] > 2 * shorter.Bends[i] ? taken.Bends[i] : 0;
            Keep(i, taken.Derivatives[i], ownBend, double.IsNaN(own) ? double.PositiveInfinity : own);
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

        return isBetter;
    }

    private readonly bool IsGood(double slope, double bend, double error) => slope + bend > 0 && double.IsFinite(error) && error <= Tolerance(slope, bend);

    private readonly void Keep(int i, double derivative, double bend, double error)
    {
        double ratio = error / (Math.Abs(derivative) + (bend / 2));
        bool isKnown = ratio < Known, wasKnown = _bestRatios[i] < Known;
        if (isKnown == wasKnown ? error < _bestErrors[i] : isKnown)
        {
            (_best[i], _bestErrors[i], _bestRatios[i]) = (derivative, error, double.IsNaN(ratio) ? double.PositiveInfinity : ratio);
        }
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
