namespace Optimizers.Regression;

/// <summary>A visit to all samples at the end of a fit, for its summary.</summary>
internal sealed class SummaryPass
{
    private readonly FitData _data;
    private readonly double[] _parameters;
    private readonly ILoss _loss;
    private readonly ILikelihood? _likelihood;
    private readonly bool _areRepeats;
    private readonly SampleTerm? _curvature;
    private readonly SampleTerm? _slope;
    private readonly Separation? _separation;
    private readonly Func<SummarySums> _empty;
    private readonly SummarySums?[] _shares;
    private readonly SummarySums _total;

    /// <param name="data">The samples, their features standardized; one target.</param>
    /// <param name="parameters">The parameters of the standardized features.</param>
    /// <param name="needsDesign">Whether the design is to be multiplied by itself.</param>
    /// <param name="needsCovariance">Whether there are to be standard errors.</param>
    /// <param name="separation">What separates samples: those that it leaves behind say nothing of the errors, and are no degrees of freedom.</param>
    public SummaryPass(FitData data, double[] parameters, bool needsDesign, bool needsCovariance, Separation? separation)
    {
        (_data, _parameters, _loss, _separation) = (data, parameters, data.Settings.Loss, separation);
        (_likelihood, _areRepeats) = (_loss as ILikelihood, data.Settings.HasRepeats);
        if (needsCovariance && _loss is not SquaredLoss)
        {
            var residuals = new Lazy<ResidualSample>(Residuals);
            _curvature = LossCurvature.Of(_loss, () => residuals.Value);
            _slope = _likelihood is null ? LossCurvature.Slopes(_loss, () => residuals.Value) : null;
        }

        SymmetricProduct? Product(bool isNeeded) => isNeeded ? new SymmetricProduct(data.Features, data.Settings.FitIntercept) : null;
        _empty = () => new SummarySums(Product(needsDesign), Product(_curvature is not null), Product(_slope is not null));
        _total = _empty();
        _shares = PartSums.Room<SummarySums>(3 * SymmetricProduct.Length(data.Features + 1));
    }

    /// <summary>Goes through the samples, and adds what they say to sums.</summary>
    public SampleSums AddTo(SampleSums sums)
    {
        foreach (RowData block in _data.Samples.Blocks())
        {
            var parts = new Parts(this, block, PartSums.RowsOf(block, _shares.Length));
            Workers.Run(ref parts, parts.Count);
            for (int part = 0; part < parts.Count; part++)
            {
                _total.Merge(_shares[part]!);
            }
        }

        return sums with { Rows = _total.Rows, Design = _total.Design?.ToTriangle() ?? sums.Design, Curved = _total.Curved?.ToTriangle(), Scores = _total.Scores?.ToTriangle() };
    }

    /// <summary>Goes through the samples again where the design tells more of itself than its product with itself.</summary>
    public SampleSums Refine(SampleSums sums)
        => sums with { Root = sums.Root ?? RootOf((_, _, curvatures) => curvatures.Fill(1)), CurvedRoot = _curvature is null || _separation is not null ? null : RootOf(_curvature) };

    private LowerTriangle? RootOf(SampleTerm curvature)
    {
        var design = DesignTriangle.Of(_data, weight: (block, i) =>
        {
            double value = 0;
            curvature([Predict(block, i)], [block.Targets[i]], new Span<double>(ref value));
            return (block.Weights?[i] ?? 1) * value;
        });
        return design.IsFullRank() ? design.Root : null;
    }

    private double Predict(RowData block, int row)
    {
        int d = _data.Features;
        return Blas.Dot(block.Row(row), _parameters.AsSpan(0, d)) + (_parameters.Length > d ? _parameters[d] : 0) + (block.Offsets?[row] ?? 0);
    }

    private ResidualSample Residuals()
    {
        var residuals = new ResidualSample(_areRepeats);
        foreach (RowData block in _data.Samples.Blocks())
        {
            for (int i = 0; i < block.Rows; i++)
            {
                if (block.Weights?[i] is not 0.0)
                {
                    residuals.Add(Predict(block, i), block.Targets[i], block.Weights?[i] ?? 1);
                }
            }
        }

        return residuals;
    }

    /// <summary>Adds a few samples while they are in the cache.</summary>
    private void Add(RowData block, int first, int count, SummarySums sums)
    {
        Span<double> predictions = stackalloc double[count], means = stackalloc double[count], factors = stackalloc double[count], terms = stackalloc double[count];
        ReadOnlySpan<double> x = block.Features.Slice(first * block.FeatureCount, count * block.FeatureCount), targets = block.Targets.AsSpan(first, count);
        ReadOnlySpan<double> weights = block.Weights is { } all ? all.AsSpan(first, count) : [];
        for (int k = 0; k < count; k++)
        {
            predictions[k] = Predict(block, first + k);
        }

        predictions.CopyTo(means);
        _loss.Link.Apply(means, 1);
        for (int k = 0; k < count; k++)
        {
            double weight = weights.IsEmpty ? 1 : weights[k];
            bool isSeparated = weight > 0 && _separation?.Separates(block.Row(first + k)) == true;
            factors[k] = isSeparated ? 0 : weight;
            if (weight > 0)
            {
                Add(means[k], targets[k], weight, isSeparated, ref sums.Rows);
            }
        }

        sums.Design?.Add(x, weights);
        if (_curvature is not null)
        {
            _curvature(predictions, targets, terms);
            for (int k = 0; k < count; k++)
            {
                terms[k] = factors[k] == 0 ? 0 : factors[k] * terms[k];
            }

            sums.Curved!.Add(x, terms);
        }

        if (_slope is not null)
        {
            _slope(predictions, targets, terms);
            for (int k = 0; k < count; k++)
            {
                // a weight that is a precision is squared with the score; a repeat counts it
                terms[k] = factors[k] == 0 ? 0 : factors[k] * (_areRepeats ? 1 : factors[k]) * terms[k] * terms[k];
            }

            sums.Scores!.Add(x, terms);
        }
    }

    private void Add(double mean, double target, double weight, bool isSeparated, ref RowSums sums)
    {
        double e = target - mean;
        sums.ResidualSquares += weight * e * e;
        sums.Separated += !isSeparated ? 0 : _areRepeats ? weight : 1;
        if (_likelihood is not null)
        {
            sums.Deviance += weight * _likelihood.Deviance(mean, target);
            sums.LogLikelihood += weight * _likelihood.LogLikelihood(mean, target, 1);
            sums.Pearson += isSeparated ? 0 : weight * e * e / _likelihood.Variance(mean);
        }
    }

    private readonly struct Parts(SummaryPass pass, RowData block, int rows) : IParts
    {
        public int Count => ((block.Rows - 1) / rows) + 1;

        public void Do(int part)
        {
            SummarySums sums = pass._shares[part] ??= pass._empty();
            sums.Clear();
            int end = Math.Min((part + 1) * rows, block.Rows);
            for (int first = part * rows; first < end; first += SymmetricProduct.BlockRows)
            {
                pass.Add(block, first, Math.Min(SymmetricProduct.BlockRows, end - first), sums);
            }
        }
    }
}
