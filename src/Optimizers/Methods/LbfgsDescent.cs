namespace Optimizers;

/// <summary>The descent of <see cref="Lbfgs"/>.</summary>
internal sealed class LbfgsDescent : LineSearchDescent
{
    private readonly PairMemory _memory;

    public LbfgsDescent(MinimizedFunction minimized, Lbfgs settings, RunOptions options)
        : base(minimized, settings.LineSearch, options, settings, PairMemory.CreateState(minimized.Dimension, settings.Memory))
    {
        _memory = new PairMemory(State, settings.Memory);
    }

    public override void Loaded()
    {
        base.Loaded();
        _memory.Loaded();
    }

    protected override bool WriteDirection(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, Span<double> direction)
    {
        _memory.WriteDirection(gradient, direction);
        return _memory.Count > 0;
    }

    protected override double InitialStep(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double value, double slope)
        => _memory.Count > 0 ? 1 : FirstStep.Of(point, gradient, value);

    protected override void Remember(
        ReadOnlySpan<double> before, ReadOnlySpan<double> point, ReadOnlySpan<double> gradientBefore, ReadOnlySpan<double> gradient,
        LineSearchResult found, double slope)
        => _memory.Add(before, point, gradientBefore, gradient);

    protected override void Forget() => _memory.Clear();
}
