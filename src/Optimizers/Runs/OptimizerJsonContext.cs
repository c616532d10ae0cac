using System.Text.Json.Serialization;

namespace Optimizers;

/// <summary>The generated code that reads and writes JSON, so that nothing needs reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(OptimizerStateJson))]
[JsonSerializable(typeof(RunJson))]
internal sealed partial class OptimizerJsonContext : JsonSerializerContext;
