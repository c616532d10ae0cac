using System.Buffers;

namespace Optimizers.Regression;

/// <summary>A visit to all samples at the end of a fit, for its summary.</summary>
internal sealed class SummaryPass : IPass<SummaryProducts>
{
    // of which predictions and factors are written at a time
    private const int BlockRows = 8 * SymmetricProduct.BlockRows;

    private readonly StandardizedSamples _data;
    private readonly double[] _parameters;
    private readonly ILoss _loss;
    private readonly ILikelihood? _likelihood;
    private readonly bool _areRepeats;
    private readonly SampleTerm? _curvature;
    private readonly SampleTerm? _slope;
    private readonly bool _needsDesign;
    private readonly Separation? _separation;
    private readonly LinearTerms _terms;
    private readonly double[] _read;
    private readonly double _unit;
    private readonly double _slopeUnit = 1;
    private readonly double _curvatureUnit = 1;

    /// <param name="data">The samples, their features standardized; one target.</param>
    /// <param name="parameters">The parameters of the standardized features.</param>
    /// <param name="unit">The unit of the target.</param>
    /// <param name="needsDesign">Whether the design is to be multiplied by itself.</param>
    /// <param name="needsCovariance">Whether there are to be standard errors.</param>
    /// <param name="separation">What separates samples: those that it leaves behind say nothing of the errors, and are no degrees of freedom.</param>
    public SummaryPass(StandardizedSamples data, double[] parameters, double unit, bool needsDesign, bool needsCovariance, Separation? separation)
    {
        (_data, _parameters, _loss, _separation) = (data, parameters, data.Settings.Loss, separation);
        (_likelihood, _areRepeats) = (_loss as ILikelihood, data.Settings.HasRepeats);
        (_needsDesign, _unit) = (needsDesign, unit);
        _terms = new LinearTerms(_loss, data.Features, 1, data.Settings.FitIntercept, new Reading(data.Pending?.Reading));
        _read = [.. parameters];
        data.Pending?.Rescale(_read, data.Layout);
        if (needsCovariance && _loss is not SquaredLoss)
        {
            var residuals = new Lazy<ResidualSample>(Residuals);
            _curvature = LossCurvature.Of(_loss, () => residuals.Value);
            _slope = _likelihood is null ? LossCurvature.Slopes(_loss, () => residuals.Value) : null;
            if (HasUnit(_loss))
            {
                _slopeUnit = SlopeUnit();
                _curvatureUnit = _slopeUnit / unit;
            }
        }
    }

    public long SumLength => _needsDesign || _curvature is not null ? SymmetricProduct.Length(_data.Stride) : 1;

    public SummaryProducts CreateSum()
    {
        SymmetricProduct Empty() => new(_data.Features, _data.Settings.FitIntercept, scaling: _data.Standardization.Scaling);
        return new SummaryProducts(_needsDesign ? Empty() : null, _curvature is null ? null : Empty(), _slope is null ? null : Empty());
    }

