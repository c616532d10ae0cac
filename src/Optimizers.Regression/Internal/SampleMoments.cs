namespace Optimizers.Regression;

/// <summary>Means and deviations of weighted samples, found in one pass over their blocks.</summary>
/// <remarks>
/// Each block is gone through twice, for its means and for the squares about them, and blocks are merged by the formula of
/// <see href="https://doi.org/10.1080/00031305.1983.10483115">Chan, Golub and LeVeque 1983</see>, so that a mean far from 0 costs no digits.
/// </remarks>
internal sealed class SampleMoments
{
    private readonly double[] _squares;
    private readonly double[] _targetSquares;

    private SampleMoments(int features, int targets)
        => (FeatureMeans, _squares, LargestFeatures, TargetMeans, _targetSquares) = (new double[features], new double[features], new double[features], new double[targets], new double[targets]);

    /// <summary>n.</summary>
    public int Rows { get; private set; }

    /// <summary>The samples of a weight above 0.</summary>
    public int WeightedRows { get; private set; }

    /// <summary>Σwᵢ; n without weights.</summary>
    public double Weight { get; private set; }

    /// <summary>The means of the features, d.</summary>
    public double[] FeatureMeans { get; }

    /// <summary>The largest absolute values of the features, d.</summary>
    public double[] LargestFeatures { get; }

    /// <summary>The means of the targets, k.</summary>
    public double[] TargetMeans { get; }

    /// <summary>Goes through the samples once.</summary>
    public static SampleMoments Of(IEnumerable<RowData> blocks, int features, int targets)
    {
        var total = new SampleMoments(features, targets);
        foreach (RowData block in blocks)
        {
            double weight = block.Weights is { } weights ? weights.Take(block.Rows).Sum() : block.Rows;
            Add(block, block.Features, weight, total.Weight, total.FeatureMeans, total._squares);
            Add(block, block.Targets, weight, total.Weight, total.TargetMeans, total._targetSquares);
            for (int i = 0; i < block.Rows * block.FeatureCount; i++)
            {
                ref double largest = ref total.LargestFeatures[i % block.FeatureCount];
                largest = Math.Max(largest, Math.Abs(block.Features[i]));
            }

            total.Rows = checked(total.Rows + block.Rows);
            total.WeightedRows += block.Weights is { } some ? some.Take(block.Rows).Count(share => share > 0) : block.Rows;
            total.Weight += weight;
        }

        return total;
    }

    /// <summary>The population standard deviation of a feature about its mean, or its root mean square about 0.</summary>
    public double FeatureScale(int j, bool centred) => Math.Sqrt((_squares[j] / Weight) + (centred ? 0 : FeatureMeans[j] * FeatureMeans[j]));

    /// <summary>The root mean square of all targets, each about its mean or about 0.</summary>
    public double TargetDeviation(bool centred)
    {
        double sum = 0;
        for (int t = 0; t < TargetMeans.Length; t++)
        {
            sum += (_targetSquares[t] / Weight) + (centred ? 0 : TargetMeans[t] * TargetMeans[t]);
        }

        return Math.Sqrt(sum / TargetMeans.Length);
    }

    /// <summary>The same, but 1 where it is 0: what targets can be divided by.</summary>
    public double TargetScale(bool centred) => TargetDeviation(centred) is > 0 and var deviation ? deviation : 1;

    /// <summary>Merges the moments of a block's columns into those of the blocks before.</summary>
    private static void Add(RowData block, double[] values, double weight, double before, double[] means, double[] squares)
    {
        if (weight == 0)
        {
            return;
        }

        int columns = means.Length;
        double[] ownMeans = new double[columns], rest = new double[columns], ownSquares = new double[columns];
        Centre(block, values, weight, ownMeans, rest, ownSquares);

        // what rounding left in the means; then the squares about the better ones
        for (int j = 0; j < columns; j++)
        {
            double left = rest[j] / weight;
            ownSquares[j] = Math.Max(0, ownSquares[j] - (weight * left * left));
            ownMeans[j] += left;
        }

        double after = before + weight;
        for (int j = 0; j < columns; j++)
        {
            double difference = ownMeans[j] - means[j];
            means[j] += difference * (weight / after);
            squares[j] += ownSquares[j] + (difference * difference * before * weight / after);
        }
    }

    private static void Centre(RowData block, double[] values, double weight, double[] means, double[] rest, double[] squares)
    {
        int columns = means.Length;
        for (int row = 0; row < block.Rows; row++)
        {
            Blas.AddScaled((block.Weights?[row] ?? 1) / weight, values.AsSpan(row * columns, columns), means);
        }

        for (int row = 0; row < block.Rows; row++)
        {
            double share = block.Weights?[row] ?? 1;
            ReadOnlySpan<double> sample = values.AsSpan(row * columns, columns);
            for (int j = 0; j < columns; j++)
            {
                double centred = sample[j] - means[j];
                rest[j] += share * centred;
                squares[j] += share * centred * centred;
            }
        }
    }
}
