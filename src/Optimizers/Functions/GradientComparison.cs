using System.Globalization;

namespace Optimizers;

/// <summary>The coordinate at which a gradient and its numerical approximation disagree most.</summary>
/// <param name="Coordinate">The index i of the worst coordinate.</param>
/// <param name="Analytic">∂f/∂xᵢ as the function gives it.</param>
/// <param name="Numerical">∂f/∂xᵢ by differences.</param>
/// <param name="LargestRelativeError">Their difference, relative to the larger of both; see <see cref="GradientCheck"/>.</param>
public readonly record struct GradientComparison(int Coordinate, double Analytic, double Numerical, double LargestRelativeError)
{
    /// <summary>What is wrong with the partial derivative, where it is not written as it should be.</summary>
    internal GradientFault Fault { get; init; }

    /// <summary>The comparison in one sentence.</summary>
    public override string ToString() => Fault is GradientFault.Unset or GradientFault.Added ? GradientWriting.Words(Fault, Coordinate) : string.Create(
        CultureInfo.InvariantCulture,
        $"largest relative error {LargestRelativeError:G3} at coordinate {Coordinate}: the function gives {Analytic:G9}, differences give {Numerical:G9}");
}
