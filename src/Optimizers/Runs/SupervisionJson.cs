namespace Optimizers;

/// <summary>The JSON form of a <see cref="Supervision"/>.</summary>
internal sealed record SupervisionJson
{
    public required double[] Point { get; init; }

    public required OptimizerStateJson State { get; init; }

    public required double? Best { get; init; }

    public double First { get; init; }

    public required int Age { get; init; }

    public required RecoveryJson[] Recoveries { get; init; }
}

/// <summary>The JSON form of a <see cref="Recovery"/>.</summary>
internal sealed record RecoveryJson
{
    public required int Iteration { get; init; }

    public required double? Value { get; init; }

    public required double RateScale { get; init; }
}
