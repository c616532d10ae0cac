namespace Optimizers.Regression;

/// <summary>A penalty so many times.</summary>
internal sealed class RepeatedPenalty : IPenalty
{
    private readonly IPenalty _penalty;
    private readonly int _times;

    private RepeatedPenalty(IPenalty penalty, int times) => (_penalty, _times) = (penalty, times);

    public int? Dimension => _penalty.Dimension;

    /// <summary>A penalty so many times, one of its own kind where solvers know that.</summary>
    public static IPenalty? Of(IPenalty? penalty, int times) => penalty switch
    {
        null or ConvexSet => penalty,
        RidgePenalty ridge => new RidgePenalty(times * ridge.Weight),
        L1Penalty lasso => new L1Penalty(times * lasso.Weight),
        ElasticNetPenalty net => new ElasticNetPenalty(times * net.L1Weight, times * net.L2Weight),
        GroupLassoPenalty groups => groups with { Weight = times * groups.Weight },
        _ => new RepeatedPenalty(penalty, times),
    };

    public double Evaluate(ReadOnlySpan<double> point) => _times * _penalty.Evaluate(point);

    public void ApplyProximal(Span<double> point, double step) => _penalty.ApplyProximal(point, _times * step);

    public override string ToString() => Invariant($"{_times} ({_penalty})");
}
