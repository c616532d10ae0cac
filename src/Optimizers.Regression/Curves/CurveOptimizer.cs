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

    /// <summary>An optimizer without a loss of its own that keeps to bounds.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public static IOptimizer Within(IOptimizer optimizer, Box? bounds) => (optimizer, bounds) switch
    {
        (LevenbergMarquardt method, _) => method with { Bounds = bounds, Loss = null },
        (_, null) => optimizer,
        (Lbfgsb method, _) => method with { Bounds = bounds },
        (IProximalOptimizer { Penalty: null or Box or NonNegative } method, _) => method.With(bounds),
        (Projected { Set: Box or NonNegative } rule, _) => rule with { Set = bounds },
        (IUpdateRule rule, _) => new Projected(rule, bounds),
        _ => throw new ArgumentException(
            $"{optimizer.GetType().Name} cannot keep to {nameof(CurveFit.Bounds)}; {nameof(LevenbergMarquardt)}, {nameof(Lbfgsb)}, {nameof(ProximalGradient)} without a penalty and update rules can.", nameof(CurveFit.Optimizer)),
    };

    private static Box? AsBox(IPenalty? set) => set is NonNegative ? new Box(0, double.PositiveInfinity) : set as Box;
}
