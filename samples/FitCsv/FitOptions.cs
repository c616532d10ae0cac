using Optimizers;

/// <summary>What the command line asked for; null where it left the choice.</summary>
internal sealed record FitOptions
{
    public required FileInfo Data { get; init; }

    public required string? Target { get; init; }

    public required string[] Features { get; init; }

    public required bool OneHot { get; init; }

    public required string Optimizer { get; init; }

    public required double? LearningRate { get; init; }

    public required int? Epochs { get; init; }

    public required int? BatchSize { get; init; }

    public required ILoss Loss { get; init; }

    public required double TestFraction { get; init; }

    public required int Seed { get; init; }

    public required DirectoryInfo Plots { get; init; }

    public required FileInfo? Output { get; init; }
}
