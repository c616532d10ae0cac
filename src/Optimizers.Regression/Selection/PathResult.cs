using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>The models of a regularization path, one for each λ.</summary>
/// <example><code>
/// CoefficientPathPlot.Of(path.Lambdas, path.Coefficients, path.FeatureNames).SavePng("path.png");
/// </code></example>
public sealed class PathResult
{
    internal PathResult(IReadOnlyList<double> lambdas, IReadOnlyList<LinearModel> models)
        => (Lambdas, Models, Coefficients) = (lambdas, models, [.. models.Select(model => model.Coefficients)]);

    /// <summary>The weights λ, m, the largest first.</summary>
    public IReadOnlyList<double> Lambdas { get; }

    /// <summary>The model of each λ, m.</summary>
    public IReadOnlyList<LinearModel> Models { get; }

    /// <summary>The coefficients of each λ, m vectors of d, in the user's units.</summary>
    public IReadOnlyList<Vector<double>> Coefficients { get; }

    /// <summary>The names of the features, d.</summary>
    public IReadOnlyList<string> FeatureNames => Models[0].FeatureNames;

    /// <summary>How many models there are, over which λ, and how many coefficients the first and the last have that are not 0.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Models.Count} models, λ from {Lambdas[0]:G4} to {Lambdas[^1]:G4}, from {NotZero(Coefficients[0])} to {NotZero(Coefficients[^1])} of "
            + $"{FeatureNames.Count} coefficients not 0");

    private static int NotZero(Vector<double> coefficients) => coefficients.Count(value => value != 0);
}
