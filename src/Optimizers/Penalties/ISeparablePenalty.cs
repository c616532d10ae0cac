namespace Optimizers;

/// <summary>A penalty that is a sum over coordinates.</summary>
internal interface ISeparablePenalty : IPenalty
{
    /// <summary>What it asks of a coordinate.</summary>
    CoordinateTerm Term(int coordinate);
}
