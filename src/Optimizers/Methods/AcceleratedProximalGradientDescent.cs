namespace Optimizers;

/// <summary>The descent of <see cref="AcceleratedProximalGradient"/>.</summary>
internal sealed class AcceleratedProximalGradientDescent : ProximalDescent
{
    // a step that is only a little too long is best kept as long as it may be, for it cannot grow again before the next restart
    private const double Shrinkage = 0.9;

    private readonly double[] _before;
    private readonly double[] _between;
    private readonly double[] _betweenGradient;

    public AcceleratedProximalGradientDescent(MinimizedFunction minimized, AcceleratedProximalGradient settings, RunOptions options)
        : base(minimized, settings.Penalty, settings.InitialStep, Shrinkage, options, settings.ToString(), CreateState(minimized.Dimension))
    {
        _before = State.Array("before");
        (_between, _betweenGradient) = (new double[_before.Length], new double[_before.Length]);
    }

    public override StopReason Advance(Span<double> point, Span<double> gradient, ref double value, int iteration)
    {
        double step = Step, highest = Highest(value), τBefore = State.Scalar("momentum");
        double τ = τBefore > 0 ? (1 + Math.Sqrt(1 + (4 * State.Scalar("stepBefore") / step * τBefore * τBefore))) / 2 : 1;
        bool turns = false;
        ProximalStep found = default;
        if (τBefore > 1)
        {
            found = SearchBetween(point, (τBefore - 1) / τ, step, highest);
            turns = found.Succeeded && PointsUphill(point);
        }

        if (!found.Succeeded)
        {
            τ = τBefore > 1 ? 1 : τ;
            found = Search.Find(point, gradient, Smooth, step, highest);
        }

        if (!found.Succeeded)
        {
            return Stop(point, gradient, ref value);
        }

        ref double hasShrunk = ref State.Scalar("hasShrunk");
        hasShrunk = hasShrunk > 0 || found.Step < step ? 1 : 0;
        point.CopyTo(_before);
        (State.Scalar("momentum"), State.Scalar("stepBefore")) = (turns ? 0 : τ, found.Step);
        return Take(found, turns || hasShrunk == 0 ? Math.Max(found.Step, found.Allowed) : found.Step, point, gradient, ref value);
    }

    protected override void Restart() => State.Scalar("momentum") = 0;

    private static OptimizerState CreateState(int n) => new(n, ["before"], [.. Scalars, "momentum", "stepBefore", "hasShrunk"]);

    /// <summary>Looks for a step from where the momentum leads.</summary>
    private ProximalStep SearchBetween(ReadOnlySpan<double> point, double share, double step, double highest)
    {
        Blas.Combine(point, -1, _before, _between);
        Blas.Combine(point, share, _between, _between);
        double smooth = EvaluateBetween(_between, _betweenGradient, step);
        ProximalStep found = double.IsFinite(smooth) ? Search.Find(_between, _betweenGradient, smooth, step, double.PositiveInfinity) : default;
        return found.Value <= highest ? found : default;
    }

    /// <summary>Whether (y − x′)ᵀ(x′ − x) > 0: the last move leads against the gradient mapping at y.</summary>
    private bool PointsUphill(ReadOnlySpan<double> point)
    {
        double sum = 0;
        for (int i = 0; i < point.Length; i++)
        {
            sum += (_between[i] - Search.End[i]) * (Search.End[i] - point[i]);
        }

        return sum > 0;
    }
}
