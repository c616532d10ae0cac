using System.Text.Json.Serialization;

namespace Optimizers;

/// <summary>The generated code that reads and writes the JSON of states, so that nothing needs reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(OptimizerStateJson))]
internal sealed partial class OptimizerStateJsonContext : JsonSerializerContext;
