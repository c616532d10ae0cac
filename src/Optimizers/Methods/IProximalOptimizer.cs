namespace Optimizers;

/// <summary>An optimizer that minimizes f + g for a penalty g, and takes another.</summary>
internal interface IProximalOptimizer : IOptimizer
{
    /// <summary>g; null: none has been set.</summary>
    IPenalty? Penalty { get; }

    /// <summary>The same settings with another penalty.</summary>
    /// <param name="penalty">g.</param>
    IProximalOptimizer With(IPenalty penalty);
}
