namespace Optimizers.Regression;

/// <summary>The bounds and the loss that the optimizer of a curve fit brings, and those that it is given.</summary>
internal static class CurveOptimizer
{
    /// <summary>The bounds that an optimizer keeps; null: none.</summary>
    public static Box? BoundsOf(IOptimizer optimizer) => optimizer switch
    {
        LevenbergMarquardt method => method.Bounds,
        Lbfgsb method => method.Bounds,
        IProximalOptimizer method => AsBox(method.Penalty),
        Projected rule => AsBox(rule.Set),
        _ => null,
    };

    /// <summary>The loss that an optimizer puts on the residuals; null: none.</summary>
    public static RobustLoss? LossOf(IOptimizer optimizer) => (optimizer as LevenbergMarquardt)?.Loss;

    /// <summary>Minimizes the squares or the loss of residuals within bounds.</summary>
    /// <exception cref="ArgumentException">The optimizer cannot keep to the bounds.</exception>
    public static OptimizationResult Minimize(
        IOptimizer optimizer, CurveResiduals curve, RobustLoss? loss, Box? bounds, double[] start, StoppingCriteria stopping,
        CancellationToken cancellationToken)
    {
        if (!IsForScaled(optimizer) || stopping.GradientTolerance is not null)
        {
            return Within(optimizer, bounds).Minimize(loss?.Of(curve) ?? curve, start, stopping, cancellationToken);
        }

        double[] units = ScaledResiduals.UnitsOf(curve, start);
        var scaled = new ScaledResiduals(curve, units);
        double[] ToPoint(Func<int, double> value) => [.. units.Select((unit, k) => value(k) / unit)];
        Box? box = bounds is null ? null : new Box(ToPoint(bounds.Lower), ToPoint(bounds.Upper));
        OptimizationResult result = Within(optimizer, box).Minimize(loss?.Of(scaled) ?? scaled, ToPoint(k => start[k]), stopping, cancellationToken);
        return result.In([.. units.Zip(result.Point, (unit, x) => unit * x)], result.Value, value => value, result.Reason);
    }

    /// <summary>Whether a method is to see parameters in like units: it has neither a scale of its own, as Levenberg and Marquardt's, nor rates and
    /// penalties in the user's units.</summary>
    private static bool IsForScaled(IOptimizer optimizer)
        => optimizer is Lbfgs or Bfgs or Lbfgsb or ConjugateGradient or SteepestDescent or NewtonCg
            or ProximalGradient { InitialStep: null, Penalty: null or Box or NonNegative }
            or AcceleratedProximalGradient { InitialStep: null, Penalty: null or Box or NonNegative };

    /// <summary>An optimizer without a loss of its own that keeps to bounds.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    private static IOptimizer Within(IOptimizer optimizer, Box? bounds) => (optimizer, bounds) switch
    {
        (LevenbergMarquardt method, _) => method with { Bounds = bounds, Loss = null },
        (_, null) => optimizer,
        (Lbfgsb method, _) => method with { Bounds = bounds },
        (IProximalOptimizer { Penalty: null or Box or NonNegative } method, _) => method.With(bounds),
        (Projected { Set: Box or NonNegative } rule, _) => rule with { Set = bounds },
        (IUpdateRule rule, _) => new Projected(rule, bounds),
        _ => throw new ArgumentException(
            $"{optimizer.GetType().Name} cannot keep to {nameof(CurveFit.Bounds)}; {nameof(LevenbergMarquardt)}, {nameof(Lbfgsb)}, {nameof(ProximalGradient)} "
                + "without a penalty and update rules can.", nameof(CurveFit.Optimizer)),
    };

    private static Box? AsBox(IPenalty? set) => set is NonNegative ? new Box(0, double.PositiveInfinity) : set as Box;
}
