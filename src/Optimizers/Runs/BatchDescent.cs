namespace Optimizers;

/// <summary>Descends by one gradient at a time on mini-batches and closes with the whole function.</summary>
internal sealed class BatchDescent : RuleDescent
{
    private readonly MinimizedFunction _minimized;
    private readonly BatchSource _batches;
    private readonly bool _wholeEachEpoch;
    private bool _isWhole;
    private bool _isClosing;

    public BatchDescent(MinimizedFunction minimized, Stepper stepper, BatchSource batches, StoppingCriteria stopping)
        : base(minimized, stepper, stopping)
    {
        (_minimized, _batches) = (minimized, batches);
        _wholeEachEpoch = stopping.TestsWhole;
        StepLimit = Math.Min(batches.Steps, stopping.MaxIterations ?? long.MaxValue);
    }

    public override bool IsStochastic => true;

    public override bool IsWhole => _isWhole;

    public override bool IsClosing => _isClosing;

    public override long StepLimit { get; }

    public override StopReason ReasonAtLimit => StepLimit == _batches.Steps ? StopReason.EpochsDone : StopReason.IterationLimit;

    public override int Epoch(int iteration) => iteration / _batches.StepsPerEpoch;

    public override bool IsWholeAt(int iteration) => iteration >= StepLimit || IsTestedAt(iteration);

    public override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, int iteration)
    {
        // after the last step no batch of one more epoch is drawn
        _isWhole = IsWholeAt(iteration);
        _isClosing = _isWhole && !IsTestedAt(iteration);
        return _isWhole ? _minimized.Evaluate(point, gradient) : EvaluateBatch(point, gradient, iteration);
    }

    public override double EvaluateWhole(ReadOnlySpan<double> point, Span<double> gradient) => _minimized.Evaluate(point, gradient);

    public override StopReason Advance(Span<double> point, Span<double> gradient, ref double value, int iteration)
    {
        if (IsWholeAt(iteration))
        {
            value = EvaluateBatch(point, gradient, iteration);
        }

        return base.Advance(point, gradient, ref value, iteration);
    }

    private double EvaluateBatch(ReadOnlySpan<double> point, Span<double> gradient, int iteration)
    {
        ReadOnlySpan<int> batch = _batches.Batch(iteration);
        _minimized.Prefetch(_batches.Ahead(iteration));
        return _minimized.Evaluate(point, batch, gradient);
    }

    private bool IsTestedAt(int iteration) => _wholeEachEpoch && iteration % _batches.StepsPerEpoch == 0;
}
