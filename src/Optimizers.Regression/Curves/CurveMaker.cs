namespace Optimizers.Regression;

/// <summary>Makes the residuals of a model on samples.</summary>
/// <param name="data">The samples.</param>
/// <param name="rootWeights">√w, n; null: 1.</param>
/// <param name="parameters">The parameters.</param>
internal delegate CurveResiduals CurveMaker(DenseRows data, double[]? rootWeights, FreeParameters parameters);
