namespace Optimizers;

/// <summary>What one iteration of a run shows: the point x_k with its own value, before the next step.</summary>
/// <param name="Number">k, 0 at the start.</param>
/// <param name="Epoch">The passes over the samples completed before this iteration; without mini-batches every iteration is one pass.</param>
/// <param name="Value">f(x_k); in a run over mini-batches, the mean over this iteration's batch.</param>
/// <param name="GradientNorm">‖∇f(x_k)‖∞, the largest partial derivative in size; in a run over mini-batches, of the batch.</param>
public readonly record struct Iteration(int Number, int Epoch, double Value, double GradientNorm)
{
    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(this, PrintMembers);
}
