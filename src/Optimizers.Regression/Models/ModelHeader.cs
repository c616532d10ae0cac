namespace Optimizers.Regression;

/// <summary>What every version of a model file says first: that it is one, of which version, and of which kind of model.</summary>
internal sealed record ModelHeader
{
    public string? Format { get; init; }

    public int? Version { get; init; }

    public string? Kind { get; init; }
}
