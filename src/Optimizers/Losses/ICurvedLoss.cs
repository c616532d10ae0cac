namespace Optimizers;

/// <summary>A loss whose terms have a second derivative by the prediction, at least where they are smooth.</summary>
internal interface ICurvedLoss
{
    /// <summary>∂²ℓ/∂p².</summary>
    /// <param name="prediction">p.</param>
    /// <param name="target">t.</param>
    double Curvature(double prediction, double target);
}
