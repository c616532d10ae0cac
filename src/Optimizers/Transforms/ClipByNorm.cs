namespace Optimizers;

/// <summary>Shortens a gradient that is too long: torch.nn.utils.clip_grad_norm_.</summary>
/// <remarks>
/// <code>g ← g · min(1, c/(‖g‖₂ + 1e-6))</code>
/// <para>The norm is that of all coordinates; to clip groups of them each by itself, give each group of a <see cref="Split"/> its own. State: none but the step
/// count. The 1e-6 is PyTorch's; optax has none.</para>
/// <para>Paper: <see href="https://arxiv.org/abs/1211.5063">Pascanu, Mikolov and Bengio 2013</see>.</para>
/// </remarks>
/// <param name="Limit">c, the largest norm, finite and above 0.</param>
/// <example><code>var rule = new ClipByNorm(1).Then(new Adam());</code></example>
public sealed record ClipByNorm(double Limit) : IGradientTransform
{
    private const double TorchsTerm = 1e-6;

    /// <summary>c, the largest norm, finite and above 0.</summary>
    public double Limit { get; init => field = Require.Positive(value); } = Require.Positive(Limit, nameof(Limit));

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension) => new(dimension);

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> point, Span<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        double factor = Limit / (Blas.Norm(gradient) + TorchsTerm);
        if (!(factor >= 1))
        {
            Blas.Scale(factor, gradient, gradient);
        }

        state.StepCount++;
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
