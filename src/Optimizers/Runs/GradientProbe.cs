namespace Optimizers;

/// <summary>Looks along each coordinate, inside the set that the run keeps to, whether differences of the value agree with the gradient, and whether it
/// jumps.</summary>
/// <remarks>
/// The steps are shares of the way of the run, so that units do not matter. Nothing is accused unless differences of three lengths, each eight times the next,
/// agree with each other and not with the gradient; a gradient between the slopes of both sides is right, and so is one that sums up along the step to the
/// change of the value. The slopes of both sides of a kink stay apart by the same at all three lengths, those of a smooth function come together with the
/// length.
/// </remarks>
internal sealed class GradientProbe
{
    /// <summary>From how many coordinates on nothing is looked at, for it takes two evaluations for each.</summary>
    public const int LargestDimension = 1000;

    private const double Share = 6e-6;
    private const double Factor = 8;
    private const double WrongShare = 1e-4;
    private const double Agreement = 0.05;
    private const int Pieces = 16;
    private const double Rounding = 2e-14;
    private const double NoWay = 1e-11;
    private const double Visible = 100 * Rounding;
    private const double LongShare = Share * Factor * Factor * Factor * Factor;

    private readonly MinimizedFunction _minimized;
    private readonly double[] _point;
    private readonly double[] _sizes;
    private readonly Action<Span<double>>? _project;
    private readonly double[] _moved;
    private readonly double[] _projected;
    private readonly double[] _gradient;
    private readonly double _value;

    private GradientProbe(MinimizedFunction minimized, double[] point, double[] other, Action<Span<double>>? project)
    {
        (_minimized, _point, _project) = (minimized, point, project);
        (_moved, _projected, _gradient) = (new double[point.Length], new double[point.Length], new double[point.Length]);
        _sizes = [.. point.Select((x, i) => Math.Max(Math.Abs(x), Math.Abs(x - other[i])))];
        double largest = _sizes.Max();
        // a coordinate that is 0 and never moved is as large as the others are
        _sizes = [.. _sizes.Select(size => size > 0 ? size : largest > 0 ? largest : 1)];
        Array.Fill(_gradient, double.NaN);
        _value = minimized.Look(point, _gradient);
        if (Math.Abs(_value - minimized.Look(other)) <= NoWay * Math.Abs(_value))
        {
            Widen();
        }
    }

    private bool IsFinite => double.IsFinite(_value) && Require.FirstNotFinite(_gradient) is null;

    /// <summary>Makes a probe at a point.</summary>
    /// <param name="minimized">f.</param>
    /// <param name="point">x, n.</param>
    /// <param name="other">Another point of the run, from which to x it is as far as the function is to be known for.</param>
    /// <param name="project">Moves a point into the set that the run keeps to; null for none.</param>
    /// <returns>The probe; null where f or its gradient is not finite, or there are too many coordinates.</returns>
    public static GradientProbe? At(MinimizedFunction minimized, double[] point, double[] other, Action<Span<double>>? project)
    {
        GradientProbe? probe = point.Length <= LargestDimension ? new GradientProbe(minimized, point, other, project) : null;
        return probe?.IsFinite ?? false ? probe : null;
    }

    /// <summary>Finds what is wrong with the gradient, at the start and where a run ended.</summary>
    public static GradientFinding? FindWrong(MinimizedFunction minimized, double[] start, double[] end, Action<Span<double>>? project)
        => At(minimized, start, end, project)?.FindWrong(isAtStart: true) ?? At(minimized, end, start, project)?.FindWrong(isAtStart: false);

    /// <summary>Finds the partial derivative that is farthest from right.</summary>
    public GradientFinding? FindWrong(bool isAtStart)
    {
        (double Error, GradientFinding? Finding) worst = (0, null);
        foreach (int i in Free())
        {
            double given = _gradient[i];
            if (SlopesAlong(i, Share) is not { } slopes || !slopes.Excludes(given))
            {
                continue;
            }

            double error = Math.Abs(slopes.Middle - given);
            bool isWrong = SlopesAlong(i, Share * Factor) is { } wide && SlopesAlong(i, Share / Factor) is { } narrow
                && Math.Max(Math.Abs(wide.Middle - slopes.Middle), Math.Abs(narrow.Middle - slopes.Middle)) <= Agreement * error
                && IsWrongAlong(i, error, Share, isFlat: false) && IsWrongAlong(i, error, LongShare, isFlat: slopes is { Above: 0, Below: 0 })
                && (slopes is not { Above: 0, Below: 0 } || IsWrongFar(i, given));
            if (isWrong && error * _sizes[i] > worst.Error)
            {
                worst = (error * _sizes[i], new GradientFinding(GradientFault.Differs, i, _minimized.Own(given), _minimized.Own(slopes.Middle), isAtStart));
            }
        }

        return worst.Finding;
    }

