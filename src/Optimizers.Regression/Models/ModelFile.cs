using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Optimizers.Regression;

/// <summary>Model files, JSON of version 1: what is written, and what is said of files that are no such thing.</summary>
internal static class ModelFile
{
    public const string Format = "Optimizers.Regression model";
    public const int CurrentVersion = 1;

    // formulas stay readable in a file
    private static readonly ModelJsonContext Json = new(
        new JsonSerializerOptions(ModelJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <param name="facts">The model.</param>
    /// <param name="kind">The name of its type.</param>
    public static string Write(ModelContent facts, string kind) => JsonSerializer.Serialize(ModelJson.From(facts, kind), Json.ModelJson);

    /// <exception cref="InvalidDataException">The file holds no model of the kind; the message names the file.</exception>
    public static ModelContent Load(string path, string kind)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Read(File.ReadAllText(path), $"The file '{path}'", kind);
    }

    /// <exception cref="InvalidDataException">The text is no model of the kind.</exception>
    public static ModelContent Parse(string json, string kind)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Read(json, "The text", kind);
    }

    private static ModelContent Read(string json, string source, string kind)
    {
        try
        {
            // before all else, for a newer version may have another shape
            CheckHeader(Deserialize(json, Json.ModelHeader), source, kind);
            return Deserialize(json, Json.ModelJson).ToFacts();
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{source} is damaged or no model file: {e.Message}", e);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new InvalidDataException($"{source} cannot be read as a model: {e.Message}", e);
        }
    }

    private static void CheckHeader(ModelHeader header, string source, string kind)
    {
        if (header.Format != Format || header.Version is not >= 1)
        {
            throw new InvalidDataException($"{source} is no model file: it does not say that its format is '{Format}', of a version from 1.");
        }

        if (header.Version > CurrentVersion)
        {
            throw new InvalidDataException(
                Invariant($"{source} was written by version {header.Version} of the format; this library reads up to {CurrentVersion}."));
        }

        if (header.Kind != kind)
        {
            throw new InvalidDataException($"{source} holds a model of the kind '{header.Kind}'; a {kind} was asked for.");
        }
    }

    private static T Deserialize<T>(string json, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(json, type) ?? throw new JsonException("It is null.");
}
