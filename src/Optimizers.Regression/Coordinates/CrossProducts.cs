namespace Optimizers.Regression;

/// <summary>The products of features with each other and with the targets, as they are read: of them follow those of features standardized in any
/// way.</summary>
internal sealed class CrossProducts
{
    /// <summary>The largest d whose d² numbers are worth their memory, where there is another way.</summary>
    public const int MostFeatures = 4096;

    private readonly double[] _sums;
    private readonly double[] _units;
    private readonly double _targetUnit;
    private readonly double _weight;

    /// <param name="sums">Σwzzᵀ, z the features and targets as they are read: the lower triangle, row by row.</param>
    /// <param name="units">What features were multiplied by.</param>
    /// <param name="targetUnit">What targets were divided by.</param>
    /// <param name="weight">Σw.</param>
    public CrossProducts(double[] sums, double[] units, double targetUnit, double weight)
        => (_sums, _units, _targetUnit, _weight) = (sums, units, targetUnit, weight);

    private int FirstTarget { get; init; }

    private int Features => _units.Length;

    /// <summary>How <see cref="Of"/> reads samples.</summary>
    public static Reading ReadingOf(SampleMoments moments, bool isCentred)
        => new(Standardization.AsRead(moments, isCentred).Reading, isCentred ? moments.TargetMeans : null, 1 / moments.TargetUnit);

    /// <summary>Goes through samples, once for their moments, if they are not known, and once for the products.</summary>
    public static CrossProducts Of(PreparedSamples samples, bool isCentred)
    {
        SampleMoments moments = samples.Moments;
        Reading reading = ReadingOf(moments, isCentred);
        SymmetricProduct sum = samples.Rows.Run(new GramPass(samples.Rows.FeatureCount, samples.Rows.TargetCount, reading));
        return new CrossProducts(Triangle(sum), Standardization.AsRead(moments, isCentred).Rest, reading.TargetUnit, moments.Weight);
    }

    /// <summary>The same products where a target is the only one.</summary>
    public CrossProducts OfTarget(int target) => new(_sums, _units, _targetUnit, _weight) { FirstTarget = target };

    /// <summary>The lower triangle of a sum, row by row.</summary>
    public static double[] Triangle(SymmetricProduct sum)
    {
        double[] triangle = new double[sum.Order * (sum.Order + 1) / 2];
        for (int i = 0, at = 0; i < sum.Order; i++)
        {
            for (int j = 0; j <= i; j++, at++)
            {
                triangle[at] = sum[i, j];
            }
        }

        return triangle;
    }

    /// <summary>ZᵀWZ/Σw of standardized features, d × d.</summary>
    public double[] Gram(Standardization standardization)
    {
        int d = Features;
        double[] scales = Scales(standardization), gram = new double[d * d];
        for (int i = 0; i < d; i++)
        {
            ReadOnlySpan<double> row = Row(i);
            for (int j = 0; j <= i; j++)
            {
                gram[(i * d) + j] = gram[(j * d) + i] = row[j] / scales[i] / scales[j] / _weight;
            }
        }

        return gram;
    }

    /// <summary>ZᵀWy/Σw of standardized features and a target in a unit, d.</summary>
    public double[] Products(Standardization standardization, int target, double targetUnit)
    {
        double scale = _targetUnit / targetUnit / _weight;
        double[] scales = Scales(standardization), products = [.. Row(Features + FirstTarget + target)[..Features]];
        for (int j = 0; j < products.Length; j++)
        {
            products[j] = products[j] / scales[j] * scale;
        }

        return products;
    }

    /// <summary>yᵀWy/Σw of a target in a unit.</summary>
    public double Squares(int target, double targetUnit)
    {
        double scale = _targetUnit / targetUnit;
        return Row(Features + FirstTarget + target)[^1] * scale / _weight * scale;
    }

    private ReadOnlySpan<double> Row(int i) => _sums.AsSpan(i * (i + 1) / 2, i + 1);

    /// <summary>What the features as they were read are divided by.</summary>
    private double[] Scales(Standardization standardization) => [.. standardization.Scales.Zip(_units, (scale, unit) => scale * unit)];
}
