namespace Optimizers.Regression;

/// <summary>A fit by the optimizer that the user named, on standardized or raw features.</summary>
internal sealed class OptimizerProblem : FitProblem
{
    private readonly Standardization _standardization;

    public OptimizerProblem(RowData data, LinearRegression settings, IOptimizer optimizer, CancellationToken cancel)
    {
        _standardization = new Standardization(data, settings.FitIntercept, settings.Standardize);
        if (settings.Standardize)
        {
            _standardization.Apply(data);
        }

        var objective = new LinearObjective(data, settings.Loss, settings.FitIntercept);
        double[] start = settings.StartFor(objective.Dimension);
        _standardization.FromUserUnits(start);
        IFiniteSumFunction function = LinearResiduals.Of(objective, data, settings.Loss, settings.FitIntercept);
        Run = optimizer.Start(function, start, new RunOptions { Stopping = settings.Stopping, Batches = settings.Batches, Cancellation = cancel });
    }

    public override OptimizationRun Run { get; }

    public override double[] ToUser(ReadOnlySpan<double> point)
    {
        double[] parameters = point.ToArray();
        _standardization.ToUserUnits(parameters);
        return parameters;
    }
}
