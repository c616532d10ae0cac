namespace Optimizers;

/// <summary>Checks of the state that a rule is given, as <see cref="Require"/> has them for numbers.</summary>
internal static class RequireState
{
    /// <summary>What every <see cref="IUpdateRule.Step"/> needs before it writes.</summary>
    public static void Step(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Require.SameLength(point.Length, state.Dimension, "point", "the state was made for", nameof(point));
        Require.SameLength(gradient.Length, state.Dimension, "gradient", "the state was made for", nameof(gradient));
    }

    /// <summary>The number of states inside a state.</summary>
    public static void Parts(OptimizerState state, int expected)
    {
        if (state.Parts.Count != expected)
        {
            throw new ArgumentException(
                Invariant($"The state has {state.Parts.Count} states inside; the rule needs {expected}. Was it made by another rule?"), nameof(state));
        }
    }
}
