using System.Globalization;

namespace Optimizers;

/// <summary>The L1 norm, which sets coordinates to exactly 0: the lasso.</summary>
/// <remarks>
/// <code>
/// g(x) = λ‖x‖₁
/// prox: xᵢ ← sign(xᵢ) max(0, |xᵢ| − tλ)
/// </code>
/// <para>For points of any dimension. Paper: <see href="https://doi.org/10.1111/j.2517-6161.1996.tb02080.x">Tibshirani 1996</see>.</para>
/// </remarks>
/// <example><code>OptimizationResult lasso = new ProximalGradient(new L1Penalty(0.1)).Minimize(function, start);</code></example>
public sealed record L1Penalty : ISeparablePenalty
{
    /// <summary>Weighs the L1 norm.</summary>
    /// <param name="weight">λ, finite and at least 0.</param>
    public L1Penalty(double weight) => Weight = weight;

    /// <summary>λ.</summary>
    /// <value>Finite and at least 0.</value>
    public double Weight { get; init => field = Require.NonNegative(value); }

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point) => Weight * Norm(point);

    /// <inheritdoc/>
    public void ApplyProximal(Span<double> point, double step) => Shrink(point, step * Weight, 1);

    /// <summary>The formula with its number.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Weight} ‖w‖₁");

    CoordinateTerm ISeparablePenalty.Term(int coordinate) => new() { L1 = Weight };

    /// <summary>‖x‖₁.</summary>
    internal static double Norm(ReadOnlySpan<double> point)
    {
        double sum = 0;
        foreach (double x in point)
        {
            sum += Math.Abs(x);
        }

        return sum;
    }

    /// <summary>xᵢ ← sign(xᵢ) max(0, |xᵢ| − τ) / c; NaN stays NaN.</summary>
    internal static void Shrink(Span<double> point, double threshold, double divisor)
    {
        foreach (ref double x in point)
        {
            double size = Math.Abs(x) - threshold;
            x = size <= 0 ? 0 : Math.CopySign(size, x) / divisor;
        }
    }
}
