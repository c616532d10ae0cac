namespace Optimizers;

/// <summary>A loss with kinks that can be rounded off.</summary>
internal interface ISmoothableLoss : IErrorLoss
{
    /// <summary>A term with its kinks.</summary>
    KinkTerm Term { get; }

    double IErrorLoss.LargestCurvature => double.PositiveInfinity;

    /// <summary>The loss with a parabola in place of each kink: continuously differentiable, nowhere lower and at most w/2 higher for each term.</summary>
    /// <param name="width">w, how far the parabola reaches on each side of the kink, above 0.</param>
    SmoothedLoss Smoothed(double width) => new(this, Term with { Width = Require.Positive(width, nameof(width)) });
}
