namespace Optimizers.Regression;

/// <summary>Predictions with their targets, of many samples every 2nd, 4th, 8th …, so that memory is bounded.</summary>
/// <param name="areRepeats">Whether weights say how often a sample was seen; else all count alike.</param>
/// <param name="unit">The unit of predictions.</param>
internal sealed class ResidualSample(bool areRepeats, double unit)
{
    private const int Capacity = 1 << 14;

    private readonly List<(double Prediction, double Target, double Weight)> _kept = [];
    private int _stride = 1;
    private long _seen;

    public void Add(double prediction, double target, double weight)
    {
        if (_seen++ % _stride != 0)
        {
            return;
        }

        _kept.Add((prediction, target, areRepeats ? weight : 1));
        if (_kept.Count > Capacity)
        {
            _stride *= 2;
            int place = 0;
            _kept.RemoveAll(_ => place++ % 2 != 0);
        }
    }

    /// <summary>The width of a kernel for the density of the errors p − t by Silverman's rule, 0.9 min(s, IQR/1.34) n^(−1/5); their unit where they do not
    /// differ.</summary>
    public double Bandwidth()
    {
        (double Error, double Weight)[] errors = [.. _kept.Select(pair => ((pair.Prediction - pair.Target) / unit, pair.Weight)).OrderBy(pair => pair.Item1)];
        double n = errors.Sum(pair => pair.Weight), mean = errors.Sum(pair => pair.Weight * pair.Error) / n;
        double deviation = Math.Sqrt(errors.Sum(pair => pair.Weight * (pair.Error - mean) * (pair.Error - mean)) / (n - 1));
        double range = Quantile(errors, n, 0.75) - Quantile(errors, n, 0.25), spread = range > 0 ? Math.Min(deviation, range / 1.34) : deviation;
        return spread > 0 ? 0.9 * spread * Math.Pow(n * _stride, -0.2) * unit : unit;
    }

    /// <summary>(Σwκ)²/(Σw Σwκ²), the share of the samples that a mean of κ rests on: 1 where κ is the same for all.</summary>
    /// <param name="curvature">κ of predictions and targets.</param>
    public double ShareOf(SampleTerm curvature)
    {
        double[] curvatures = new double[_kept.Count];
        curvature([.. _kept.Select(pair => pair.Prediction)], [.. _kept.Select(pair => pair.Target)], curvatures);
        double weight = 0, sum = 0, squares = 0, largest = Blas.MaxNorm(curvatures);
        for (int i = 0; i < curvatures.Length; i++)
        {
            (double κ, double w) = (largest > 0 ? curvatures[i] / largest : 0, _kept[i].Weight);
            (weight, sum, squares) = (weight + w, sum + (w * κ), squares + (w * κ * κ));
        }

        return squares > 0 ? sum * sum / (weight * squares) : 0;
    }

    /// <summary>The quantile of Hyndman and Fan's eighth definition, each error as often as its weight says.</summary>
    private static double Quantile((double Error, double Weight)[] sorted, double n, double p)
    {
        double place = Math.Clamp(((n + (1.0 / 3)) * p) + (1.0 / 3), 1, Math.Max(1, n)), whole = Math.Floor(place);
        return At(whole) + ((place - whole) * (At(whole + 1) - At(whole)));

        double At(double rank)
        {
            double reached = 0;
            foreach ((double error, double weight) in sorted)
            {
                reached += weight;
                if (reached >= rank)
                {
                    return error;
                }
            }

            return sorted.Length > 0 ? sorted[^1].Error : double.NaN;
        }
    }
}
