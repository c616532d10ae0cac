using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    private Standardization(FeatureScaling readout)
    {
        (_means, Scales, _fitIntercept) = (readout.Means, readout.Scales, true);
        _units = Array.ConvertAll(readout.Scales, scale => 1 / scale);
        Rest = Array.ConvertAll(_means, _ => 1.0);
    }

    /// <summary>What features as <see cref="Read"/> are divided by to be standardized: from 1 to 2 for those scaled by their deviations.</summary>
    public double[] Rest { get; }

    /// <summary>What is subtracted from the features.</summary>
    public double[] Means => _means;

    /// <summary>What the features are divided by.</summary>
    public double[] Scales { get; }

    /// <summary>What <see cref="Read"/> does, as shifts and scales.</summary>
    public FeatureScaling Readout => new(_means, Array.ConvertAll(_units, unit => 1 / unit));

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
                        ? Invariant($"{ColumnNames.Of(j, names)} of X is constant ({moments.FeatureMeans[j]}): beside an intercept its coefficient is not determined. Leave the column out, or set FitIntercept to false.")
                        : $"{ColumnNames.Of(j, names)} of X is all 0: its coefficient is not determined. Leave the column out.",
                    "X");
            }

            scales[j] = scale && varies ? size : 1;
        }

        return new Standardization(centre && fitIntercept ? moments.FeatureMeans : new double[d], scales, fitIntercept, moments.FeatureColumns);
    }

    /// <summary>Features as they are read by another standardization, of which it is the <see cref="Readout"/>.</summary>
    public static Standardization Of(FeatureScaling readout) => new(readout);

    /// <summary>Features that are read about their means or about 0, and not scaled beyond that.</summary>
    public static Standardization AsRead(SampleMoments moments, bool isCentred)
    {
        int d = moments.FeatureMeans.Length;
        double[] ones = new double[d];
        Array.Fill(ones, 1);
        return new Standardization(isCentred ? moments.FeatureMeans : new double[d], ones, isCentred, moments.FeatureColumns);
    }

    /// <summary>Reads features as a pass does: less their means, and in units of powers of 2, so that neither their sums nor their squares lose digits. What is left of a scale is <see cref="Rest"/>.</summary>
    /// <param name="block">The samples.</param>
    /// <param name="first">The first sample.</param>
    /// <param name="count">How many.</param>
    /// <param name="scratch">Room for them, count × d.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<double> Read(SampleBlock block, int first, int count, Span<double> scratch)
    {
        int d = _means.Length, width = Vector<double>.Count;
        ref double means = ref MemoryMarshal.GetArrayDataReference(_means), units = ref MemoryMarshal.GetArrayDataReference(_units);
        for (int i = 0; i < count; i++)
        {
            block.Prefetch(first + i);
            ref double x = ref MemoryMarshal.GetReference(block.Row(first + i)), z = ref MemoryMarshal.GetReference(scratch.Slice(i * d, d));
            int j = 0;
            for (; j <= d - width; j += width)
            {
                Vector<double> shifted = Vector.LoadUnsafe(ref x, (nuint)j) - Vector.LoadUnsafe(ref means, (nuint)j);
                (shifted * Vector.LoadUnsafe(ref units, (nuint)j)).StoreUnsafe(ref z, (nuint)j);
            }

            for (; j < d; j++)
            {
                Unsafe.Add(ref z, j) = (Unsafe.Add(ref x, j) - Unsafe.Add(ref means, j)) * Unsafe.Add(ref units, j);
            }
        }

        return scratch[..(count * d)];
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

    /// <summary>Turns the groups of parameters (weights, then the bias) of standardized features into those of the user's features, in place.</summary>
    public void ToUserUnits(Span<double> parameters)
    {
        int d = _means.Length, stride = d + (_fitIntercept ? 1 : 0);
        for (; parameters.Length > 0; parameters = parameters[stride..])
        {
            for (int j = 0; j < d; j++)
            {
                parameters[j] /= Scales[j];
            }

            if (_fitIntercept)
            {
                parameters[d] -= Blas.Dot(parameters[..d], _means);
            }
        }
    }

    /// <summary>The reverse of <see cref="ToUserUnits"/>, in place.</summary>
    public void FromUserUnits(Span<double> parameters)
    {
        int d = _means.Length, stride = d + (_fitIntercept ? 1 : 0);
        for (; parameters.Length > 0; parameters = parameters[stride..])
        {
            if (_fitIntercept)
            {
                parameters[d] += Blas.Dot(parameters[..d], _means);
            }

            for (int j = 0; j < d; j++)
            {
                parameters[j] *= Scales[j];
            }
        }
    }

    private static double UnitOf(double deviation) => deviation > 0 ? Math.ScaleB(1, -Math.Clamp(Math.ILogB(deviation), -LargestExponent, LargestExponent)) : 1;
}
