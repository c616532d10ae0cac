namespace Optimizers.Regression;

/// <summary>A fit of a smooth loss with no optimizer named.</summary>
internal sealed class SmoothFit : RunFit
{
    private readonly UnitObjective _unit;
    private readonly SeparationWatch _separation;
    private readonly MethodRun _run;

    public SmoothFit(UnitObjective unit, Minimizer minimizer, CancellationToken cancellationToken)
    {
        _unit = unit;
        _separation = new SeparationWatch(unit.Data);
        _run = unit.Run(minimizer, unit.Data.Settings.Loss, unit.Start(), _separation.Extend(unit.Data.Settings.Stopping), cancellationToken);
    }

    public override StandardizedSamples Data => _unit.Data;

    public override OptimizationRun Run => _run.Run;

    protected override double GradientUnit => _run.GradientUnit;

    public override LowerTriangle? DesignFactor => _unit.DesignFactor;

    public override LowerTriangle? DesignRoot => _unit.DesignRoot;

    protected override double[] ToUser(ReadOnlySpan<double> point)
    {
        double[] parameters = point.ToArray();
        _unit.Map.ToUser(parameters);
        return parameters;
    }

    protected override double ToLoss(double value) => _run.ValueUnit * value;

    protected override StopReason End(StopReason reason) => _separation.End(reason);

    protected override Separation? Look(StopReason reason, double[] point) => _separation.Look(reason, () =>
    {
        double[] parameters = [.. point];
        _unit.Map.ToStandardized(parameters);
        return parameters;
    });
}