    public void Add(SampleBlock block, SummaryProducts sum)
    {
        int most = Math.Min(BlockRows, block.Rows);
        double[] rented = ArrayPool<double>.Shared.Rent(3 * most);
        for (int first = 0; first < block.Rows; first += most)
        {
            int count = Math.Min(most, block.Rows - first);
            SampleBlock part = block.Slice(first, count);
            ReadOnlySpan<double> x = part.Features(0, count, []);
            Span<double> predictions = rented.AsSpan(0, count), curvatures = rented.AsSpan(most, count), scores = rented.AsSpan(2 * most, count);
            _terms.Predict(part, _read, predictions);
            Add(part, predictions, curvatures, scores, sum);
            sum.Design?.Add(x, part.HasWeights ? part.Weights(0, count, []) : []);
            sum.Curved?.Add(x, curvatures);
            sum.Scores?.Add(x, scores);
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    public void Merge(SummaryProducts sum, SummaryProducts later) => sum.Merge(later);

    /// <summary>Whether the parameters of a loss have the unit of the target.</summary>
    public static bool HasUnit(ILoss loss) => loss.Link == Link.Identity && loss is not ILikelihood;

    /// <summary>Goes through the samples, and adds what they say to sums.</summary>
    public SampleSums AddTo(SampleSums sums)
    {
        SummaryProducts found = _data.Given.Run(this);
        return sums with
        {
            Rows = found.Rows,
            Design = found.Design?.ToTriangle() ?? sums.Design,
            Curved = found.Curved?.ToTriangle(),
            Scores = found.Scores?.ToTriangle(),
        };
    }

    /// <summary>Goes through the samples again where the design tells more of itself than its product with itself.</summary>
    public SampleSums Refine(SampleSums sums)
        => sums with
        {
            Root = sums.Root ?? RootOf((_, _, curvatures) => curvatures.Fill(1), 1),
            CurvedRoot = _curvature is null || _separation is not null ? null : RootOf(_curvature, _curvatureUnit),
        };

    private LowerTriangle? RootOf(SampleTerm curvature, double unit)
    {
        var design = DesignTriangle.Of(_data, weight: (block, i) =>
        {
            double value = 0;
            double[] sample = Standardized(block, i);
            double prediction = Blas.Dot(sample, _parameters.AsSpan(0, sample.Length))
                + (_parameters.Length > sample.Length ? _parameters[^1] : 0) + block.Offset(i);
            curvature([prediction], block.Targets(i, 1, []), new Span<double>(ref value));
            return block.Weight(i) * (value / unit);
        });
        return design.IsFullRank() ? design.Root : null;
    }

    private double Predict(DenseRows block, int row)
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

    /// <summary>The power of 2 near the slope of a loss of errors where they are of the size of the target.</summary>
    private double SlopeUnit()
    {
        double slope = 0;
        _loss.Sum([_unit], [0], new Span<double>(ref slope));
        return slope != 0 && double.IsFinite(slope) ? Math.ScaleB(1, Math.ILogB(slope)) : 1;
    }

    private ResidualSample Residuals()
    {
        var residuals = new ResidualSample(_areRepeats, HasUnit(_loss) ? _unit : 1);
        foreach (DenseRows block in _data.Samples.Blocks())
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

    /// <summary>Adds what the predictions say, and writes by what outer products of samples are multiplied.</summary>
    private void Add(SampleBlock block, ReadOnlySpan<double> predictions, Span<double> curvatures, Span<double> scores, SummaryProducts sum)
    {
        ReadOnlySpan<double> targets = block.Targets(0, block.Rows, []);
        _curvature?.Invoke(predictions, targets, curvatures);
        _slope?.Invoke(predictions, targets, scores);
        RowSums rows = sum.Rows;
        for (int k = 0; k < block.Rows; k++)
        {
            double weight = block.Weight(k);
            bool isSeparated = weight > 0 && _separation?.Separates(Standardized(block, k)) == true;
            double factor = isSeparated ? 0 : weight;
            if (weight > 0)
            {
                Add(predictions[k], targets[k], weight, isSeparated, ref rows);
            }

            if (_curvature is not null)
            {
                curvatures[k] = factor == 0 ? 0 : factor * (curvatures[k] / _curvatureUnit);
            }

            if (_slope is not null)
            {
                double score = scores[k] / _slopeUnit;
                scores[k] = factor == 0 ? 0 : factor * (_areRepeats ? 1 : weight) * score * score;
            }
        }

        sum.Rows = rows;
    }

    private double[] Standardized(SampleBlock block, int row)
    {
        double[] sample = block.Row(row).ToArray();
        _data.Pending?.Apply(sample, sample);
        return sample;
    }

    private void Add(double prediction, double target, double weight, bool isSeparated, ref RowSums sums)
    {
        double mean = Mean(prediction), e = target - mean;
        sums.ResidualSquares += weight * (e / _unit) * (e / _unit);
        sums.Separated += !isSeparated ? 0 : _areRepeats ? weight : 1;
        if (_likelihood is not null)
        {
            sums.Deviance += weight * _likelihood.Deviance(mean, target);
            sums.LogLikelihood += weight * _likelihood.LogLikelihood(mean, target, 1);
            sums.Pearson += isSeparated ? 0 : weight * e * e / _likelihood.Variance(mean);
        }
    }
}
