namespace Optimizers;

/// <summary>A change of the gradient before a rule steps by it, such as clipping.</summary>
/// <remarks>Compose it with a rule by <c>Then</c>: <c>new ClipByNorm(1).Then(new Adam())</c>.</remarks>
public interface IGradientTransform
{
    /// <summary>Makes the memory that <see cref="Apply"/> needs.</summary>
    /// <param name="dimension">The number of coordinates n, at least 0.</param>
    /// <returns>A new state with step count 0.</returns>
    OptimizerState CreateState(int dimension);

    /// <summary>Changes the gradient in place and counts the step; allocates nothing.</summary>
    /// <param name="point">x, n coordinates.</param>
    /// <param name="gradient">∇f(x), n coordinates; becomes what the rule sees.</param>
    /// <param name="state">A state made by this transform for n coordinates.</param>
    void Apply(ReadOnlySpan<double> point, Span<double> gradient, OptimizerState state);
}
