namespace Optimizers.Regression;

/// <summary>Where the fit of a piece of the samples ended.</summary>
/// <param name="Point">The parameters of standardized features.</param>
/// <param name="State">The memory of the optimizer.</param>
/// <param name="Standardization">That of the first piece.</param>
internal sealed record PieceEnd(double[] Point, OptimizerState State, Standardization Standardization);
