namespace Optimizers.Regression;

/// <summary>Sums over the samples of each fold, of which those over all others follow: squared errors are fitted to a fold's training samples, and scored,
/// without a visit to them.</summary>
/// <remarks>
/// <code>
/// Σ over training samples = Σ over all − Σ over those held out;  C = S − ssᵀ/W about their own means
/// Σwe² over those held out = vᵀSv,  S = Σwzzᵀ with z = (x, 1, y) as read and v the parameters that make e of it
/// </code>
/// </remarks>
internal sealed class FoldSums
{
    // the sums of all folds, in numbers
    private const long LargestSums = 1L << 25;

    // of a sum of squares over all samples, below which that over training samples is what rounding left
    private const double SmallestRest = 1e-2;

    // of the largest term of squares of errors, below which their sum is what rounding left
    private const double SmallestErrors = 1e-3;

    private readonly PreparedSamples _all;
    private readonly SquaredLoss _loss;
    private readonly IReadOnlyList<int[]> _heldOut;
    private readonly bool _isCentred;
    private readonly Reading _reading;
    private readonly SampleMoments[] _training;
    private readonly double[] _weights;

    // of z = (x, 1, y) lower triangles; none where features are more than samples
    private readonly double[][] _folds;
    private readonly double[] _total = [];

    private FoldSums(PreparedSamples all, IReadOnlyList<int[]> heldOut, SquaredLoss loss, bool isCentred, bool hasProducts)
    {
        (_all, _heldOut, _loss, _isCentred, _reading) = (all, heldOut, loss, isCentred, CrossProducts.ReadingOf(all.Moments, isCentred));
        var parts = new FoldParts((DenseRows)all.Rows, heldOut, hasProducts ? new GramPass(all.Rows.FeatureCount, 1, _reading, hasOnes: true) : null);
        Workers.Run(ref parts, heldOut.Count);
        (_folds, _weights) = (parts.Products, [.. parts.Moments.Select(fold => fold.Weight)]);
        _training = Others(parts.Moments, all.Rows.FeatureCount);
        if (hasProducts)
        {
            _total = new double[_folds[0].Length];
            foreach (double[] fold in _folds)
            {
                Blas.AddScaled(1, fold, _total);
            }
        }
    }

    /// <summary>Sums over folds.</summary>
    /// <param name="all">All samples, in memory, with their weights.</param>
    /// <param name="heldOut">The samples of each fold, ascending.</param>
    /// <param name="settings">The regression.</param>
    /// <returns>The sums; null where the loss is none of those that sums give, or they would take too much memory.</returns>
    public static FoldSums? Of(PreparedSamples all, IReadOnlyList<int[]> heldOut, LinearRegression settings)
    {
        int d = all.Rows.FeatureCount;
        bool hasProducts = !SummedSquares.IsTooWide(d, all.Moments.Rows - heldOut.Min(fold => fold.Length));
        long numbers = heldOut.Count * (hasProducts ? (d + 2L) * (d + 3) / 2 : 10L * d);
        return SummedSquares.Sums(settings.Loss, all.Rows.TargetCount) && numbers <= LargestSums
            ? new FoldSums(all, heldOut, (SquaredLoss)settings.Loss, settings.FitIntercept, hasProducts)
            : null;
    }

    /// <summary>Fits regressions that differ by their penalty to the training samples of each fold, several at once.</summary>
    /// <returns>The results of each fold; null for one that needs its samples, if only to say why it cannot be fitted.</returns>
    public OptimizationResult[]?[] Fit(LinearRegression[] regressions, CancellationToken cancellationToken)
    {
        var fits = new FoldFits(this, regressions, cancellationToken);
        Workers.Run(ref fits, _heldOut.Count);
        return fits.Results;
    }

    /// <summary>The mean loss of the samples held out in a fold; null where a visit to them is less work, or knows more.</summary>
    /// <param name="fold">The fold.</param>
    /// <param name="parameters">The coefficients and, if fitted, the intercept, in the user's units.</param>
    public double? Loss(int fold, double[] parameters) => _loss.Factor * MeanSquare(fold, parameters);

