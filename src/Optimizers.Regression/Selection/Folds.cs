namespace Optimizers.Regression;

/// <summary>The folds of a cross-validation over the samples of a regression.</summary>
internal sealed class Folds
{
    private readonly TrainingData _data;
    private readonly int[][] _heldOut;

    /// <exception cref="ArgumentException">There are more folds than samples or groups of them, or the samples are not what the regression is for.</exception>
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
        _data = data;
        var random = new Random(settings.Seed);
        _heldOut = data.Rows.Groups is { } groups ? OfGroups(groups, k, random) : OfSamples(n, k, random);
    }

    /// <summary>The samples of each fold, in the order of the data.</summary>
    public IReadOnlyList<int[]> HeldOut => _heldOut;

    /// <summary>The folds.</summary>
    public IEnumerable<Fold> Each() => _heldOut.Select((held, f) => new Fold(_data, held, f + 1, _heldOut.Length));

    /// <summary>The sums over each; null where the loss is none of those that sums give.</summary>
    public FoldSums? Sums(LinearRegression regression) => SummedSquares.Allows(regression.Settings) ? FoldSums.Of(_data.Prepared, _heldOut, regression) : null;

    private static int[][] OfSamples(int n, int k, Random random)
    {
        int[] shuffled = Sampler.Choice(n, n, replace: false, random: random);
        return [.. Enumerable.Range(0, k).Select(f => shuffled[Start(f)..Start(f + 1)].Order().ToArray())];

        int Start(int fold) => (int)((long)fold * n / k);
    }

    /// <summary>Puts each group, the large ones first, into the fold that has the fewest samples yet.</summary>
    private static int[][] OfGroups(int[] groups, int k, Random random)
    {
        ILookup<int, int> samples = Enumerable.Range(0, groups.Length).ToLookup(i => groups[i]);
        if (k > samples.Count)
        {
            throw new ArgumentException(Invariant($"There are {k} folds for {samples.Count} groups; each needs at least one."), nameof(CrossValidation.Folds));
        }

        int[][] all = [.. samples.Select(group => group.ToArray())];
        List<int>[] folds = [.. Enumerable.Range(0, k).Select(_ => new List<int>())];
        foreach (int group in Sampler.Choice(all.Length, all.Length, replace: false, random: random).OrderByDescending(group => all[group].Length))
        {
            folds.MinBy(fold => fold.Count)!.AddRange(all[group]);
        }

        return [.. folds.Select(fold => fold.Order().ToArray())];
    }
}
