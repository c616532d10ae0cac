namespace Optimizers;

/// <summary>The descent of <see cref="SteepestDescent"/>.</summary>
internal sealed class SteepestLineDescent : LineSearchDescent
{
    private const int ValuesKept = 10;
    private const double Lengthening = 2;

    private readonly bool _barzilaiBorwein;
    private readonly double[] _values;

    public SteepestLineDescent(MinimizedFunction minimized, SteepestDescent settings, RunOptions options)
        : base(minimized, settings.LineSearch, options, settings, CreateState(minimized.Dimension))
    {
        _barzilaiBorwein = settings.BarzilaiBorwein;
        _values = new double[ValuesKept];
    }

    public override void Loaded()
    {
        base.Loaded();
        for (int i = 0; i < ValuesKept; i++)
        {
            _values[i] = State.Scalar(Invariant($"value{i}"));
        }
    }

    protected override bool WriteDirection(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, Span<double> direction)
    {
        Blas.Scale(-1, gradient, direction);
        return State.Scalar("step") > 0;
    }

    protected override double InitialStep(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double value, double slope)
        => State.Scalar("step") > 0 ? State.Scalar("step") : FirstStep.Of(point, gradient, value);

    protected override double Reference(double value)
    {
        double highest = value;
        for (int i = 0; _barzilaiBorwein && i < Math.Min(ValuesKept, State.StepCount); i++)
        {
            highest = Math.Max(highest, _values[i]);
        }

        return highest;
    }

    protected override void Remember(
        ReadOnlySpan<double> before, ReadOnlySpan<double> point, ReadOnlySpan<double> gradientBefore, ReadOnlySpan<double> gradient,
        LineSearchResult found, double slope)
    {
        int at = (int)((State.StepCount - 1) % ValuesKept);
        _values[at] = State.Scalar(Names[at]) = found.Value;
        if (_barzilaiBorwein)
        {
            // s = −αg, y = g′ − g: sᵀs/sᵀy = α ‖g‖²/(‖g‖² − gᵀg′)
            double squares = -slope, step = found.Step * squares / (squares - Blas.Dot(gradientBefore, gradient));
            State.Scalar("step") = step > 0 && double.IsFinite(step) ? step : Lengthening * found.Step;
        }
        else
        {
            State.Scalar("step") = Lengthening * found.Step;
        }
    }

    protected override void Forget() => State.Scalar("step") = 0;

    private static readonly string[] Names = [.. Enumerable.Range(0, ValuesKept).Select(i => Invariant($"value{i}"))];

    private static OptimizerState CreateState(int n) => new(n, [], ["step", .. Names, .. Scalars]);
}
