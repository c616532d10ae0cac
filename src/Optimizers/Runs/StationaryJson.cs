namespace Optimizers;

/// <summary>The JSON form of what a <see cref="StationaryTest"/> remembers; without the last point where it was not near a minimum.</summary>
internal sealed record StationaryJson(double Largest, double Softness, double[]? Point, double[]? Gradient);
