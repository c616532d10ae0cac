namespace Optimizers;

/// <summary>A partial derivative that a check found to be wrong.</summary>
/// <param name="Fault">What is wrong with it.</param>
/// <param name="Coordinate">Its index.</param>
/// <param name="Given">∂f/∂xᵢ as the function gives it; 0 where it does not write it.</param>
/// <param name="Measured">∂f/∂xᵢ by differences; 0 where none were taken.</param>
/// <param name="IsAtStart">Whether at the start; else where the run ended.</param>
internal sealed record GradientFinding(GradientFault Fault, int Coordinate, double Given, double Measured, bool IsAtStart);
