namespace Optimizers.Regression;

/// <summary>Makes the run that minimizes a loss in coordinates of size 1.</summary>
/// <param name="objective">The coordinates.</param>
/// <param name="loss">The loss.</param>
/// <param name="start">Where to start; kept.</param>
/// <param name="options">When to stop.</param>
/// <param name="valueUnit">What the loss is divided by.</param>
internal delegate OptimizationRun Minimizer(UnitObjective objective, ILoss loss, double[] start, RunOptions options, double valueUnit);

/// <summary>The ways to minimize a loss that is no least-squares problem.</summary>
internal static class Minimizers
{
    /// <summary>Newton's method on all coordinates.</summary>
    public static OptimizationRun Newton(UnitObjective objective, ILoss loss, double[] start, RunOptions options, double valueUnit)
    {
        MinimizedFunction function = Curved(objective, loss, start, options, valueUnit);
        var descent = new NewtonDescent(function, Curvature(objective, loss, valueUnit), options.Stopping, objective.CurvatureAtStart(loss) / valueUnit);
        return new OptimizationRun(function, start, options, descent);
    }

    /// <summary>A proximal Newton method, each parabola by one coordinate after another.</summary>
    public static OptimizationRun ProximalNewton(UnitObjective objective, ILoss loss, double[] start, RunOptions options, double valueUnit)
    {
        var terms = (CoordinateTerms)objective.Data.Penalty(objective.Data.TargetUnit, valueUnit);
        terms.Hold(start);
        MinimizedFunction function = Curved(objective, loss, start, options, valueUnit);
        var descent = new ProximalNewtonDescent(function, terms, Curvature(objective, loss, valueUnit), options.Stopping);
        return new OptimizationRun(function, start, options, descent);
    }

    /// <summary>A proximal Newton method, each parabola by one group after another.</summary>
    public static OptimizationRun ProximalGroups(UnitObjective objective, ILoss loss, double[] start, RunOptions options, double valueUnit)
    {
        StandardizedSamples data = objective.Data;
        GroupTerms terms = ((WeightPenalty)data.Penalty(data.TargetUnit, valueUnit)).Groups(data.Targets, data.Settings.FitIntercept);
        MinimizedFunction function = Curved(objective, loss, start, options, valueUnit);
        var descent = new ProximalGroupDescent(function, terms, Curvature(objective, loss, valueUnit), options.Stopping);
        return new OptimizationRun(function, start, options, descent);
    }

    /// <summary>L-BFGS on a smooth objective without bounds.</summary>
    public static OptimizationRun Lbfgs(UnitObjective objective, ILoss loss, double[] start, RunOptions options, double valueUnit)
        => new Lbfgs().Start(Plain(objective, loss, valueUnit), start, options);

    /// <summary>L-BFGS within bounds.</summary>
    public static OptimizationRun Lbfgsb(UnitObjective objective, ILoss loss, double[] start, RunOptions options, double valueUnit)
        => new Lbfgsb(objective.Data.Bounds(objective.Data.TargetUnit)!).Start(Plain(objective, loss, valueUnit), start, options);

    /// <summary>Accelerated proximal descent with any penalty.</summary>
    public static OptimizationRun Accelerated(UnitObjective objective, ILoss loss, double[] start, RunOptions options, double valueUnit)
    {
        IPenalty penalty = objective.Data.Penalty(objective.Data.TargetUnit, valueUnit);
        return new AcceleratedProximalGradient(penalty).Start(Plain(objective, loss, valueUnit), start, options);
    }

    private static WhitenedFunction Plain(UnitObjective objective, ILoss loss, double valueUnit)
        => new(objective.Data.PenalizedObjective(loss, isShifted: true), objective.Map, valueUnit);

    private static MinimizedFunction Curved(UnitObjective objective, ILoss loss, double[] start, RunOptions options, double valueUnit)
        => MinimizedFunction.Of(new WhitenedFunction(new CurvedObjective(objective.Data, loss), objective.Map, valueUnit), start, options);

    private static double Curvature(UnitObjective objective, ILoss loss, double valueUnit)
        => objective.LargestCurvature(loss) * objective.Data.TargetUnit * objective.Data.TargetUnit / valueUnit;
}
