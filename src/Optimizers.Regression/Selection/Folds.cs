namespace Optimizers.Regression;

/// <summary>The folds of a cross-validation over the samples of a regression.</summary>
internal sealed class Folds
{
    private readonly TrainingData _data;
    private readonly int[][] _heldOut;

    /// <exception cref="ArgumentException">There are more folds than samples, or the samples are not what the regression is for.</exception>
    public Folds(CrossValidation settings, LinearRegression regression, TrainingData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        int n = data.SampleCount, k = settings.Folds;
        if (k > n)
        {
            throw new ArgumentException(Invariant($"There are {k} folds for {n} samples; each needs at least one."), nameof(settings.Folds));
        }

        // here, where rows still have their numbers
        TargetCheck.Check(data.Rows, regression.Loss);
        PreparedSamples weighed = regression.Weighed(data.Prepared);
        _data = weighed == data.Prepared ? data : data.With((DenseRows)weighed.Rows);
        Regression = regression with { Weights = null, Exposure = null };
        int[] shuffled = Sampler.Choice(n, n, replace: false, random: new Random(settings.Seed));
        _heldOut = [.. Enumerable.Range(0, k).Select(f => shuffled[Start(f)..Start(f + 1)].Order().ToArray())];

        int Start(int fold) => (int)((long)fold * n / k);
    }

    /// <summary>The regression; weights and exposures are in the samples.</summary>
    public LinearRegression Regression { get; }

    /// <summary>The samples of each fold, in the order of the data.</summary>
    public IReadOnlyList<int[]> HeldOut => _heldOut;

    /// <summary>The folds.</summary>
    public IEnumerable<Fold> Each() => _heldOut.Select((held, f) => new Fold(_data, held, f + 1, _heldOut.Length));

    /// <summary>The sums over each; null where the loss is none of those that sums give.</summary>
    public FoldSums? Sums() => SummedSquares.Allows(Regression) ? FoldSums.Of(_data.Prepared, _heldOut, Regression) : null;
}
