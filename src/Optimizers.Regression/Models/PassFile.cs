using System.Text.Json;

namespace Optimizers.Regression;

/// <summary>Passes and their sums as bytes, for samples in another process: a closed set, so that no message names a type to load.</summary>
internal static class PassFile
{
    public const string Format = "Optimizers.Regression pass";
    public const string Moments = "moments";
    public const string Targets = "targets";
    public const string Gram = "gram";
    public const string Loss = "loss";
    public const string Curvature = "curvature";

    /// <summary>What is raised whenever a pass or a sum is written in another way.</summary>
    public const int CurrentVersion = 1;

    // of the version and the number of numbers
    private const int HeaderBytes = 2 * sizeof(double);

    /// <summary>Writes a pass, as JSON.</summary>
    /// <exception cref="NotSupportedException">The pass is none of those that have a name, or its loss is somebody's own.</exception>
    public static byte[] Write(object pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        return JsonSerializer.SerializeToUtf8Bytes(ToJson(pass), ModelJsonContext.Default.PassJson);
    }

    /// <summary>Reads a pass.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged, of a newer version, or of a pass that there is not.</exception>
    public static INumberedPass Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            // before all else, for a newer version may have another shape
            ModelHeader header = JsonSerializer.Deserialize(bytes, ModelJsonContext.Default.ModelHeader) ?? throw new JsonException("It is null.");
            if (header.Format != Format || header.Version is not >= 1)
            {
                throw new InvalidDataException($"The bytes are no pass: they do not say that their format is '{Format}', of a version from 1.");
            }

            CheckVersion("pass", header.Version.Value);
            return JsonSerializer.Deserialize(bytes, ModelJsonContext.Default.PassJson)!.ToPass();
        }
        catch (Exception e) when (e is JsonException or ArgumentException or FormatException)
        {
            throw new InvalidDataException($"The bytes cannot be read as a pass: {e.Message}", e);
        }
    }

    /// <summary>Makes a pass that was read, where the samples are.</summary>
    /// <returns>The sum over all samples, as <see cref="WriteSum"/> writes it.</returns>
    /// <exception cref="ArgumentException">The samples have other features or targets than the pass.</exception>
    public static async Task<byte[]> RunAsync(INumberedPass pass, ISamples samples, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        PassJson shape = ToJson(pass);
        return (shape.Features, shape.Targets) == (samples.FeatureCount, samples.TargetCount)
            ? Framed(await pass.NumbersAsync(samples, cancellationToken).ConfigureAwait(false))
            : throw new ArgumentException(
                Invariant($"The pass is over {shape.Features} features and {shape.Targets} targets; the samples have {samples.FeatureCount} and ")
                + Invariant($"{samples.TargetCount}."),
                nameof(samples));
    }

    /// <summary>Writes a sum: a version, how many numbers follow, and they, each the bytes of a double.</summary>
    public static byte[] WriteSum<TSum>(INumberedPass<TSum> pass, TSum sum) => Framed(pass.ToNumbers(sum));

    /// <summary>Reads a sum, to the bit that which was written.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged, of a newer version, or of another pass.</exception>
    public static TSum ReadSum<TSum>(INumberedPass<TSum> pass, ReadOnlySpan<byte> bytes)
    {
        double[] header = PassJson.Numbers(bytes[..Math.Min(HeaderBytes, bytes.Length)]);
        if (header.Length < 2 || bytes.Length % sizeof(double) != 0 || !(header[0] >= 1) || header[1] != (bytes.Length - HeaderBytes) / sizeof(double))
        {
            throw new InvalidDataException(Invariant($"The {bytes.Length} bytes are no sum, or not all of one."));
        }

        CheckVersion("sum", header[0]);
        try
        {
            return pass.FromNumbers(PassJson.Numbers(bytes[HeaderBytes..]));
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new InvalidDataException($"The bytes are of another pass: {e.Message}", e);
        }
    }

    private static byte[] Framed(double[] numbers) => PassJson.Bytes([CurrentVersion, numbers.Length, .. numbers]);

    private static void CheckVersion(string what, double version)
    {
        if (version > CurrentVersion)
        {
            throw new InvalidDataException(Invariant($"The {what} was written by version {version} of the format; this library reads up to {CurrentVersion}."));
        }
    }

    private static PassJson ToJson(object pass) => pass switch
    {
        MomentsPass moments => Shape(Moments, moments.Features, moments.Targets),
        TargetsPass targets => Shape(Targets, targets.Features, targets.Targets) with { Loss = Named(targets.Loss) },
        GramPass gram => With(Shape(Gram, gram.Features, gram.Targets), gram.Reading),
        LossPass loss => Of(Loss, loss.Terms, loss.Point),
        CurvaturePass curvature => Of(Curvature, curvature.Terms, curvature.Point) with
        {
            ProductMeans = Bytes(curvature.Scaling?.Means),
            ProductScales = Bytes(curvature.Scaling?.Scales),
        },
        _ => throw new NotSupportedException(
            $"A {pass.GetType().Name} has no name by which another process could know it; those that have are {Moments}, {Targets}, "
            + $"{Gram}, {Loss}, {Curvature}."),
    };

    private static PassJson Shape(string kind, int features, int targets)
        => new() { Format = Format, Version = CurrentVersion, Kind = kind, Features = features, Targets = targets };

    private static PassJson Of(string kind, LinearTerms terms, double[] point) => With(Shape(kind, terms.Features, terms.Targets), terms.Reading) with
    {
        Loss = Named(terms.Loss),
        HasIntercept = terms.HasIntercept,
        Point = Bytes(point),
    };

    private static LossJson Named(ILoss loss)
    {
        LossJson named = LossJson.From(loss);
        return named.ToLoss() is not LoadedLoss ? named
            : throw new NotSupportedException($"{loss} is none of the losses of {nameof(Losses)}: another process does not know it.");
    }

    private static PassJson With(PassJson shape, Reading reading) => shape with
    {
        Means = Bytes(reading.Scaling?.Means),
        Scales = Bytes(reading.Scaling?.Scales),
        TargetShift = Bytes(reading.TargetShift),
        TargetUnit = Bytes([reading.TargetUnit]),
    };

    private static byte[]? Bytes(double[]? numbers) => numbers is null ? null : PassJson.Bytes(numbers);
}