    /// <summary>Finds the coordinate along which the slope jumps most.</summary>
    /// <returns>The coordinate, and whether the value rises to both sides; null if there is none.</returns>
    public (int Coordinate, bool RisesBothWays)? FindKink()
    {
        (double Jump, int Coordinate, bool RisesBothWays)? widest = null;
        foreach (int i in Free())
        {
            // the point may lie some way from the kink
            if ((JumpAlong(i, Share) ?? JumpAlong(i, Share * Factor)) is { } slopes && !(Math.Abs(slopes.Jump) * _sizes[i] <= widest?.Jump))
            {
                widest = (Math.Abs(slopes.Jump) * _sizes[i], i, slopes.Above > 0 && slopes.Below < 0);
            }
        }

        return widest is { } kink ? (kink.Coordinate, kink.RisesBothWays) : null;
    }

    /// <summary>The curvatures along the coordinates, by differences of the gradient: the flattest that is not 0, and the steepest.</summary>
    public ((double Curvature, int Coordinate) Flattest, (double Curvature, int Coordinate) Steepest) Curvatures()
    {
        double[] there = new double[_point.Length];
        (double Curvature, int Coordinate) flattest = (double.PositiveInfinity, 0), steepest = (0, 0);
        foreach (int i in Free())
        {
            double step = Share * _sizes[i];
            if (!TryMove(i, step) && !TryMove(i, -step))
            {
                continue;
            }

            _minimized.Look(_moved, there);
            double curvature = Math.Abs((there[i] - _gradient[i]) / (_moved[i] - _point[i]));
            flattest = curvature > 0 && curvature < flattest.Curvature ? (curvature, i) : flattest;
            steepest = curvature > steepest.Curvature ? (curvature, i) : steepest;
        }

        return (flattest, steepest);
    }

    /// <summary>How much the value jumps on short steps towards another point, by its fourth differences, which a smooth function does not feel.</summary>
    /// <returns>The deviation beside the size of the value; 0 where there is no way to go.</returns>
    /// <remarks>As Moré and Wild, <see href="https://doi.org/10.1137/100786125">Estimating computational noise</see>, 2011.</remarks>
    public double NoiseTowards(double[] other)
    {
        const double Step = 1e-8;
        const int Count = 9;
        double[] values = new double[Count];
        for (int k = 0; k < Count; k++)
        {
            Blas.Combine(_point, k * Step, [.. other.Select((x, i) => x - _point[i])], _moved);
            values[k] = _minimized.Look(_moved);
        }

        double squares = 0, size = values.Max(Math.Abs);
        bool rises = false, falls = false;
        for (int k = 4; k < Count; k++)
        {
            double difference = values[k] - (4 * values[k - 1]) + (6 * values[k - 2]) - (4 * values[k - 3]) + values[k - 4];
            squares += difference * difference;
            (rises, falls) = (rises || difference > 0, falls || difference < 0);
        }

        // those of noise alternate, those beside a pole all have one sign; the squares of 1, 4, 6, 4, 1 sum up to 70
        return size > 0 && rises && falls ? Math.Sqrt(squares / (Count - 4) / 70) / size : 0;
    }

    /// <summary>The slopes to both sides, if they stay apart by the same at three lengths.</summary>
    private Slopes? JumpAlong(int i, double share)
        => SlopesAlong(i, share) is { IsKinked: true } slopes && SlopesAlong(i, share * Factor) is { } wide
            && SlopesAlong(i, share / Factor) is { } narrow && slopes.JumpsLike(wide) && slopes.JumpsLike(narrow)
            ? slopes
            : null;

    private IEnumerable<int> Free()
    {
        int[] frozen = _minimized.Frozen.ToArray();
        return Enumerable.Range(0, _point.Length).Where(i => Array.BinarySearch(frozen, i) < 0);
    }

