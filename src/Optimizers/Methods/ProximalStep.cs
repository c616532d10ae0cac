namespace Optimizers;

/// <summary>A step of a proximal method that may be taken; of no length: there was none.</summary>
/// <param name="Step">t.</param>
/// <param name="Smooth">f at its end.</param>
/// <param name="Value">f + g at its end.</param>
/// <param name="Allowed">The largest t that the curvature along the step allows.</param>
internal readonly record struct ProximalStep(double Step, double Smooth, double Value, double Allowed)
{
    public bool Succeeded => Step > 0;
}
