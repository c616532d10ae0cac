namespace Optimizers.Regression;

/// <summary>A run in coordinates, values and gradients of size 1.</summary>
/// <param name="Run">The run.</param>
/// <param name="ValueUnit">What its values are multiplied by to be the user's.</param>
/// <param name="GradientUnit">What its gradients are multiplied by to be those by the parameters of the features that it sees.</param>
internal sealed record MethodRun(OptimizationRun Run, double ValueUnit, double GradientUnit);
