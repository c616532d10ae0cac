namespace Optimizers.Regression;

/// <summary>A fit of a smooth loss with no optimizer named.</summary>
internal sealed class SmoothProblem : RunProblem
{
    private readonly DefaultMethod _method;
    private readonly Separation _separation;
    private readonly MethodRun _run;

    public SmoothProblem(DefaultMethod method, CancellationToken cancel)
    {
        _method = method;
        _separation = Separation.Of(method.Data);
        _run = method.Run(method.Data.Settings.Loss, method.Start(), _separation.Extend(method.Data.Settings.Stopping), cancel);
    }

    public override string Solver => _method.Name;

    public override FitData Data => _method.Data;

    public override OptimizationRun Run => _run.Run;

    protected override double GradientUnit => _run.GradientUnit;

    protected override double[] ToUser(ReadOnlySpan<double> point)
    {
        double[] parameters = point.ToArray();
        _method.Map.ToUser(parameters);
        return parameters;
    }

    protected override double ToLoss(double value) => _run.ValueUnit * value;

    protected override StopReason Reason(OptimizationResult result)
    {
        if (!result.Reason.IsConverged || result.Reason == StopReason.TargetReached)
        {
            return _separation.Rename(result.Reason);
        }

        double[] parameters = [.. result.Point];
        _method.Map.ToStandardized(parameters);
        return _separation.LeavesFlat(Data, parameters) ? StopReason.Separated : result.Reason;
    }
}
