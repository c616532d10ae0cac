namespace Optimizers.Regression;

/// <summary>
/// Descends on squared errors with a group lasso: the minimum by groups of the parabola that the Gram matrix makes of the gradient of the samples, until
/// that gradient is balanced.
/// </summary>
/// <remarks>The first step solves, and each later one refines: so what the Gram matrix lost in rounding comes back.</remarks>
internal sealed class GroupDescent : Descent
{
    // of a violation, below which to go on has helped
    private const double Progress = 0.5;

    // of the gradient at the end of the run, that of a parabola's
    private const double ParabolaShare = 0.1;

    private readonly MinimizedFunction _objective;
    private readonly double[] _gram;
    private readonly GroupTerms _terms;
    private readonly GroupTerms _own;
    private readonly DescentTolerance _tolerance;
    private double _before = double.PositiveInfinity;

    /// <param name="objective">The squared errors, k groups of d coordinates.</param>
    /// <param name="gram">G, their second derivatives by the coordinates of a target, d × d.</param>
    /// <param name="terms">What is asked of the coordinates of all targets.</param>
    /// <param name="own">What is asked of those of one.</param>
    /// <param name="stopping">When to stop; with a gradient tolerance.</param>
    public GroupDescent(MinimizedFunction objective, double[] gram, GroupTerms terms, GroupTerms own, StoppingCriteria stopping)
    {
        (_objective, _gram, _terms, _own) = (objective, gram, terms, own);
        (State, StepLimit) = (new OptimizerState(objective.Dimension), stopping.MaxIterations ?? StoppingCriteria.DefaultMaxIterations);

        // a parabola has no targets, so that its gap has no unit
        _tolerance = new DescentTolerance { Gap = double.NegativeInfinity, Violation = ParabolaShare * (stopping.GradientTolerance ?? 0) };
    }

    public override string Description => "descent by groups";

    public override OptimizerState State { get; }

    public override long StepLimit { get; }

    public override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, int iteration)
        => _objective.Evaluate(point, gradient) + _terms.Evaluate(point);

    public override double GradientNorm(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient) => _terms.LargestViolation(point, gradient);

    public override StopReason Advance(Span<double> point, Span<double> gradient, ref double value, int iteration)
    {
        // gradients of the samples that do not come nearer to 0 are as near as rounding lets them
        double norm = GradientNorm(point, gradient);
        if (norm >= Progress * _before)
        {
            return StopReason.RoundingLimit;
        }

        _before = iteration > 0 ? norm : double.PositiveInfinity;
        int d = _own.Scales.Length;
        for (int first = 0; first < point.Length; first += d)
        {
            _own.Minimum(_gram, point.Slice(first, d), gradient.Slice(first, d), _tolerance).CopyTo(point.Slice(first, d));
        }

        State.StepCount++;
        value = Evaluate(point, gradient, iteration);
        return StopReason.None;
    }
}
