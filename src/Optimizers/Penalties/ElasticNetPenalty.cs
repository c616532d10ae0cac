using System.Globalization;

namespace Optimizers;

/// <summary>The L1 norm and the squared L2 norm together: exact zeros, and groups of coordinates that go together stay together.</summary>
/// <remarks>
/// <code>
/// g(x) = λ₁‖x‖₁ + ½λ₂‖x‖²,  with weights of coordinates λ₁ Σ vᵢ|xᵢ| + ½λ₂‖x‖²
/// prox: xᵢ ← sign(xᵢ) max(0, |xᵢ| − tλ₁vᵢ) / (1 + tλ₂)
/// </code>
/// <para>For points of any dimension, or of as many coordinates as have weights. Paper:
/// <see href="https://doi.org/10.1111/j.1467-9868.2005.00503.x">Zou and Hastie 2005</see>, who leave the ½ out.</para>
/// </remarks>
/// <example><code>var penalty = new ElasticNetPenalty(l1Weight: 0.1, l2Weight: 0.01);</code></example>
public sealed record ElasticNetPenalty : ISeparablePenalty
{
    /// <summary>Weighs the two norms.</summary>
    /// <param name="l1Weight">λ₁, finite and at least 0.</param>
    /// <param name="l2Weight">λ₂, finite and at least 0.</param>
    public ElasticNetPenalty(double l1Weight, double l2Weight) => (L1Weight, L2Weight) = (l1Weight, l2Weight);

    /// <summary>λ₁.</summary>
    /// <value>Finite and at least 0.</value>
    public double L1Weight { get; init => field = Require.NonNegative(value); }

    /// <summary>λ₂.</summary>
    /// <value>Finite and at least 0.</value>
    public double L2Weight { get; init => field = Require.NonNegative(value); }

    /// <summary>v, by which λ₁ is multiplied for each coordinate, as in the adaptive elastic net; 0: the coordinate has the squared norm alone.</summary>
    /// <value>At least one, each finite and at least 0; null by default: all 1.</value>
    public IReadOnlyList<double>? CoordinateWeights { get; init => field = value is null ? null : new CoordinateWeights(value); }

    /// <inheritdoc/>
    public int? Dimension => CoordinateWeights?.Count;

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point) => (L1Weight * L1Penalty.Norm(point, CoordinateWeights)) + (0.5 * L2Weight * Blas.Dot(point, point));

    /// <inheritdoc/>
    public void ApplyProximal(Span<double> point, double step) => L1Penalty.Shrink(point, step * L1Weight, 1 + (step * L2Weight), CoordinateWeights);

    /// <summary>The formula with its numbers.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{L1Weight} {L1Penalty.NormText(CoordinateWeights)} + ½·{L2Weight} ‖w‖²");

    CoordinateTerm ISeparablePenalty.Term(int coordinate) => new() { L1 = L1Weight * (CoordinateWeights?[coordinate] ?? 1), L2 = L2Weight };
}
