namespace Optimizers;

/// <summary>How a loss turns n terms, with the sum S, into one value.</summary>
public enum LossReduction
{
    /// <summary>S.</summary>
    Sum,

    /// <summary>S/n.</summary>
    Mean,

    /// <summary>√S.</summary>
    RootOfSum,

    /// <summary>√(S/n).</summary>
    RootOfMean,
}
