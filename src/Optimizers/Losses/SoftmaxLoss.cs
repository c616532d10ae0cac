using System.Numerics.Tensors;

namespace Optimizers;

/// <summary>The cross entropy of classes, of whose probabilities the predictions are the logarithms but for a constant: multinomial logistic
/// regression.</summary>
/// <remarks>
/// <code>ℓ = Σⱼ yⱼ (log Σₗ exp zₗ − zⱼ),  ∂ℓ/∂zⱼ = (Σₗ yₗ) exp zⱼ/Σₗ exp zₗ − yⱼ</code>
/// <para>A term takes k predictions and k targets in a row: a single 1 among zeros, or probabilities. It is torch.nn.CrossEntropyLoss with probabilities as
/// targets and scikit-learn's HalfMultinomialLoss; statsmodels' MNLogit holds the first class at 0, which is the same model. No prediction is too large for
/// it.</para>
/// </remarks>
/// <example><code>ILoss loss = Losses.Softmax(classes: 3);</code></example>
public sealed record SoftmaxLoss : ILoss
{
    // of the sum of probabilities that were computed
    private const double Rounding = 1e-9;

    /// <summary>Sets the number of classes.</summary>
    /// <param name="classes">k, at least 2.</param>
    public SoftmaxLoss(int classes) => Classes = classes;

    /// <summary>k, the predictions and targets of one term.</summary>
    /// <value>At least 2.</value>
    public int Classes { get; init => field = Require.AtLeast(2, value); }

    /// <inheritdoc/>
    /// <value>Mean by default, or Sum.</value>
    public LossReduction Reduction { get; init => field = LossReductions.MeanOrSum(value); } = LossReduction.Mean;

    /// <inheritdoc/>
    public int Outputs => Classes;

    /// <inheritdoc/>
    public Link Link => Link.Softmax;

    /// <inheritdoc/>
    public string? TargetRule => "between 0 and 1, and 1 in sum over the classes";

    /// <inheritdoc/>
    public bool Accepts(ReadOnlySpan<double> target)
    {
        double sum = 0;
        foreach (double share in target)
        {
            if (share is not (>= 0 and <= 1))
            {
                return false;
            }

            sum += share;
        }

        return target.Length == Classes && Math.Abs(sum - 1) <= Rounding;
    }

    /// <inheritdoc/>
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivatives) => Sum(predictions, targets, [], derivatives);

    /// <inheritdoc/>
    public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, Span<double> derivatives)
    {
        LossKernel.Check(predictions, targets, weights, derivatives, Classes);
        double sum = 0;
        for (int i = 0; i < predictions.Length / Classes; i++)
        {
            int first = i * Classes;
            sum += Term(predictions.Slice(first, Classes), targets.Slice(first, Classes), weights.IsEmpty ? 1 : weights[i], derivatives.Slice(first, Classes));
        }

        return sum;
    }

    /// <summary>The formula.</summary>
    public override string ToString() => $"Softmax = {Reduction.Words()} Σⱼ yⱼ (log Σₗ exp zₗ − zⱼ) over {Classes} classes";

    private static double Term(ReadOnlySpan<double> z, ReadOnlySpan<double> y, double weight, Span<double> derivatives)
    {
        int top = TensorPrimitives.IndexOfMax(z);
        double largest = z[top], others = 0, behind = 0, total = 0;
        for (int j = 0; j < z.Length; j++)
        {
            double lag = largest - z[j];
            behind += y[j] * lag;
            total += y[j];
            derivatives[j] = Math.Exp(-lag);
            others += j == top ? 0 : derivatives[j];
        }

        for (int j = 0; j < derivatives.Length; j++)
        {
            // the likeliest class apart, whose probability may be 1 but for the others
            double slope = j == top ? (total - y[j] - (y[j] * others)) / (1 + others) : (total * derivatives[j] / (1 + others)) - y[j];
            derivatives[j] = weight * slope;
        }

        return weight * (behind + (total * Logarithm.OfOnePlus(others)));
    }
}
