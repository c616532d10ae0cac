using System.Text.Json;

namespace Optimizers;

/// <summary>The JSON form of an <see cref="OptimizerState"/>, version 1.</summary>
internal sealed record OptimizerStateJson
{
    private const int CurrentVersion = 1;

    public required int Version { get; init; }

    public required int Dimension { get; init; }

    public required long StepCount { get; init; }

    public required double RateScale { get; init; }

    public required Dictionary<string, double[]> Vectors { get; init; }

    public required Dictionary<string, double> Scalars { get; init; }

    public required OptimizerStateJson[] Parts { get; init; }

    public static string Write(OptimizerState state) => JsonSerializer.Serialize(From(state), OptimizerStateJsonContext.Default.OptimizerStateJson);

    public static OptimizerState Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        OptimizerStateJson? data;
        try
        {
            data = JsonSerializer.Deserialize(json, OptimizerStateJsonContext.Default.OptimizerStateJson);
        }
        catch (JsonException e)
        {
            throw new FormatException($"The text is not an optimizer state: {e.Message}", e);
        }

        return (data ?? throw new FormatException("The text is not an optimizer state: it is null.")).ToState();
    }

    public static OptimizerStateJson From(OptimizerState state) => new()
    {
        Version = CurrentVersion,
        Dimension = state.Dimension,
        StepCount = state.StepCount,
        RateScale = state.RateScale,
        Vectors = state.VectorNames.ToDictionary(name => name, name => state[name].ToArray()),
        Scalars = state.ScalarNames.ToDictionary(name => name, name => state.Scalar(name)),
        Parts = [.. state.Parts.Select(From)],
    };

    public OptimizerState ToState()
    {
        if (Version != CurrentVersion)
        {
            throw new FormatException(Invariant($"The optimizer state has version {Version}; this library reads version {CurrentVersion}."));
        }

        if (Dimension < 0 || StepCount < 0 || !(RateScale > 0))
        {
            throw new FormatException(Invariant($"The optimizer state has dimension {Dimension}, step count {StepCount} and rate scale {RateScale}; none ")
                + "can be negative, and the last not 0.");
        }

        var state = new OptimizerState(Dimension, [.. Vectors.Keys], [.. Scalars.Keys], Array.ConvertAll(Parts, part => part.ToState()));
        (state.StepCount, state.RateScale) = (StepCount, RateScale);
        foreach ((string name, double[] values) in Vectors)
        {
            // histories and matrices have a multiple of the coordinates
            if (Dimension > 0 && values.Length % Dimension != 0)
            {
                throw new FormatException(Invariant($"Vector '{name}' has {values.Length} coordinates; the state has dimension {Dimension}."));
            }

            state.Load(name, values);
        }

        foreach ((string name, double value) in Scalars)
        {
            state.Scalar(name) = value;
        }

        return state;
    }
}
