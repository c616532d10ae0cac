namespace Optimizers;

/// <summary>A rule that steps by a changed gradient. What the rule freezes, the transform does not see. State: "gradient", n doubles, and the states of both
/// parts.</summary>
internal sealed record TransformedRule(IGradientTransform Transform, IUpdateRule Rule) : RuleWrapper(Rule)
{
    public override OptimizerState CreateState(int dimension)
        => new(dimension, ["gradient"], [], Transform.CreateState(dimension), Rule.CreateState(dimension));

    public override void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        RequireState.Parts(state, 2);
        Span<double> changed = state["gradient"];
        gradient.CopyTo(changed);
        Rule.ClearFrozen(changed);
        Transform.Apply(point, changed, state.Parts[0]);
        Rule.Step(point, changed, state.Parts[1]);
        state.StepCount++;
    }

    public override string ToString() => $"{Transform} then {Rule}";
}
