using System.Numerics.Tensors;

namespace Optimizers;

/// <summary>Clips each partial derivative: torch.nn.utils.clip_grad_value_.</summary>
/// <remarks><code>g ← min(max(g, −c), c)</code>State: none but the step count.</remarks>
/// <param name="Limit">c, finite and above 0.</param>
/// <example><code>var rule = new ClipByValue(0.5).Then(new Adam());</code></example>
public sealed record ClipByValue(double Limit) : IGradientTransform
{
    /// <summary>c, finite and above 0.</summary>
    public double Limit { get; init => field = Require.Positive(value); } = Require.Positive(Limit, nameof(Limit));

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension) => new(dimension);

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> point, Span<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        TensorPrimitives.Min(gradient, Limit, gradient);
        TensorPrimitives.Max(gradient, -Limit, gradient);
        state.StepCount++;
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
