using System.Globalization;

namespace Optimizers;

/// <summary>The squared L2 norm, which shrinks all coordinates and sets none to 0: ridge regression.</summary>
/// <remarks>
/// <code>
/// g(x) = ½λ‖x‖²
/// prox: xᵢ ← xᵢ/(1 + tλ)
/// </code>
/// <para>For points of any dimension. Its gradient is λx, the weight decay of PyTorch. scikit-learn's Ridge has no ½ and a sum of squares: its α is λn/2 beside
/// <see cref="Losses.MeanSquaredError"/>. Paper: <see href="https://doi.org/10.1080/00401706.1970.10488634">Hoerl and Kennard 1970</see>.</para>
/// </remarks>
/// <example><code>OptimizationResult ridge = new ProximalGradient(new RidgePenalty(0.1)).Minimize(function, start);</code></example>
public sealed record RidgePenalty : ISmoothPenalty, ISeparablePenalty
{
    /// <summary>Weighs the squared L2 norm.</summary>
    /// <param name="weight">λ, finite and at least 0.</param>
    public RidgePenalty(double weight) => Weight = weight;

    /// <summary>λ.</summary>
    /// <value>Finite and at least 0.</value>
    public double Weight { get; init => field = Require.NonNegative(value); }

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point) => 0.5 * Weight * Blas.Dot(point, point);

    /// <inheritdoc/>
    public void ApplyProximal(Span<double> point, double step)
    {
        double divisor = 1 + (step * Weight);
        foreach (ref double x in point)
        {
            x /= divisor;
        }
    }

    /// <summary>The formula with its number.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"½·{Weight} ‖w‖²");

    CoordinateTerm ISeparablePenalty.Term(int coordinate) => new() { L2 = Weight };

    double ISmoothPenalty.AddGradient(ReadOnlySpan<double> point, Span<double> gradient)
    {
        Blas.AddScaled(Weight, point, gradient);
        return Evaluate(point);
    }
}
