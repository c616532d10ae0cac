using System.Numerics;
using System.Runtime.CompilerServices;

namespace Optimizers;

/// <summary>Resilient propagation: steps by the sign of the gradient alone, longer while the sign stays: torch.optim.Rprop to the digit.</summary>
/// <remarks>
/// <code>
/// s ← s η₊ where g and the last gradient agree in sign, s η₋ where they differ, within [smin, smax]
/// g ← 0 where they differ
/// x ← x − s sign(g)
/// </code>
/// <para>Requires the gradient of the whole function: noise turns signs. State: "last" and "size", 2n doubles. Where a sign turns the
/// coordinate waits for one step and does not go back (iRprop−).</para>
/// <para>Paper: <see href="https://doi.org/10.1109/ICNN.1993.298623">Riedmiller and Braun 1993</see>,
/// <see href="https://doi.org/10.1016/S0925-2312(01)00700-7">Igel and Hüsken 2003</see>.</para>
/// </remarks>
/// <example><code>var rule = new Rprop { LearningRate = 0.1 };</code></example>
public sealed record Rprop : IUpdateRule
{
    /// <summary>The size of the first step of each coordinate.</summary>
    /// <value>Finite and above 0; 0.01 by default, as in PyTorch.</value>
    public double LearningRate { get; init => field = Require.Positive(value); } = 0.01;

    /// <summary>The factor η₋ on the step where the sign turns.</summary>
    /// <value>Above 0 and below 1; 0.5 by default, as in PyTorch.</value>
    public double EtaMinus { get; init => field = Require.BelowOne(Require.Positive(value)); } = 0.5;

    /// <summary>The factor η₊ on the step where the sign stays.</summary>
    /// <value>Finite and above 1; 1.2 by default, as in PyTorch.</value>
    public double EtaPlus { get; init => field = Require.AboveOne(value); } = 1.2;

    /// <summary>The smallest step smin.</summary>
    /// <value>Finite and above 0; 1e-6 by default, as in PyTorch.</value>
    public double MinimumStep { get; init => field = Require.Positive(value); } = 1e-6;

    /// <summary>The largest step smax.</summary>
    /// <value>Finite and above 0; 50 by default, as in PyTorch.</value>
    public double MaximumStep { get; init => field = Require.Positive(value); } = 50;

    /// <inheritdoc/>
    public OptimizerState CreateState(int dimension)
    {
        if (!(MinimumStep <= MaximumStep))
        {
            throw new ArgumentException(
                Invariant($"MinimumStep is {MinimumStep} and MaximumStep {MaximumStep}; the first must not be larger."), nameof(MinimumStep));
        }

        var state = new OptimizerState(dimension, "last", "size");
        state["size"].Fill(LearningRate);
        return state;
    }

    /// <inheritdoc/>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient, OptimizerState state)
    {
        RequireState.Step(point, gradient, state);
        Span<double> last = state["last"], size = state["size"];
        UpdateKernel.Run(new Update(EtaMinus, EtaPlus, MinimumStep, MaximumStep, state.RateScale), point, gradient, last, size);
        state.StepCount++;
    }

    private readonly struct Update(double ηMinus, double ηPlus, double smallest, double largest, double scale) : IUpdate2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<double> x, Vector<double> g, ref Vector<double> last, ref Vector<double> size)
        {
            Vector<double> agreement = g * last;
            Vector<double> turned = Vector.AsVectorDouble(Vector.LessThan(agreement, Vector<double>.Zero)),
                stayed = Vector.AsVectorDouble(Vector.GreaterThan(agreement, Vector<double>.Zero));
            Vector<double> factor =
                Vector.ConditionalSelect(turned, new Vector<double>(ηMinus), Vector.ConditionalSelect(stayed, new Vector<double>(ηPlus), Vector<double>.One));
            size = Vector.Min(Vector.Max(size * factor, new Vector<double>(smallest)), new Vector<double>(largest));
            last = Vector.AndNot(g, turned);
            x -= scale * size * Sign.Of(last);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
