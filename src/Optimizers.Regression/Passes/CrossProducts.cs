namespace Optimizers.Regression;

/// <summary>The products of features with each other and with the targets, as they are read: of them follow those of features standardized in any way.</summary>
internal sealed class CrossProducts
{
    private readonly SymmetricProduct _sum;
    private readonly Reading _reading;
    private readonly int _features;
    private readonly double _weight;
    private int _firstTarget;

    private CrossProducts(SymmetricProduct sum, Reading reading, int features, double weight) => (_sum, _reading, _features, _weight) = (sum, reading, features, weight);

    /// <summary>Goes through samples, once for their moments, if they are not known, and once for the products.</summary>
    public static CrossProducts Of(PreparedSamples samples, bool isCentred)
    {
        SampleMoments moments = samples.Moments;
        (int d, int k) = (samples.Rows.FeatureCount, samples.Rows.TargetCount);
        var reading = new Reading(Standardization.AsRead(moments, isCentred), isCentred ? moments.TargetMeans : null, 1 / moments.TargetUnit);
        return new CrossProducts(samples.Rows.Run(new GramPass(d, k, reading)), reading, d, moments.Weight);
    }

    /// <summary>The same products where a target is the only one.</summary>
    public CrossProducts OfTarget(int target) => new(_sum, _reading, _features, _weight) { _firstTarget = target };

    /// <summary>ZᵀWZ/Σw of standardized features, d × d.</summary>
    public double[] Gram(Standardization standardization)
    {
        double[] rest = standardization.Rest, gram = new double[_features * _features];
        for (int i = 0; i < _features; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                gram[(i * _features) + j] = gram[(j * _features) + i] = _sum[i, j] / rest[i] / rest[j] / _weight;
            }
        }

        return gram;
    }

    /// <summary>ZᵀWy/Σw of standardized features and a target in a unit, d.</summary>
    public double[] Products(Standardization standardization, int target, double targetUnit)
    {
        double scale = _reading.TargetUnit / targetUnit / _weight;
        return [.. Enumerable.Range(0, _features).Select(j => _sum[_features + _firstTarget + target, j] / standardization.Rest[j] * scale)];
    }

    /// <summary>yᵀWy/Σw of a target in a unit.</summary>
    public double Squares(int target, double targetUnit)
    {
        double scale = _reading.TargetUnit / targetUnit;
        return _sum[_features + _firstTarget + target, _features + _firstTarget + target] * scale / _weight * scale;
    }
}
