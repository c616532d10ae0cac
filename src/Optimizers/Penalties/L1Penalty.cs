using System.Globalization;

namespace Optimizers;

/// <summary>The L1 norm, which sets coordinates to exactly 0: the lasso.</summary>
/// <remarks>
/// <code>
/// g(x) = λ‖x‖₁,  with weights of coordinates λ Σ vᵢ|xᵢ|
/// prox: xᵢ ← sign(xᵢ) max(0, |xᵢ| − tλvᵢ)
/// </code>
/// <para>For points of any dimension, or of as many coordinates as have weights. Papers:
/// <see href="https://doi.org/10.1111/j.2517-6161.1996.tb02080.x">Tibshirani 1996</see>; the adaptive lasso, with vᵢ = 1/|x̂ᵢ| of an estimate x̂,
/// <see href="https://doi.org/10.1198/016214506000000735">Zou 2006</see>.</para>
/// </remarks>
/// <example><code>
/// OptimizationResult lasso = new ProximalGradient(new L1Penalty(0.1)).Minimize(function, start);
/// var adaptive = new L1Penalty(0.1) { CoordinateWeights = [.. estimate.Select(x => 1 / Math.Abs(x))] };
/// </code></example>
public sealed record L1Penalty : ISeparablePenalty
{
    /// <summary>Weighs the L1 norm.</summary>
    /// <param name="weight">λ, finite and at least 0.</param>
    public L1Penalty(double weight) => Weight = weight;

    /// <summary>λ.</summary>
    /// <value>Finite and at least 0.</value>
    public double Weight { get; init => field = Require.NonNegative(value); }

    /// <summary>v, by which λ is multiplied for each coordinate; 0: the coordinate goes free.</summary>
    /// <value>At least one, each finite and at least 0; null by default: all 1.</value>
    public IReadOnlyList<double>? CoordinateWeights { get; init => field = value is null ? null : new CoordinateWeights(value); }

    /// <inheritdoc/>
    public int? Dimension => CoordinateWeights?.Count;

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point) => Weight * Norm(point, CoordinateWeights);

    /// <inheritdoc/>
    public void ApplyProximal(Span<double> point, double step) => Shrink(point, step * Weight, 1, CoordinateWeights);

    /// <summary>The formula with its number.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Weight} {NormText(CoordinateWeights)}");

    CoordinateTerm ISeparablePenalty.Term(int coordinate) => new() { L1 = Weight * (CoordinateWeights?[coordinate] ?? 1) };

    /// <summary>‖x‖₁ or Σ vᵢ|xᵢ| as it is written.</summary>
    internal static string NormText(IReadOnlyList<double>? weights) => weights is null ? "‖w‖₁" : "Σ vᵢ|wᵢ|";

    /// <summary>‖x‖₁, or Σ vᵢ|xᵢ|.</summary>
    internal static double Norm(ReadOnlySpan<double> point, IReadOnlyList<double>? weights)
    {
        if (weights is CoordinateWeights given)
        {
            return given.Norm(point);
        }

        double sum = 0;
        foreach (double x in point)
        {
            sum += Math.Abs(x);
        }

        return sum;
    }

    /// <summary>xᵢ ← sign(xᵢ) max(0, |xᵢ| − τvᵢ) / c; NaN stays NaN.</summary>
    internal static void Shrink(Span<double> point, double threshold, double divisor, IReadOnlyList<double>? weights)
    {
        var given = weights as CoordinateWeights;
        given?.Check(point);
        for (int i = 0; i < point.Length; i++)
        {
            double size = Math.Abs(point[i]) - (given is null ? threshold : threshold * given[i]);
            point[i] = size <= 0 ? 0 : Math.CopySign(size, point[i]) / divisor;
        }
    }
}
