namespace Optimizers;

/// <summary>Descends by an update rule on mini-batches and closes with the whole function.</summary>
internal sealed class BatchDescent : Descent
{
    private readonly Objective _objective;
    private readonly Action<Span<double>, ReadOnlySpan<double>, OptimizerState> _step;
    private readonly OptimizerState _state;
    private readonly BatchSource _batches;
    private readonly bool _wholeEachEpoch;
    private bool _isWhole;
    private long _taken;

    public BatchDescent(
        Objective objective, Action<Span<double>, ReadOnlySpan<double>, OptimizerState> step, OptimizerState state, BatchSource batches, StoppingCriteria stopping)
    {
        (_objective, _step, _state, _batches) = (objective, step, state, batches);
        _wholeEachEpoch = stopping.TestsWhole;
        StepLimit = Math.Min(batches.Steps, stopping.MaxIterations ?? long.MaxValue);
    }

    public override bool IsStochastic => true;

    public override bool IsWhole => _isWhole;

    public override long StepLimit { get; }

    public override int Epoch(int iteration) => iteration / _batches.StepsPerEpoch;

    public override double Begin(ReadOnlySpan<double> point, Span<double> gradient) => Evaluate(point, gradient);

    public override StopReason Advance(Span<double> point, Span<double> gradient, ref double value)
    {
        if (_isWhole)
        {
            _objective.Evaluate(point, _batches.Batch(_taken), gradient);
        }

        _step(point, gradient, _state);
        _taken++;
        value = Evaluate(point, gradient);
        return StopReason.None;
    }

    private double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        // after the last step no batch of one more epoch is drawn
        _isWhole = _taken >= StepLimit || (_wholeEachEpoch && _taken % _batches.StepsPerEpoch == 0);
        return _isWhole ? _objective.Evaluate(point, gradient) : _objective.Evaluate(point, _batches.Batch(_taken), gradient);
    }
}
