namespace Optimizers.Regression;

/// <summary>A fit by the optimizer that the user named, on standardized or raw features.</summary>
internal sealed class OptimizerFit : RunFit
{
    private readonly SeparationWatch _separation;
    private readonly string _optimizer;
    private readonly ParameterMap _map;

    /// <param name="data">The samples.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    /// <param name="before">What the run goes on from, of a piece of the samples before; null: from the start.</param>
    public OptimizerFit(StandardizedSamples data, IOptimizer optimizer, CancellationToken cancellationToken, PieceEnd? before = null)
    {
        (Data, _optimizer) = (data, optimizer.ToString() ?? optimizer.GetType().Name);
        FitSettings settings = data.Settings;
        _map = new ParameterMap(data.Layout, data.Standardization, whitening: null, shift: data.TargetShift);
        if (settings.Batches is not null)
        {
            _ = data.Rows;
        }

        if (data.Given is not DenseRows && settings.Batches is { } batches && batches.Order != SampleOrder.AsGiven)
        {
            throw new ArgumentException(
                $"A stream is read in its order: the mini-batches need the Order {nameof(SampleOrder.AsGiven)}; it is {batches.Order}.",
                nameof(settings.Batches));
        }

        // with no start the weights are 0, and so is what is predicted beyond the mean where targets are centred
        double[] start = before?.Point ?? settings.StartFor(data.Dimension);
        if (before is null && settings.Start is not null)
        {
            _map.FromUser(start);
        }

        _separation = new SeparationWatch(data);
        (IFiniteSumFunction function, IOptimizer bounded) = Compose(optimizer);
        Run = bounded.Start(
            function, start, new RunOptions { Stopping = _separation.Extend(settings.Stopping), Batches = settings.Batches, Cancellation = cancellationToken });
        GoOnFrom(before);
    }

    public override string Solver => _optimizer;

    public override StandardizedSamples Data { get; }

    public override OptimizationRun Run { get; }

    protected override double[] ToUser(ReadOnlySpan<double> point)
    {
        double[] parameters = point.ToArray();
        _map.ToUser(parameters);
        return parameters;
    }

    protected override StopReason End(StopReason reason) => _separation.End(reason);

    protected override Separation? Look(StopReason reason, double[] point) => _separation.Look(reason, () => point);

    private void GoOnFrom(PieceEnd? before)
    {
        if (before is null)
        {
            return;
        }

        if (Run.State.FindDifference(before.State) is { } difference)
        {
            throw new ArgumentException($"The previous model was fitted by another optimizer: its state has {difference}.", "previous");
        }

        Run.State.CopyFrom(before.State);
    }

    /// <summary>Puts penalty and bounds where the optimizer can take them: in the function, or around its steps.</summary>
    private (IFiniteSumFunction Function, IOptimizer Optimizer) Compose(IOptimizer optimizer)
    {
        FitSettings settings = Data.Settings;
        bool isSmooth = settings.KinkedPenalty is null;
        if (settings is { Penalty: null, Bounds: null })
        {
            LinearObjective objective = Data.Objective(settings.Loss, settings.FitIntercept, Data.TargetShift);
            return (LinearResiduals.Of(objective, Data), optimizer);
        }

        IFiniteSumFunction function = Data.PenalizedObjective(settings.Loss, isShifted: true);
        return (optimizer, settings.Bounds) switch
        {
            (_, null) when isSmooth => (function, optimizer),
            (IProximalOptimizer { Penalty: null } proximal, _) => (function, proximal.With(Data.Penalty())),
            (IProximalOptimizer own, _) => throw new ArgumentException(
                $"The optimizer has a penalty of its own, {own.Penalty}; give the Penalty of the regression alone.", nameof(settings.Optimizer)),
            (IUpdateRule rule, not null) when isSmooth => (function, new Projected(rule, Data.Bounds()!)),
            (_, not null) when isSmooth => throw new ArgumentException(
                $"{optimizer.GetType().Name} takes no Bounds; use an update rule, ProximalGradient, AcceleratedProximalGradient or no Optimizer.",
                nameof(settings.Optimizer)),
            _ => throw new ArgumentException(
                $"{optimizer.GetType().Name} takes no penalty with a kink, {settings.Penalty}; use ProximalGradient, AcceleratedProximalGradient or no "
                    + "Optimizer.", nameof(settings.Optimizer)),
        };
    }
}
