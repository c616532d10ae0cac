using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>How good predictions ŷ of numbers y are.</summary>
/// <remarks>
/// All take the n targets and the n predictions, of which every one must be finite, and most take n weights: numbers that are at least 0, of which one is above
/// 0. A weight of 2 is as the sample given twice. Without weights all samples count alike. Each agrees with its namesake in sklearn.metrics but where it says
/// otherwise.
/// </remarks>
/// <example><code>double error = RegressionMetrics.RootMeanSquaredError(y, model.Predict(X));</code></example>
public static class RegressionMetrics
{
    /// <summary>The coefficient of determination, R² = 1 − Σ w(y − ŷ)² / Σ w(y − ȳ)², ȳ the weighted mean of y.</summary>
    /// <param name="actual">y, n.</param>
    /// <param name="predicted">ŷ, n.</param>
    /// <param name="weights">w, n, or null.</param>
    /// <returns>
    /// 1 for perfect predictions, 0 for those no better than the mean, below 0 for worse ones. Where y is constant it is 1 if the predictions are perfect, else
    /// −∞ (scikit-learn says 0).
    /// </returns>
    /// <exception cref="ArgumentException">The lengths differ or are 0, an entry is not finite, or a weight is below 0.</exception>
    public static double RSquared(Vector<double> actual, Vector<double> predicted, Vector<double>? weights = null)
        => RSquared(SamplePairs.Of(predicted, actual, weights));

    /// <summary>R² less what d features explain of pure noise, 1 − (1 − R²)(n − 1)/(n − d − 1): for a model with an intercept.</summary>
    /// <param name="actual">y, n.</param>
    /// <param name="predicted">ŷ, n.</param>
    /// <param name="features">d, the number of coefficients beside the intercept, at least 0.</param>
    /// <returns>At most R², and 1 for perfect predictions.</returns>
    /// <exception cref="ArgumentException">The lengths differ, an entry is not finite, or n is not above d + 1.</exception>
    public static double AdjustedRSquared(Vector<double> actual, Vector<double> predicted, int features)
    {
        Require.AtLeast(0, features, nameof(features));
        double rSquared = RSquared(actual, predicted);
        int n = actual.Count;
        return n - 1 > features
            ? 1 - ((1 - rSquared) * (n - 1) / (n - 1 - features))
            : throw new ArgumentException(
                Invariant($"There are {n} samples for {features} features and an intercept; there must be more samples than coefficients."), nameof(features));
    }

    /// <summary>The mean of |ŷ − y|, in units of y.</summary>
    /// <inheritdoc cref="MeanSquaredError"/>
    public static double MeanAbsoluteError(Vector<double> actual, Vector<double> predicted, Vector<double>? weights = null)
        => SamplePairs.Of(predicted, actual, weights).Mean((p, a) => Math.Abs(p - a));

    /// <summary>The mean of (ŷ − y)², in units of y².</summary>
    /// <param name="actual">y, n.</param>
    /// <param name="predicted">ŷ, n.</param>
    /// <param name="weights">w, n, or null.</param>
    /// <returns>At least 0, and 0 for perfect predictions.</returns>
    /// <exception cref="ArgumentException">The lengths differ or are 0, an entry is not finite, or a weight is below 0.</exception>
    public static double MeanSquaredError(Vector<double> actual, Vector<double> predicted, Vector<double>? weights = null)
        => SamplePairs.Of(predicted, actual, weights).Mean((p, a) => (p - a) * (p - a));

    /// <summary>The root of the mean of (ŷ − y)², in units of y.</summary>
    /// <inheritdoc cref="MeanSquaredError"/>
    public static double RootMeanSquaredError(Vector<double> actual, Vector<double> predicted, Vector<double>? weights = null)
    {
        var pairs = SamplePairs.Of(predicted, actual, weights);
        int exponent = pairs.Exponent((p, a) => p - a);
        return Math.ScaleB(Math.Sqrt(pairs.Mean((p, a) => Square(p - a, exponent))), exponent);
    }

    /// <summary>The mean of |ŷ − y|/|y|: 0.05 is five per cent.</summary>
    /// <inheritdoc cref="MeanSquaredError"/>
    /// <returns>At least 0, and 0 for perfect predictions; +∞ where a target is 0 and its prediction is not (scikit-learn divides by 2.2e-16 there).</returns>
    public static double MeanAbsolutePercentageError(Vector<double> actual, Vector<double> predicted, Vector<double>? weights = null)
        => SamplePairs.Of(predicted, actual, weights).Mean((p, a) => p == a ? 0 : Math.Abs(p - a) / Math.Abs(a));

    /// <summary>The median of |ŷ − y|, in units of y: half the weight lies on either side; where it does so between two samples, their mean.</summary>
    /// <inheritdoc cref="MeanSquaredError"/>
    public static double MedianAbsoluteError(Vector<double> actual, Vector<double> predicted, Vector<double>? weights = null)
    {
        var pairs = SamplePairs.Of(predicted, actual, weights);
        (double Error, double Weight)[] sorted =
            [.. pairs.Predicted.Select((p, i) => (Error: Math.Abs(p - pairs.Actual[i]), Weight: pairs.Weights[i]))
                .Where(sample => sample.Weight > 0).OrderBy(sample => sample.Error)];
        double half = sorted.Sum(sample => sample.Weight) / 2;

        // from both ends, so that rounding in the sums cannot favour one of two middle samples
        return (Reaches(half, sorted) / 2) + (Reaches(half, sorted.Reverse()) / 2);
    }

