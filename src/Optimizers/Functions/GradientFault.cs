namespace Optimizers;

/// <summary>What can be wrong with a partial derivative.</summary>
internal enum GradientFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Differences of the value disagree with it.</summary>
    Differs,

    /// <summary>The function does not write it.</summary>
    Unset,

    /// <summary>The function adds to what was there.</summary>
    Added,
}
