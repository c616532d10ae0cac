namespace Optimizers;

/// <summary>A function whose derivatives are differences, which take values beside the point.</summary>
internal interface IDifferenced : IDifferentiableFunction
{
    /// <summary>The same function, evaluated within bounds only.</summary>
    /// <param name="bounds">The bounds; null: none.</param>
    IDifferentiableFunction Within(Box? bounds);
}
