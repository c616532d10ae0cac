using Microsoft.ML.Data;

namespace Optimizers.Benchmarks;

/// <summary>A sample as ML.NET wants it: 16 features and the target, as floats.</summary>
internal sealed class MlNetSample
{
    public const int FeatureCount = 16;

    [VectorType(FeatureCount)]
    public required float[] Features { get; init; }

    public required float Label { get; init; }
}