    /// <summary>The slopes to both sides; where one side leaves the set or the numbers, that of the other, extrapolated from two lengths.</summary>
    private Slopes? SlopesAlong(int i, double share)
    {
        double step = share * _sizes[i];
        if (SlopeTo(i, step) is not { } above)
        {
            step = -step;
            return SlopeTo(i, step) is { } far && SlopeTo(i, step / 2) is { } near ? Slopes.OfOneSide(far, near, Noise(step)) : null;
        }

        return SlopeTo(i, -step) is { } below ? new Slopes(above, below, Noise(step))
            : SlopeTo(i, step / 2) is { } half ? Slopes.OfOneSide(above, half, Noise(step))
            : null;
    }

    /// <summary>
    /// Whether the gradient along a step does not sum up to the change of the value over it, where a kink beside the point does not matter, nor values in
    /// stairs, as of single precision: flat on short steps, they show what they are rounded to on a longer one.
    /// </summary>
    private bool IsWrongAlong(int i, double error, double share, bool isFlat)
    {
        double step = share * _sizes[i], sum = 0, stair = double.PositiveInfinity, last = _value;
        step = TryMove(i, step) ? step : -step;
        if (SlopeTo(i, step) is not { } slope)
        {
            return true;
        }

        double[] there = new double[_point.Length];
        for (int k = 0; k < Pieces; k++)
        {
            TryMove(i, (k + 0.5) / Pieces * step);
            double value = _minimized.Look(_moved, there), rise = Math.Abs(value - last);
            sum += there[i];
            (last, stair) = (value, rise > 0 ? Math.Min(stair, rise) : stair);
        }

        double hidden = isFlat && double.IsFinite(stair) ? Math.Abs(stair / step) : Noise(step);
        return !(Math.Abs(slope - (sum / Pieces)) <= Math.Max(error / 4, Math.Abs(hidden)));
    }

    /// <summary>Whether the gradient is wrong on steps as long as those of other coordinates, too: beside large ones one that stays near 0 is lost in
    /// rounding, and the value flat, on steps of its own size.</summary>
    private bool IsWrongFar(int i, double given)
    {
        double size = _sizes[i];
        _sizes[i] = _sizes.Max();
        Slopes? far = SlopesAlong(i, Share);
        _sizes[i] = size;
        return far?.Excludes(given) ?? true;
    }

    /// <summary>Lengthens the steps, of a run that got nowhere, to what its gradient can be seen by: a coordinate that began at 0 has no size of its
    /// own.</summary>
    private void Widen()
    {
        for (int i = 0; i < _sizes.Length; i++)
        {
            double visible = Visible * Math.Abs(_value / _gradient[i]) * Factor / Share;
            _sizes[i] = double.IsFinite(visible) ? Math.Max(_sizes[i], visible) : _sizes[i];
        }
    }

    private double Noise(double step) => Rounding * Math.Abs(_value / step);

    private double? SlopeTo(int i, double step)
    {
        if (!TryMove(i, step))
        {
            return null;
        }

        double slope = (_minimized.Look(_moved) - _value) / (_moved[i] - _point[i]);
        return double.IsFinite(slope) ? slope : null;
    }

    /// <summary>Moves one coordinate, unless that leaves the set.</summary>
    private bool TryMove(int i, double step)
    {
        _point.CopyTo(_moved, 0);
        _moved[i] += step;
        _moved.CopyTo(_projected, 0);
        _project?.Invoke(_projected);
        return _moved[i] != _point[i] && _projected.AsSpan().SequenceEqual(_moved);
    }

    /// <summary>The slopes of the value to both sides of a point.</summary>
    private readonly record struct Slopes(double Above, double Below, double Noise, bool IsOfBothSides = true)
    {
        public double Middle => (Above + Below) / 2;

        public double Jump => Above - Below;

        public bool IsKinked => IsOfBothSides && Math.Abs(Jump) > Math.Max(Noise, WrongShare * Math.Max(Math.Abs(Above), Math.Abs(Below)));

        // what f(x + h) and f(x + h/2) say of the slope at x, as if half of the change of slope lay to each side
        public static Slopes OfOneSide(double far, double near, double noise)
        {
            double middle = (2 * near) - far, change = far - near;
            return new Slopes(middle + change, middle - change, 4 * noise, IsOfBothSides: false);
        }

        public bool Excludes(double slope)
            => Math.Abs(Middle - slope) > Math.Max(Math.Max(WrongShare * Math.Max(Math.Abs(Middle), Math.Abs(slope)), Math.Abs(Jump)), Noise);

        // a slope that grows as the root of the distance does so by 2.8 where that grows by 8
        public bool JumpsLike(Slopes other) => other.Jump / Jump is >= 0.4 and <= 2.5 && Math.Abs(other.Jump) > other.Noise;
    }
}
