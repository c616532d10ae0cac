using System.Text.Json.Serialization;

namespace Optimizers.Regression;

/// <summary>The generated code that reads and writes model files, so that nothing needs reflection.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ModelHeader))]
[JsonSerializable(typeof(ModelJson))]
[JsonSerializable(typeof(PassJson))]
internal sealed partial class ModelJsonContext : JsonSerializerContext;
