namespace Optimizers;

/// <summary>A loss of errors alone, e = z − y: what is added to predictions and targets does not change it.</summary>
internal interface IErrorLoss : ILoss
{
    /// <summary>The largest second derivative of a term by its prediction; infinite where there are kinks.</summary>
    double LargestCurvature { get; }
}
