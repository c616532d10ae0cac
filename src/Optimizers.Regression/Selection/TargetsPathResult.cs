using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>The models of a regularization path of several targets or classes, one for each λ.</summary>
/// <example><code>
/// CoefficientPathPlot.Of(path.Lambdas, path.Coefficients(0), path.FeatureNames).SavePng("path of the first target.png");
/// </code></example>
public sealed class TargetsPathResult
{
    internal TargetsPathResult(IReadOnlyList<double> lambdas, IReadOnlyList<MultiTargetLinearModel> models) => (Lambdas, Models) = (lambdas, models);

    /// <summary>The weights λ, m, the largest first.</summary>
    public IReadOnlyList<double> Lambdas { get; }

    /// <summary>The model of each λ, m.</summary>
    public IReadOnlyList<MultiTargetLinearModel> Models { get; }

    /// <summary>The names of the features, d.</summary>
    public IReadOnlyList<string> FeatureNames => Models[0].FeatureNames;

    /// <summary>The names of the targets or classes, k.</summary>
    public IReadOnlyList<string> TargetNames => Models[0].TargetNames;

    /// <summary>The coefficients of a target for each λ, m vectors of d, in the user's units.</summary>
    /// <param name="target">The target or class, counted from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such target.</exception>
    public IReadOnlyList<Vector<double>> Coefficients(int target) => target >= 0 && target < TargetNames.Count
        ? [.. Models.Select(model => model.Coefficients.Column(target))]
        : throw new ArgumentOutOfRangeException(nameof(target), Invariant($"There is no target {target}; there are {TargetNames.Count}, counted from 0."));

    /// <summary>How many models there are, over which λ, and how many coefficients the first and the last have that are not 0.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Models.Count} models of {TargetNames.Count} targets, λ from {Lambdas[0]:G4} to {Lambdas[^1]:G4}, "
        + $"from {NotZero(Models[0])} to {NotZero(Models[^1])} of {FeatureNames.Count * TargetNames.Count} coefficients not 0");

    private static int NotZero(MultiTargetLinearModel model) => model.Coefficients.Enumerate().Count(value => value != 0);
}
