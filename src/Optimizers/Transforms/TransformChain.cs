namespace Optimizers;

/// <summary>One transform after another. State: theirs.</summary>
internal sealed record TransformChain(IGradientTransform First, IGradientTransform Next) : IGradientTransform
{
    public OptimizerState CreateState(int dimension) => new(dimension, [], [], First.CreateState(dimension), Next.CreateState(dimension));

    public void Apply(ReadOnlySpan<double> point, Span<double> gradient, OptimizerState state)
    {
        RequireState.Parts(state, 2);
        First.Apply(point, gradient, state.Parts[0]);
        Next.Apply(point, gradient, state.Parts[1]);
        state.StepCount++;
    }

    public override string ToString() => $"{First} then {Next}";
}
