using System.Numerics.Tensors;

namespace Optimizers;

/// <summary>Adds the gradient of ½λ‖x‖²: the coupled weight decay of PyTorch, for a rule that has none.</summary>
/// <remarks><code>g ← g + λx</code>State: none but the step count.</remarks>
/// <param name="Strength">λ, finite and at least 0.</param>
/// <example><code>var rule = new CoupledWeightDecay(0.01).Then(new Lion());</code></example>
public sealed record CoupledWeightDecay(double Strength) : IGradientTransform
{
    /// <summary>λ, finite and at least 0.</summary>
    public double Strength { get; init => field = Require.NonNegative(value); } = Require.NonNegative(Strength, nameof(Strength));

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension) => new(dimension);

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> point, Span<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        TensorPrimitives.MultiplyAdd(point, Strength, gradient, gradient);
        state.StepCount++;
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
