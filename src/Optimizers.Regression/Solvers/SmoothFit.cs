namespace Optimizers.Regression;

/// <summary>A fit of a smooth loss with no optimizer named.</summary>
internal sealed class SmoothFit : RunFit
{
    private readonly DefaultMethod _method;
    private readonly SeparationWatch _separation;
    private readonly MethodRun _run;

    public SmoothFit(DefaultMethod method, CancellationToken cancel)
    {
        _method = method;
        _separation = new SeparationWatch(method.Data);
        _run = method.Run(method.Data.Settings.Loss, method.Start(), _separation.Extend(method.Data.Settings.Stopping), cancel);
    }

    public override string Solver => _method.Name;

    public override StandardizedSamples Data => _method.Data;

    public override OptimizationRun Run => _run.Run;

    protected override double GradientUnit => _run.GradientUnit;

    public override LowerTriangle? DesignFactor => _method.DesignFactor;

    public override LowerTriangle? DesignRoot => _method.DesignRoot;

    protected override double[] ToUser(ReadOnlySpan<double> point)
    {
        double[] parameters = point.ToArray();
        _method.Map.ToUser(parameters);
        return parameters;
    }

    protected override double ToLoss(double value) => _run.ValueUnit * value;

    protected override StopReason End(StopReason reason) => _separation.End(reason);

    protected override Separation? Look(StopReason reason, double[] point) => _separation.Look(reason, () =>
    {
        double[] parameters = [.. point];
        _method.Map.ToStandardized(parameters);
        return parameters;
    });
}
