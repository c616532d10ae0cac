namespace Optimizers;

/// <summary>Looks for the step of a difference by which rounding and truncation spoil it least.</summary>
/// <remarks>
/// A difference by h is compared with one by h/16 or 16h: what they differ by is the truncation of the longer, the rounding of the shorter, or both. The pair
/// that differs least wins, among those of which anything is known; each function has its own.
/// </remarks>
internal ref partial struct StepSearch<TValues>
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

    // once another step has been tried
    private const double Stricter = 0.01;

    // slopes on both sides that differ by more than this share of their mean, by long and by short steps alike, are no slopes
    private const double LargestBend = 0.5;

    private const int LongestWalkUp = 10;
    private const int LongestWalkDown = 30;

    // a function that has not changed by a rounding changes by less than so many over the next steps, if it is smooth
    private const double Silence = 8;

    // a step that changes a value by more than this share of it, or by so many times the share that is usual, may be a long one
    private const double LargestChange = 0.01;
    private const double ManyTimes = 16;

    // a derivative that is off by more than this share tells nothing
    private const double Known = 0.1;

    // a derivative as good as this is not worth a step that might lead to the other side of 0, where the function may not be defined
    private const double GoodEnough = 1e-7;

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

        double addend = _probe.HaveOneUnit ? Largest(_probe.ValuesAtPoint) : 0, asAt0 = Math.Max(first, _kind.RelativeStep * Math.Max(_probe.GuessAt0, addend));
        if (!Explore(h, verdict) && asAt0 > Math.Max(first, _probe.Size))
        {
            // nothing is seen by steps that are short beside |x|: x may be a 0 that rounding left, or the start of what is added to large values
            _kind.Estimate(_probe, asAt0, _now);
            ForgetUnknown();
            Explore(asAt0, Judge());
        }

        for (int i = 0; i < _best.Length; i++)
        {
            if (Math.Abs(_best[i]) > _largest[i])
            {
                // what was seen from afar is another piece of the function, or the values are rounded to fewer digits than they have
                (_best[i], _bestErrors[i]) = (0, Math.Abs(_best[i]));
            }
        }
    }

    /// <summary>Puts the last estimates in place of those that told nothing.</summary>
    private readonly void ForgetUnknown()
    {
        for (int i = 0; i < _best.Length; i++)
        {
            if (!(_bestRatios[i] < Known))
            {
                (_best[i], _bestErrors[i], _bestRatios[i]) = (_now.Derivatives[i], double.PositiveInfinity, double.PositiveInfinity);
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

    /// <summary>Tries shorter and shorter or longer and longer steps as long as that helps.</summary>
    /// <returns>Whether the best step was not found.</returns>
    private bool Walk(double h, bool isUp, int longestWalk, out double share)
    {
        double longest = _kind.Longest(_probe.Below, _probe.Above);
        h = Math.Min(h, longest);
        int improvements = 0, failures = 0;
        double half = isUp && _probe.Size > 0 ? _probe.Size / 2 : double.PositiveInfinity;
        share = isUp ? Largest(_now.Rounding) / Largest(_now.Derivatives) : double.PositiveInfinity;
        for (int trial = 0; trial < longestWalk; trial++)
        {
            bool isFinite = AreFinite(_now.Derivatives);
            double next = _probe.Rounded(isUp ? h * Ratio : isFinite ? h / Ratio : h / Leaping);

            // beyond 0 only where that promises more digits
            if (!(next > 0 && next <= longest && double.IsFinite(next))
                || (isUp && !isFinite) || (next > half && (share < GoodEnough || (h < half && !(share < Known)))))
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

            // two differences may agree by chance
            failures = isBetter || !(share < Known) ? 0 : failures + 1;
            if (failures > 1)
            {
                break;
            }
        }

        return !(share < Known) || improvements < 2;
    }
}
