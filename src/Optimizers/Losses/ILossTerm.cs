namespace Optimizers;

/// <summary>The term of a loss that is the same for each pair alone, as a struct for <see cref="LossKernel"/>.</summary>
internal interface ILossTerm
{
    /// <summary>ℓ(p, t) and its derivative by p.</summary>
    double Evaluate(double prediction, double target, out double slope);
}
