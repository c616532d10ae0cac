namespace Optimizers.Regression;

/// <summary>The fit of a regression with all coefficients 0, and how hard the data pull at them there.</summary>
internal sealed class WithoutFeatures
{
    // The λ of a penalty with any share of L1 to speak of is within this of that of L1 alone.
    private const double LargestFactor = 1e12;

    private readonly double[] _descent;
    private readonly int _features;

    /// <param name="settings">The regression.</param>
    /// <param name="data">The samples.</param>
    /// <param name="squares">Their sums, where the loss is one of those that sums give; null: it is not.</param>
    /// <exception cref="ArgumentException">The loss has kinks, at which the pull is not one number.</exception>
    public WithoutFeatures(LinearRegression settings, TrainingData data, SummedSquares? squares)
    {
        _features = data.FeatureCount;
        if (squares is not null)
        {
            _descent = squares.Descent;
            Parameters = [.. new double[data.FeatureCount], .. settings.FitIntercept ? [squares.TargetMean] : Array.Empty<double>()];
            return;
        }

        if (settings.Loss is ISmoothableLoss)
        {
            throw new ArgumentException(
                $"{settings.Loss} has kinks: the λ at which all coefficients are 0 is not computed; give {nameof(RegularizationPath.Lambdas)}.",
                nameof(RegularizationPath.Lambdas));
        }

        PreparedSamples rows = data.Prepared;

        // constants are no matter here, for a penalty sets their coefficients to 0
        LinearRegression penalized = settings with { Penalty = new L1Penalty(0) };
        var standardized = new StandardizedSamples(rows, penalized.Settings, centre: true, scale: settings.Standardize);
        Parameters = new double[standardized.Dimension];
        LinearFit alone = Alone(settings, rows);
        if (settings.FitIntercept)
        {
            for (int last = standardized.Stride - 1; last < Parameters.Length; last += standardized.Stride)
            {
                Parameters[last] = alone.Parameters[(2 * (last + 1) / standardized.Stride) - 1];
            }
        }

        double[] gradient = new double[Parameters.Length];
        standardized.Objective(alone.Data.Settings.Loss, settings.FitIntercept).Evaluate(Parameters, gradient);
        _descent = [.. gradient.Chunk(standardized.Stride).SelectMany(group => group.Take(standardized.Features)).Select(partial => -partial)];
    }

    /// <summary>Coefficients of 0 and, if one is fitted, the intercept.</summary>
    public double[] Parameters { get; }

    /// <summary>The smallest λ at which coefficients of 0 minimize loss and penalty.</summary>
    /// <remarks>0 is a minimum where the proximal operator of the penalty takes −∇ there; λ is bisected to its last bit.</remarks>
    public double SmallestLambda(Func<double, IPenalty> penalty)
    {
        double pull = Blas.MaxNorm(_descent);
        if (pull == 0)
        {
            throw new ArgumentException(
                $"All coefficients are 0 without a penalty: the targets go with no feature. Give {nameof(RegularizationPath.Lambdas)}.", "y");
        }

        double high = pull;
        while (!IsZero(penalty(high)))
        {
            high = high < LargestFactor * pull ? 2 * high
                : throw new ArgumentException(
                    $"{penalty(pull)} sets no coefficient to exactly 0 at any λ, so that there is no largest to begin with; give "
                        + $"{nameof(RegularizationPath.Lambdas)}.",
                    nameof(RegularizationPath.Lambdas));
        }

        double low = 0;
        for (double middle = high / 2; middle > low && middle < high; middle = low + ((high - low) / 2))
        {
            (low, high) = IsZero(penalty(middle)) ? (low, middle) : (middle, high);
        }

        return high;
    }

    private bool IsZero(IPenalty penalty)
    {
        double[] point = [.. _descent];
        for (int first = 0; first < point.Length; first += _features)
        {
            penalty.ApplyProximal(point.AsSpan(first, _features), 1);
        }

        return !point.AsSpan().ContainsAnyExcept(0);
    }

    /// <summary>Fits the intercept, if there is one, alone, beside a feature of zeros.</summary>
    private static LinearFit Alone(LinearRegression settings, PreparedSamples samples)
    {
        var rows = (DenseRows)samples.Rows;
        var zeros = new PreparedSamples(rows with { Features = new double[rows.Rows], FeatureCount = 1, FeatureNames = null });
        LinearFit problem = new LinearRegression { Loss = settings.Loss, Penalty = new RidgePenalty(1), FitIntercept = settings.FitIntercept }.Prepare(
            zeros, CancellationToken.None);
        while (problem.MoveNext())
        {
        }

        return problem;
    }
}
