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
    private readonly SampleTerm? _curvature;
    private readonly SampleTerm? _slope;
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

    private void Take(RowData block)
    {
        double[]? curvatures = _curved is null ? null : new double[block.Rows], scores = _scores is null ? null : new double[block.Rows];
        var parts = new Parts(this, block, curvatures, scores, new RowSums[((block.Rows - 1) / PartRows) + 1]);
        Workers.Run(ref parts, parts.Sums.Length);
        _rows = parts.Sums.Aggregate(_rows, (all, part) => all + part);
        _design?.Add(block, block.Weights);
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

    /// <summary>Adds samples, and writes by what their outer products are multiplied.</summary>
    private void Add(RowData block, int first, int count, Span<double> curvatures, Span<double> scores, ref RowSums sums)
    {
        Span<double> targets = block.Targets.AsSpan(first, count), predictions = new double[count];
        for (int k = 0; k < count; k++)
        {
            predictions[k] = Predict(block, first + k);
        }

        _curvature?.Invoke(predictions, targets, curvatures);
        _slope?.Invoke(predictions, targets, scores);
        for (int k = 0; k < count; k++)
        {
            double weight = block.Weights?[first + k] ?? 1;
            bool isSeparated = weight > 0 && _separation?.Separates(block.Row(first + k)) == true;
            double factor = isSeparated ? 0 : weight;
            if (weight > 0)
            {
                Add(predictions[k], targets[k], weight, isSeparated, ref sums);
            }

            if (_curvature is not null)
            {
                curvatures[k] = factor == 0 ? 0 : factor * curvatures[k];
            }

            if (_slope is not null)
            {
                scores[k] = factor == 0 ? 0 : factor * (_areRepeats ? 1 : weight) * scores[k] * scores[k];
            }
        }
    }

    private void Add(double prediction, double target, double weight, bool isSeparated, ref RowSums sums)
    {
        double mean = Mean(prediction), e = target - mean;
        sums.ResidualSquares += weight * e * e;
        sums.Separated += !isSeparated ? 0 : _areRepeats ? weight : 1;
        if (_likelihood is not null)
        {
            sums.Deviance += weight * _likelihood.Deviance(mean, target);
            sums.LogLikelihood += weight * _likelihood.LogLikelihood(mean, target, 1);
            sums.Pearson += isSeparated ? 0 : weight * e * e / _likelihood.Variance(mean);
        }
    }

    private readonly struct Parts(SummaryPass pass, RowData block, double[]? curvatures, double[]? scores, RowSums[] sums) : IParts
    {
        public RowSums[] Sums => sums;

        public void Do(int part)
        {
            int first = part * PartRows, count = Math.Min(PartRows, block.Rows - first);
            pass.Add(block, first, count, curvatures.AsSpan(curvatures is null ? 0 : first, curvatures is null ? 0 : count), scores.AsSpan(scores is null ? 0 : first, scores is null ? 0 : count), ref sums[part]);
        }
    }
}
