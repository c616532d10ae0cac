using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Optimizers.Regression;

/// <summary>The shift and scale of each feature, and the way back from coefficients of standardized features to the user's units.</summary>
internal sealed class Standardization
{
    // four roundings of a number
    private const double ConstantSpread = 4 * 2.220446049250313e-16;

    // so that the unit of the largest and of the smallest scale is a number, too
    private const int LargestExponent = 1000;

    private readonly double[] _means;
    private readonly bool _fitIntercept;

    private readonly double[] _units;

    private Standardization(double[] means, double[] scales, bool fitIntercept, ColumnMoments columns)
    {
        (_means, Scales, _fitIntercept) = (means, scales, fitIntercept);
        _units = [.. Enumerable.Range(0, means.Length).Select(j => UnitOf(columns.Deviation(j, fitIntercept)))];
        Rest = [.. scales.Zip(_units, (scale, unit) => scale * unit)];
    }

    /// <summary>What features as they are read are divided by to be standardized: from 1 to 2 for those scaled by their deviations.</summary>
    public double[] Rest { get; }

    /// <summary>What is subtracted from the features.</summary>
    public double[] Means => _means;

    /// <summary>What the features are divided by.</summary>
    public double[] Scales { get; }

    /// <summary>How passes read features: less their means, and in units of powers of 2, so that neither their sums nor their squares lose digits. What is left
    /// of a scale is <see cref="Rest"/>.</summary>
    public FeatureScaling Reading => new(_means, Array.ConvertAll(_units, unit => 1 / unit));

    /// <summary>The shifts and scales; null where there are none.</summary>
    public FeatureScaling? Scaling => ChangesFeatures ? new FeatureScaling(_means, Scales) : null;

    /// <summary>Whether features are shifted or scaled at all.</summary>
    public bool ChangesFeatures => _means.Any(mean => mean != 0) || Scales.Any(scale => scale != 1);

    /// <summary>Takes the features' moments.</summary>
    /// <param name="moments">The moments.</param>
    /// <param name="names">The names of the features, to name one that is constant.</param>
    /// <param name="fitIntercept">With an intercept features are centred and divided by their population standard deviation; without, by
    /// their root mean square alone, for centring would bring an intercept in.</param>
    /// <param name="centre">If false, nothing is subtracted.</param>
    /// <param name="scale">If false, nothing is divided.</param>
    /// <param name="allowConstant">Whether a column that does not vary is left as it is, for a penalty sets its coefficient to 0.</param>
    /// <exception cref="ArgumentException">A column is constant, so that with an intercept its coefficient is not determined; or all zero.</exception>
    public static Standardization Of(SampleMoments moments, IReadOnlyList<string>? names, bool fitIntercept, bool centre, bool scale, bool allowConstant)
    {
        int d = moments.FeatureMeans.Length;
        double[] scales = new double[d];
        for (int j = 0; j < d; j++)
        {
            ColumnMoments columns = moments.FeatureColumns;
            double size = columns.Deviation(j, fitIntercept), largest = columns.Largest(j);
            // what differs by no more than the rounding of a constant does not vary
            bool varies = fitIntercept ? columns.Highest[j] - columns.Lowest[j] > ConstantSpread * largest : largest > 0;
            if (!varies && !allowConstant)
            {
                throw new ArgumentException(
                    fitIntercept
                        ? Invariant($"{ColumnNames.Of(j, names)} of X is constant ({moments.FeatureMeans[j]}): beside an intercept its coefficient is not ")
                            + "determined. Leave the column out, or set FitIntercept to false."
                        : $"{ColumnNames.Of(j, names)} of X is all 0: its coefficient is not determined. Leave the column out.",
                    "X");
            }

            scales[j] = scale && varies ? size : 1;
        }

        return new Standardization(centre && fitIntercept ? moments.FeatureMeans : new double[d], scales, fitIntercept, moments.FeatureColumns);
    }

    /// <summary>Features that are read about their means or about 0, and not scaled beyond that.</summary>
    public static Standardization AsRead(SampleMoments moments, bool isCentred)
    {
        int d = moments.FeatureMeans.Length;
        double[] ones = new double[d];
        Array.Fill(ones, 1);
        return new Standardization(isCentred ? moments.FeatureMeans : new double[d], ones, isCentred, moments.FeatureColumns);
    }

    /// <summary>Turns parameters of standardized features into those of features as they are read, or a gradient by these into one by those, in
    /// place.</summary>
    public void Rescale(Span<double> parameters, ParameterLayout layout)
    {
        for (int t = 0; t < layout.Targets; t++)
        {
            Span<double> weights = layout.Weights(parameters, t);
            TensorPrimitives.Divide(weights, Rest, weights);
        }
    }

    /// <summary>Standardizes the features of samples, which may be in place.</summary>
    /// <param name="x">The features, row by row.</param>
    /// <param name="standardized">As many numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(ReadOnlySpan<double> x, Span<double> standardized)
    {
        int d = _means.Length, j = 0;
        for (; j <= d - Vector<double>.Count; j += Vector<double>.Count)
        {
            Vector<double> mean = new(_means, j), scale = new(Scales, j);
            for (int at = j; at < x.Length; at += d)
            {
                ((new Vector<double>(x[at..]) - mean) / scale).CopyTo(standardized[at..]);
            }
        }

        for (; j < d; j++)
        {
            for (int at = j; at < x.Length; at += d)
            {
                standardized[at] = (x[at] - _means[j]) / Scales[j];
            }
        }
    }

    /// <summary>The reverse of <see cref="Apply(ReadOnlySpan{double}, Span{double})"/>, of one sample.</summary>
    public void Restore(ReadOnlySpan<double> standardized, Span<double> x)
    {
        for (int j = 0; j < _means.Length; j++)
        {
            x[j] = (standardized[j] * Scales[j]) + _means[j];
        }
    }

    /// <summary>Turns parameters of standardized features into those of the user's features, in place.</summary>
    public void ToUserUnits(Span<double> parameters)
    {
        ParameterLayout layout = LayoutOf(parameters);
        for (int t = 0; t < layout.Targets; t++)
        {
            Span<double> weights = layout.Weights(parameters, t);
            TensorPrimitives.Divide(weights, Scales, weights);
            if (_fitIntercept)
            {
                parameters[layout.BiasAt(t)] -= Blas.Dot(weights, _means);
            }
        }
    }

    /// <summary>The reverse of <see cref="ToUserUnits"/>, in place.</summary>
    public void FromUserUnits(Span<double> parameters)
    {
        ParameterLayout layout = LayoutOf(parameters);
        for (int t = 0; t < layout.Targets; t++)
        {
            Span<double> weights = layout.Weights(parameters, t);
            if (_fitIntercept)
            {
                parameters[layout.BiasAt(t)] += Blas.Dot(weights, _means);
            }

            TensorPrimitives.Multiply(weights, Scales, weights);
        }
    }

    private ParameterLayout LayoutOf(ReadOnlySpan<double> parameters)
    {
        var one = new ParameterLayout(_means.Length, 1, _fitIntercept);
        return one with { Targets = parameters.Length / one.Stride };
    }

    private static double UnitOf(double deviation) => deviation > 0 ? Math.ScaleB(1, -Math.Clamp(Math.ILogB(deviation), -LargestExponent, LargestExponent)) : 1;
}
