namespace Optimizers.Regression;

/// <summary>A visit to all samples at the end of a fit, for its summary.</summary>
internal sealed class SummaryPass
{
    private const int PartRows = 4096;

    private readonly FitData _data;
    private readonly double[] _parameters;
    private readonly ILoss _loss;
    private readonly ILikelihood? _likelihood;
    private readonly bool _areRepeats;
    private readonly Func<double, double, double>? _curvature;
    private readonly Func<double, double, double>? _slope;
    private readonly OuterProducts? _design;
    private readonly OuterProducts? _curved;
    private readonly OuterProducts? _scores;
    private readonly Separation? _separation;
    private RowSums _rows;

    /// <param name="data">The samples, their features standardized; one target.</param>
    /// <param name="parameters">The parameters of the standardized features.</param>
    /// <param name="needsDesign">Whether the design is to be multiplied by itself.</param>
    /// <param name="needsCovariance">Whether there are to be standard errors.</param>
    /// <param name="separation">What separates samples: those that it leaves behind say nothing of the errors, and are no degrees of freedom.</param>
    public SummaryPass(FitData data, double[] parameters, bool needsDesign, bool needsCovariance, Separation? separation)
    {
        (_data, _parameters, _loss, _separation) = (data, parameters, data.Settings.Loss, separation);
        (_likelihood, _areRepeats) = (_loss as ILikelihood, data.Settings.HasRepeats);
        OuterProducts Products() => new(data.Features, data.Settings.FitIntercept);
        _design = needsDesign ? Products() : null;
        if (needsCovariance && _loss is not SquaredLoss)
        {
            var residuals = new Lazy<ResidualSample>(Residuals);
            (_curvature, _curved) = (LossCurvature.Of(_loss, () => residuals.Value), Products());
            (_slope, _scores) = _likelihood is null ? (LossCurvature.Slopes(_loss, () => residuals.Value), Products()) : default;
        }
    }

    /// <summary>Goes through the samples, and adds what they say to sums.</summary>
    public SampleSums AddTo(SampleSums sums)
    {
        foreach (RowData block in _data.Samples.Blocks())
        {
            Take(block);
        }

        return sums with { Rows = _rows, Design = _design?.ToTriangle() ?? sums.Design, Curved = _curved?.ToTriangle(), Scores = _scores?.ToTriangle() };
    }

    /// <summary>Goes through the samples again where the design tells more of itself than its product with itself.</summary>
    public SampleSums Refine(SampleSums sums)
        => sums with { Root = sums.Root ?? RootOf((_, _) => 1), CurvedRoot = _curvature is null || _separation is not null ? null : RootOf(_curvature) };

    private LowerTriangle? RootOf(Func<double, double, double> curvature)
    {
        var design = DesignTriangle.Of(_data, weight: (block, i) => (block.Weights?[i] ?? 1) * curvature(Predict(block, i), block.Targets[i]));
        return design.IsFullRank() ? design.Root : null;
    }

    private void Take(RowData block)
    {
        double[]? curvatures = _curved is null ? null : new double[block.Rows], scores = _scores is null ? null : new double[block.Rows];
        var parts = new Parts(this, block, curvatures, scores, new RowSums[((block.Rows - 1) / PartRows) + 1]);
        Workers.Run(ref parts, parts.Sums.Length);
        _rows = parts.Sums.Aggregate(_rows, (all, part) => all + part);
        _design?.Add(block, null);
        _curved?.Add(block, curvatures);
        _scores?.Add(block, scores);
    }

    private double Predict(RowData block, int row)
    {
        int d = _data.Features;
        return Blas.Dot(block.Row(row), _parameters.AsSpan(0, d)) + (_parameters.Length > d ? _parameters[d] : 0) + (block.Offsets?[row] ?? 0);
    }

    private double Mean(double prediction)
    {
        Span<double> mean = [prediction];
        _loss.Link.Apply(mean, 1);
        return mean[0];
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

    /// <summary>Adds a sample, and writes by what its outer product is multiplied.</summary>
    private void Add(RowData block, int i, double[]? curvatures, double[]? scores, ref RowSums sums)
    {
        double weight = block.Weights?[i] ?? 1;
        if (weight == 0)
        {
            return;
        }

        double prediction = Predict(block, i), target = block.Targets[i], mean = Mean(prediction), e = target - mean;
        sums.ResidualSquares += weight * e * e;
        if (_likelihood is not null)
        {
            sums.Deviance += weight * _likelihood.Deviance(mean, target);
            sums.LogLikelihood += weight * _likelihood.LogLikelihood(mean, target, 1);
        }

        if (_separation?.Separates(block.Row(i)) == true)
        {
            sums.Separated += _areRepeats ? weight : 1;
            return;
        }

        sums.Pearson += _likelihood is null ? 0 : weight * e * e / _likelihood.Variance(mean);
        curvatures?[i] = weight * _curvature!(prediction, target);
        if (scores is not null)
        {
            double slope = _slope!(prediction, target);
            scores[i] = weight * (_areRepeats ? 1 : weight) * slope * slope;
        }
    }

    private readonly struct Parts(SummaryPass pass, RowData block, double[]? curvatures, double[]? scores, RowSums[] sums) : IParts
    {
        public RowSums[] Sums => sums;

        public void Do(int part)
        {
            for (int i = part * PartRows; i < Math.Min((part + 1) * PartRows, block.Rows); i++)
            {
                pass.Add(block, i, curvatures, scores, ref sums[part]);
            }
        }
    }
}