    /// <summary>The training samples of a fold with their moments and products; null where rounding left too little of these.</summary>
    private PreparedSamples? Training(int fold)
    {
        var rows = new OtherRows((DenseRows)_all.Rows, _heldOut[fold]);
        if (_folds[fold].Length == 0)
        {
            return new PreparedSamples(rows, _training[fold], null);
        }

        int d = _all.Rows.FeatureCount;
        double[] rest = [.. _total], sums = new double[(d + 1) * (d + 2) / 2];
        Blas.AddScaled(-1, _folds[fold], rest);
        ReadOnlySpan<double> ones = Row(rest, d), targets = Row(rest, d + 1);
        double weight = ones[d];
        for (int i = 0; i <= d; i++)
        {
            ReadOnlySpan<double> row = Row(rest, i < d ? i : d + 1);
            double mean = (i < d ? ones[i] : targets[d]) / weight;
            Span<double> centred = sums.AsSpan(i * (i + 1) / 2, i + 1);
            for (int j = 0; j <= i; j++)
            {
                centred[j] = row[j < d ? j : d + 1] - (_isCentred ? mean * (j < d ? ones[j] : targets[d]) : 0);
            }

            bool varies = i == d || _all.Moments.FeatureColumns.Lowest[i] < _all.Moments.FeatureColumns.Highest[i];
            if (varies && !(centred[i] >= SmallestRest * Row(_total, i < d ? i : d + 1)[^1]))
            {
                return null;
            }
        }

        return new PreparedSamples(rows, _training[fold], new CrossProducts(sums, Units, _reading.TargetUnit, _training[fold].Weight));
    }

    // what features are multiplied by, powers of 2
    private double[] Units => Array.ConvertAll(_reading.Scaling!.Scales, scale => 1 / scale);

    /// <summary>Σwe²/Σw over the samples held out in a fold.</summary>
    private double? MeanSquare(int fold, ReadOnlySpan<double> parameters)
    {
        int d = _all.Rows.FeatureCount;
        if (_folds[fold].Length == 0 || _heldOut[fold].Length <= d || _weights[fold] == 0)
        {
            return null;
        }

        double[] factors = new double[d + 2], units = Units, means = _reading.Scaling!.Means;
        for (int j = 0; j < d; j++)
        {
            factors[j] = -parameters[j] / units[j];
        }

        factors[d] = (_isCentred ? _all.Moments.TargetMeans[0] : 0) - Blas.Dot(parameters[..d], means) - (_isCentred ? parameters[d] : 0);
        factors[d + 1] = _reading.TargetUnit;
        double sum = 0, largest = 0;
        for (int i = 0; i < factors.Length; i++)
        {
            ReadOnlySpan<double> row = Row(_folds[fold], i);
            double square = factors[i] * factors[i] * row[i];
            sum += square + (2 * factors[i] * Blas.Dot(row[..i], factors.AsSpan(0, i)));
            largest = Math.Max(largest, square);
        }

        return sum > SmallestErrors * largest ? sum / _weights[fold] : null;
    }

    private static ReadOnlySpan<double> Row(double[] triangle, int i) => triangle.AsSpan(i * (i + 1) / 2, i + 1);

    /// <summary>The moments of all folds but one, for each.</summary>
    private static SampleMoments[] Others(SampleMoments[] folds, int features)
    {
        SampleMoments[] others = new SampleMoments[folds.Length];
        SampleMoments before = new(features, 1), after = new(features, 1);
        for (int fold = 0; fold < folds.Length; fold++)
        {
            others[fold] = new SampleMoments(features, 1);
            others[fold].Merge(before);
            before.Merge(folds[fold]);
        }

        for (int fold = folds.Length - 1; fold >= 0; fold--)
        {
            others[fold].Merge(after);
            after.Merge(folds[fold]);
        }

        return others;
    }

    /// <summary>The sums of each fold.</summary>
    private readonly struct FoldParts(DenseRows rows, IReadOnlyList<int[]> heldOut, GramPass? pass) : IParts
    {
        public SampleMoments[] Moments { get; } = new SampleMoments[heldOut.Count];

        public double[][] Products { get; } = new double[heldOut.Count][];

        public void Do(int part)
        {
            SampleBlock block = rows.Block.Choose(heldOut[part]);
            Moments[part] = new SampleMoments(rows.FeatureCount, 1);
            Moments[part].Add(block);
            Products[part] = [];
            if (pass is not null)
            {
                SymmetricProduct sum = pass.CreateSum();
                pass.Add(block, sum);
                Products[part] = CrossProducts.Triangle(sum);
            }
        }
    }

    /// <summary>The fits of each fold.</summary>
    private readonly struct FoldFits(FoldSums sums, LinearRegression[] regressions, CancellationToken cancellationToken) : IParts
    {
        public OptimizationResult[]?[] Results { get; } = new OptimizationResult[]?[sums._heldOut.Count];

        public void Do(int part)
        {
            if (sums.Training(part) is not { } training)
            {
                return;
            }

            try
            {
                FitSettings[] settings = Array.ConvertAll(regressions, regression => regression.Settings);
                var squares = new SummedSquares(training, settings[0], cancellationToken);
                Results[part] = settings.All(squares.Takes) ? [.. settings.Select(each => squares.Fit(each).Result)] : null;
            }
            catch (ArgumentException)
            {
                // the fit of the samples themselves refuses them in its turn, the first fold first
            }
        }
    }
}
