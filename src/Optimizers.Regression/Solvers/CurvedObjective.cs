using System.Buffers;

namespace Optimizers.Regression;

/// <summary>A loss of linear predictions with its smooth penalty, as a function of the parameters, with its second derivatives.</summary>
/// <remarks>
/// <code>
/// ∇²f = Σ w ℓ″(z, y) [x, 1][x, 1]ᵀ for each target;  for classes, of each pair of them, ℓ″ = diag p − ppᵀ
/// </code>
/// <para>Rows are cut into parts by their number alone, for all cores, and the sums of the parts added in their order, so that the bits do not depend on the threads.</para>
/// </remarks>
internal sealed class CurvedObjective : ICurvedObjective
{
    // as much of X as stays in the first caches while it is multiplied
    private const int BlockNumbers = 1 << 13;
    private const int PartNumbers = 1 << 16;
    private const int MostParts = 64;

    // of the sums of all parts together, in numbers
    private const int LargestScratch = 1 << 24;

    // beside an evaluation without second derivatives, as measured: of each row, and of each number that it is multiplied by
    private const double RowCost = 2;
    private const double ProductCost = 1 / 20.0;

    private readonly FitData _data;
    private readonly ISampleBlocks _samples;
    private readonly ILoss _loss;
    private readonly IFiniteSumFunction _function;
    private readonly CoordinateTerms? _penalty;
    private readonly CurvatureBlocks _blocks;
    private readonly LinearTerms _terms;
    private readonly int _length;
    private double[][] _shares = [];

    /// <param name="data">The samples and settings; the penalty counts where it is a smooth one.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="samples">The samples with the targets that count.</param>
    public CurvedObjective(FitData data, ILoss loss, ISampleBlocks samples)
    {
        (_data, _loss, _samples) = (data, loss, samples);
        _function = data.Objective(loss, samples, data.Settings.FitIntercept);
        _penalty = data.Settings.Penalty is ISmoothPenalty ? CoordinateTerms.Of(data, data.Settings.Penalty, data.Stride, 1, 1) : null;
        _terms = new LinearTerms(loss, data.Features, data.Targets, data.Settings.FitIntercept);
        _blocks = new CurvatureBlocks(loss, data.Features, data.Targets, data.Settings.FitIntercept);
        _length = Dimension + 1 + _blocks.Length;
    }

    public int Dimension => _data.Dimension;

    public double CurvatureCost => Cost(_loss, _data.Features);

    /// <summary>How many evaluations without second derivatives one with them takes the time of.</summary>
    public static double Cost(ILoss loss, int features) => RowCost + (ProductCost * features * (loss.Outputs + 1) / 2);

    /// <summary>Whether a loss has second derivatives.</summary>
    public static bool Takes(ILoss loss) => loss is ICurvedLoss or SoftmaxLoss && loss is not ISmoothableLoss && loss.Reduction is LossReduction.Mean or LossReduction.Sum;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        double value = _function.Evaluate(point, gradient);
        return value + (_penalty?.AddGradient(point, gradient) ?? 0);
    }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> hessian)
    {
        _terms.Check(point, gradient);
        gradient.Clear();
        _blocks.Sums.AsSpan().Clear();
        double sum = _samples is RowData data ? Add(data, point, gradient) : 0;
        if (_samples is not RowData)
        {
            foreach (RowData block in _samples.Blocks())
            {
                sum += Add(block, point, gradient);
            }
        }

        double weight = _data.Moments.Weight, value = _terms.Reduce(sum, 1, weight, gradient);
        _blocks.Write(_loss.Reduction.Apply(sum, weight * _data.Targets / _loss.Outputs).Scale, hessian, isPulled: _data.Settings is { Penalty: not (null or RidgePenalty { Weight: 0 }) } or { Bounds: not null });
        if (_penalty is not null)
        {
            value += _penalty.AddGradient(point, gradient);
            for (int i = 0; i < Dimension; i++)
            {
                hessian[(i * Dimension) + i] += _penalty.L2[i];
            }
        }

        return value;
    }

    private double Add(RowData block, ReadOnlySpan<double> point, Span<double> gradient)
    {
        int rows = Math.Max(4, BlockNumbers / _data.Features / 4 * 4), least = Math.Max(rows, PartNumbers / _data.Features / rows * rows);
        int parts = Math.Clamp(block.Rows / least, 1, Math.Clamp(LargestScratch / _length, 1, MostParts)), inPart = (((block.Rows - 1) / parts / rows) + 1) * rows;
        parts = ((block.Rows - 1) / inPart) + 1;
        if (_shares.Length < parts)
        {
            _shares = [.. Enumerable.Range(0, parts).Select(_ => new double[_length])];
        }

        var all = new Parts(this, block, point, inPart, rows);
        Workers.Run(ref all, parts);
        double sum = 0;
        for (int part = 0; part < parts; part++)
        {
            ReadOnlySpan<double> share = _shares[part];
            sum += share[Dimension];
            Blas.AddScaled(1, share[..Dimension], gradient);
            Blas.AddScaled(1, share[(Dimension + 1)..], _blocks.Sums);
        }

        return sum;
    }

    /// <summary>Adds rows to a share: their gradient, the sum of their terms, their products.</summary>
    private void Add(RowData data, ReadOnlySpan<double> point, int first, int rows, Span<double> scratch, Span<double> share)
    {
        int k = data.TargetCount, terms = rows * k / _loss.Outputs;
        Span<double> predictions = scratch[..(rows * k)], slopes = scratch.Slice(rows * k, rows * k), weights = scratch.Slice(2 * rows * k, data.Weights is null ? 0 : terms);
        ReadOnlySpan<double> targets = data.Targets.AsSpan(first * k, rows * k);
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = data.Weights![first + (i * _loss.Outputs / k)];
        }

        _terms.Predict<AllRows>(data, point, [], first, rows, predictions);
        share[Dimension] += _loss.Sum(predictions, targets, weights, slopes);
        _terms.AddGradient<AllRows>(data, [], first, rows, slopes, share[..Dimension]);
        _blocks.Add(data, first, rows, predictions, slopes, weights, scratch[(3 * rows * k)..], share[(Dimension + 1)..]);
    }

    private readonly ref struct Parts(CurvedObjective objective, RowData data, ReadOnlySpan<double> point, int inPart, int rows) : IParts
    {
        private readonly ReadOnlySpan<double> _point = point;

        public void Do(int part)
        {
            Span<double> share = objective._shares[part];
            share.Clear();
            double[] scratch = ArrayPool<double>.Shared.Rent(rows * ((3 * data.TargetCount) + data.FeatureCount + 1));
            int end = Math.Min((part + 1) * inPart, data.Rows);
            for (int first = part * inPart; first < end; first += rows)
            {
                objective.Add(data, _point, first, Math.Min(rows, end - first), scratch, share);
            }

            ArrayPool<double>.Shared.Return(scratch);
        }
    }
}
