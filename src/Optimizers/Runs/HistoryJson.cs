namespace Optimizers;

/// <summary>The JSON form of an <see cref="IterationHistory"/>: a column for each part of an iteration.</summary>
internal sealed record HistoryJson
{
    public required int Stride { get; init; }

    public required int[] Numbers { get; init; }

    public required int[] Epochs { get; init; }

    public required double[] Values { get; init; }

    public required double[] GradientNorms { get; init; }

    public static HistoryJson From(IterationHistory history) => new()
    {
        Stride = history.Stride,
        Numbers = [.. history.Select(iteration => iteration.Number)],
        Epochs = [.. history.Select(iteration => iteration.Epoch)],
        Values = [.. history.Select(iteration => iteration.Value)],
        GradientNorms = [.. history.Select(iteration => iteration.GradientNorm)],
    };

    public IReadOnlyList<Iteration> ToIterations()
        => Stride >= 1 && Numbers.Length == Epochs.Length && Numbers.Length == Values.Length && Numbers.Length == GradientNorms.Length
            ? [.. Numbers.Select((number, i) => new Iteration(number, Epochs[i], Values[i], GradientNorms[i]))]
            : throw new FormatException($"The saved run has a history of {Numbers.Length} numbers, {Epochs.Length} epochs, {Values.Length} values and "
                + $"{GradientNorms.Length} gradient norms.");
}
