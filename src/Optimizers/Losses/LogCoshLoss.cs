namespace Optimizers;

/// <summary>The logarithm of the hyperbolic cosine: nearly ½e² for small errors and |e| − log 2 for large ones, with derivatives of every order.</summary>
/// <remarks>
/// <code>ℓ = log cosh e,  ∂ℓ/∂z = tanh e,  e = z − y</code>
/// <para>It is optax.log_cosh and Keras' LogCosh; no error is too large for it.</para>
/// </remarks>
/// <example><code>ILoss loss = new LogCoshLoss { Reduction = LossReduction.Sum };   // Losses.LogCosh is the mean</code></example>
public sealed record LogCoshLoss : IErrorLoss, ICurvedLoss
{
    private static readonly double Log2 = Math.Log(2);

    /// <inheritdoc/>
    /// <value>Mean by default, or Sum.</value>
    public LossReduction Reduction { get; init => field = LossReductions.MeanOrSum(value); } = LossReduction.Mean;

    /// <inheritdoc/>
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivatives) => Sum(predictions, targets, [], derivatives);

    /// <inheritdoc/>
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, Span<double> derivatives)
        => LossKernel.Sum(default(Term), predictions, targets, weights, derivatives);

    /// <summary>The formula.</summary>
    public override string ToString() => $"LogCosh = {Reduction.Words()} log cosh e";

    double IErrorLoss.LargestCurvature => 1;

    double ICurvedLoss.Curvature(double prediction, double target)
    {
        double cosh = Math.Cosh(prediction - target);
        return 1 / (cosh * cosh);
    }

    void ICurvedLoss.Curvatures(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<double> slopes, Span<double> curvatures)
    {
        for (int i = 0; i < curvatures.Length; i++)
        {
            curvatures[i] = 1 - (slopes[i] * slopes[i]);
        }
    }

    private readonly struct Term : ILossTerm
    {
        public double Evaluate(double prediction, double target, out double slope)
        {
            double e = prediction - target, size = Math.Abs(e);
            slope = Math.Tanh(e);

            // cosh² = 1 + sinh² keeps the digits of small errors, the factor e^|e| taken out those of large ones
            double sinh = Math.Sinh(Math.Min(size, 1));
            return size < 1 ? 0.5 * Logarithm.OfOnePlus(sinh * sinh) : size - Log2 + Logarithm.OfOnePlus(Math.Exp(-2 * size));
        }
    }
}
