using System.Buffers.Binary;

namespace Optimizers.Regression;

/// <summary>The JSON form of a pass. Lists of numbers are the bytes of doubles, in base 64, so that they are the same bits again.</summary>
internal sealed record PassJson
{
    public required string Format { get; init; }

    public required int Version { get; init; }

    /// <summary>Which of the passes it is.</summary>
    public required string Kind { get; init; }

    /// <summary>d.</summary>
    public required int Features { get; init; }

    /// <summary>k.</summary>
    public required int Targets { get; init; }

    public LossJson? Loss { get; init; }

    public bool HasIntercept { get; init; }

    /// <summary>What is subtracted from the features as they are read; null: nothing.</summary>
    public byte[]? Means { get; init; }

    /// <summary>What they are divided by then.</summary>
    public byte[]? Scales { get; init; }

    /// <summary>What is subtracted from the targets; null: nothing.</summary>
    public byte[]? TargetShift { get; init; }

    /// <summary>What they are divided by then, one number.</summary>
    public byte[]? TargetUnit { get; init; }

    /// <summary>What is subtracted from the features that are multiplied with each other; null: nothing.</summary>
    public byte[]? ProductMeans { get; init; }

    /// <summary>What they are divided by then.</summary>
    public byte[]? ProductScales { get; init; }

    /// <summary>The parameters of the features as they are read.</summary>
    public byte[]? Point { get; init; }

    /// <summary>The pass.</summary>
    /// <exception cref="FormatException">There is no such pass, or a part of it is missing or of another length.</exception>
    public INumberedPass ToPass() => Kind switch
    {
        _ when Features < 1 || Targets < 1 => throw new FormatException(
            Invariant($"There are {Features} features and {Targets} targets; there must be at least 1 of each.")),
        PassFile.Moments => new MomentsPass(Features, Targets),
        PassFile.Targets => new TargetsPass(Features, Targets, ToLoss()),
        PassFile.Gram => new GramPass(Features, Targets, ToReading()),
        PassFile.Loss => At(new LossPass(ToTerms()), pass => pass.Point),
        PassFile.Curvature => At(new CurvaturePass(ToTerms(), ToLoss(), Features, Targets, ToScaling(ProductMeans, ProductScales)), pass => pass.Point),
        _ => throw new FormatException($"There is no pass '{Kind}'."),
    };

    /// <summary>The bytes of numbers.</summary>
    public static byte[] Bytes(ReadOnlySpan<double> numbers)
    {
        byte[] bytes = new byte[numbers.Length * sizeof(double)];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), numbers[i]);
        }

        return bytes;
    }

    /// <summary>The numbers of bytes.</summary>
    public static double[] Numbers(ReadOnlySpan<byte> bytes)
    {
        double[] numbers = new double[bytes.Length / sizeof(double)];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * sizeof(double))..]);
        }

        return numbers;
    }

    private static double[] Numbers(byte[]? bytes, int count, string what)
        => bytes?.Length == count * sizeof(double) ? Numbers(bytes)
            : throw new FormatException(Invariant($"{what} has {bytes?.Length ?? 0} bytes; {count} numbers are needed."));

    private FeatureScaling? ToScaling(byte[]? means, byte[]? scales)
        => means is null ? null : new FeatureScaling(Numbers(means, Features, "means"), Numbers(scales, Features, "scales"));

    private Reading ToReading() => new(
        ToScaling(Means, Scales),
        TargetShift is null ? null : Numbers(TargetShift, Targets, "targetShift"),
        Numbers(TargetUnit, 1, "targetUnit")[0]);

    private ILoss ToLoss() => (Loss ?? throw new FormatException($"The pass '{Kind}' has no loss.")).ToLoss();

    private LinearTerms ToTerms()
    {
        ILoss loss = ToLoss();
        return Targets % loss.Outputs == 0 ? new LinearTerms(loss, Features, Targets, HasIntercept, ToReading())
            : throw new FormatException(Invariant($"{loss} takes {loss.Outputs} targets; there are {Targets}."));
    }

    private T At<T>(T pass, Func<T, double[]> point)
    {
        Numbers(Point, point(pass).Length, "point").CopyTo(point(pass), 0);
        return pass;
    }
}