    /// <summary>The mean Poisson deviance, the mean of 2(y log(y/ŷ) − y + ŷ): <see cref="MeanTweedieDeviance"/> of power 1.</summary>
    /// <inheritdoc cref="MeanTweedieDeviance"/>
    /// <exception cref="ArgumentException">As there: targets must be at least 0, predictions above 0.</exception>
    public static double MeanPoissonDeviance(Vector<double> actual, Vector<double> predicted, Vector<double>? weights = null)
        => MeanTweedieDeviance(actual, predicted, 1, weights);

    /// <summary>The mean gamma deviance, the mean of 2(log(ŷ/y) + y/ŷ − 1): <see cref="MeanTweedieDeviance"/> of power 2.</summary>
    /// <inheritdoc cref="MeanTweedieDeviance"/>
    /// <exception cref="ArgumentException">As there: targets and predictions must be above 0.</exception>
    public static double MeanGammaDeviance(Vector<double> actual, Vector<double> predicted, Vector<double>? weights = null)
        => MeanTweedieDeviance(actual, predicted, 2, weights);

    /// <summary>
    /// The mean deviance of targets whose variance grows as a power p of their mean, the mean of 2(y²⁻ᵖ/((1 − p)(2 − p)) − y ŷ¹⁻ᵖ/(1 − p) + ŷ²⁻ᵖ/(2 − p)):
    /// squared errors at p = 0, Poisson at 1, gamma at 2.
    /// </summary>
    /// <param name="actual">y, n: any numbers for p ≤ 0, at least 0 for 1 ≤ p &lt; 2, above 0 for p ≥ 2.</param>
    /// <param name="predicted">ŷ, n means: above 0, but for p = 0, where they are any numbers.</param>
    /// <param name="power">p, not between 0 and 1, where there is no such distribution.</param>
    /// <param name="weights">w, n, or null.</param>
    /// <returns>At least 0, and 0 for perfect predictions. For p &lt; 0 targets below 0 count as 0 in the first term, as in scikit-learn.</returns>
    /// <exception cref="ArgumentException">The lengths differ or are 0, or an entry or the power is not as it must be.</exception>
    public static double MeanTweedieDeviance(Vector<double> actual, Vector<double> predicted, double power, Vector<double>? weights = null)
    {
        if (!(power is <= 0 or >= 1 && double.IsFinite(power)))
        {
            throw new ArgumentOutOfRangeException(nameof(power), Invariant($"power must be a finite number, at most 0 or at least 1; it is {power}."));
        }

        var pairs = SamplePairs.Of(predicted, actual, weights);
        if (power != 0)
        {
            SamplePairs.Check(pairs.Predicted, mean => mean > 0, "above 0", nameof(predicted));
        }

        if (power >= 1)
        {
            SamplePairs.Check(pairs.Actual, target => target > 0 || (target == 0 && power < 2), power < 2 ? "at least 0" : "above 0", nameof(actual));
        }

        // rounding alone would take it off 0 where the prediction is the target, and below 0 near it
        return pairs.Mean((p, a) => p == a ? 0 : Math.Max(0, 2 * HalfDeviance(p, a, power)));
    }

    /// <summary>R² of pairs that are checked, beside the mean of the targets or beside 0.</summary>
    internal static double RSquared(SamplePairs pairs, bool centred = true)
    {
        // measured from the first target, the mean of a constant is exact
        double first = pairs.Actual[0], mean = centred ? first + pairs.Mean((_, a) => a - first) : 0;

        // in units of the largest, for squares of tiny numbers are 0 and of huge ones infinite
        int exponent = Math.Max(pairs.Exponent((p, a) => a - p), pairs.Exponent((_, a) => a - mean));
        double residual = pairs.Mean((p, a) => Square(a - p, exponent)), total = pairs.Mean((_, a) => Square(a - mean, exponent));
        return residual == 0 ? 1 : 1 - (residual / total);
    }

    /// <summary>The square of an error in units of a power of 2.</summary>
    private static double Square(double error, int exponent)
    {
        double scaled = Math.ScaleB(error, -exponent);
        return scaled * scaled;
    }

    private static double HalfDeviance(double mean, double target, double power) => power switch
    {
        0 => (target - mean) * (target - mean) / 2,
        1 => (target == 0 ? 0 : target * Math.Log(target / mean)) - target + mean,
        2 => Math.Log(mean / target) + (target / mean) - 1,
        _ => (Math.Pow(Math.Max(0, target), 2 - power) / ((1 - power) * (2 - power)))
            - (target * Math.Pow(mean, 1 - power) / (1 - power))
            + (Math.Pow(mean, 2 - power) / (2 - power)),
    };

    /// <summary>The error at which the weights, summed in order, reach a sum.</summary>
    private static double Reaches(double sum, IEnumerable<(double Error, double Weight)> samples)
    {
        double reached = 0, last = 0;
        foreach ((double error, double weight) in samples)
        {
            last = error;
            reached += weight;
            if (reached >= sum)
            {
                break;
            }
        }

        return last;
    }
}
