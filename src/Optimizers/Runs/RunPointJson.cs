namespace Optimizers;

/// <summary>The JSON form of a <see cref="RunPoint"/>.</summary>
internal sealed record RunPointJson
{
    public required double[] X { get; init; }

    public required double? Value { get; init; }

    public required double? GradientNorm { get; init; }

    public required bool IsWhole { get; init; }

    public static RunPointJson From(RunPoint point)
        => new() { X = point.X, Value = RunJson.Finite(point.Value), GradientNorm = RunJson.Finite(point.GradientNorm), IsWhole = point.IsWhole };

    public RunPoint ToPoint()
    {
        var point = new RunPoint(X.Length) { Value = Value ?? double.NaN, GradientNorm = GradientNorm ?? double.NaN, IsWhole = IsWhole };
        X.CopyTo(point.X, 0);
        return point;
    }
}
