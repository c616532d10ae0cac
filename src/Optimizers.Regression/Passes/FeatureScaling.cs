namespace Optimizers.Regression;

/// <summary>What was subtracted from each feature in a fit, and what it was then divided by; the coefficients of a model are in the user's units all the
/// same.</summary>
internal sealed record FeatureScaling(double[] Means, double[] Scales);
