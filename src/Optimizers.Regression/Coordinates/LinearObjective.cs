using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>The objective of linear regression, a function of the parameters: a loss of X·w + b against the targets.</summary>
/// <remarks>
/// <code>
/// R = loss′(XW + 1bᵀ, Y),  ∇W = XᵀR,  ∇b = Rᵀ1
/// </code>
/// <para>With d features and k targets the point has k groups, one for each target: its d weights, then, with an intercept, its bias. X is copied
/// row by row and read once in an evaluation, which allocates nothing and may run on several threads at once.</para>
/// <para>On a batch the sum of the terms is scaled by n/|B| before the reduction, so that a batch estimates the whole. For the roots
/// (<see cref="Losses.L2Norm"/>, <see cref="Losses.RootMeanSquaredError"/>), which are no means over samples, that estimate is biased.</para>
/// </remarks>
public sealed class LinearObjective : IFiniteSumFunction, IPrefetchedSamples
{
    private readonly ISamples _samples;
    private readonly LinearTerms _terms;
    private readonly double _weight;
    private readonly Standardization? _standardization;
    private readonly StreamCursor? _stream;
    private LossPass? _pass;

    /// <summary>Makes the objective for one target.</summary>
    /// <param name="X">The features, n × d, finite; copied.</param>
    /// <param name="y">The targets, n, finite; copied.</param>
    /// <param name="loss">The loss of the predictions.</param>
    /// <param name="fitIntercept">Whether there is a bias.</param>
    /// <exception cref="ArgumentException">X and y have different numbers of rows or none, or an entry is not finite.</exception>
    public LinearObjective(Matrix<double> X, Vector<double> y, ILoss loss, bool fitIntercept = true)
        : this(DenseRows.From(X, y), loss, fitIntercept)
    {
    }

    /// <summary>Makes the objective for several targets.</summary>
    /// <param name="X">The features, n × d, finite; copied.</param>
    /// <param name="Y">The targets, n × k, finite; copied.</param>
    /// <param name="loss">The loss of all n·k predictions.</param>
    /// <param name="fitIntercept">Whether each target has a bias.</param>
    /// <exception cref="ArgumentException">X and Y have different numbers of rows or none, or an entry is not finite.</exception>
    public LinearObjective(Matrix<double> X, Matrix<double> Y, ILoss loss, bool fitIntercept = true)
        : this(DenseRows.From(X, Y), loss, fitIntercept)
    {
    }

    internal LinearObjective(DenseRows data, ILoss loss, bool fitIntercept)
        : this(data, loss, fitIntercept, null, null, 1, data.Rows, data.Weights?.Sum() ?? data.Rows)
    {
        TargetCheck.Check(data, loss);
    }

    /// <summary>Makes the objective for samples that were checked.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="fitIntercept">Whether each target has a bias.</param>
    /// <param name="standardization">Of which features the point has the parameters; null: of those as they are.</param>
    /// <param name="targetShift">What is subtracted from the targets, k; null: nothing.</param>
    /// <param name="targetUnit">What targets are then divided by.</param>
    /// <param name="count">n.</param>
    /// <param name="weight">Σw.</param>
    internal LinearObjective(
        ISamples samples,
        ILoss loss,
        bool fitIntercept,
        Standardization? standardization,
        double[]? targetShift,
        double targetUnit,
        int count,
        double weight)
    {
        ArgumentNullException.ThrowIfNull(loss);
        (_samples, _standardization, SampleCount, _weight) = (samples, standardization, count, weight);
        var reading = new Reading(standardization?.Reading, targetShift, targetUnit);
        _terms = new LinearTerms(loss, samples.FeatureCount, samples.TargetCount, fitIntercept, reading);
        _stream = samples is IRowBlocks and not DenseRows ? new StreamCursor((IRowBlocks)samples) : null;
    }

    /// <summary>k·d, or with an intercept k·(d + 1).</summary>
    public int Dimension => _terms.Dimension;

    /// <inheritdoc/>
    public int SampleCount { get; }

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        _terms.Check(point, gradient);
        LossPass pass = Interlocked.Exchange(ref _pass, null) ?? new LossPass(_terms);
        point.CopyTo(pass.Point);
        _standardization?.Rescale(pass.Point, _terms.Layout);
        double[] sum = _samples.Run(pass);
        sum.AsSpan(0, Dimension).CopyTo(gradient);
        double terms = sum[Dimension];
        pass.Return(sum);
        _pass = pass;
        return Reduce(terms, 1, gradient);
    }

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, ReadOnlySpan<int> samples, Span<double> gradient)
    {
        Require.AtLeast(1, samples.Length, nameof(samples));
        _terms.Check(point, gradient);
        gradient.Clear();
        if (_standardization is null)
        {
            return Reduce(Add(point, samples, gradient), (double)SampleCount / samples.Length, gradient);
        }

        LossPass pass = Interlocked.Exchange(ref _pass, null) ?? new LossPass(_terms);
        point.CopyTo(pass.Point);
        _standardization.Rescale(pass.Point, _terms.Layout);
        double sum = Add(pass.Point, samples, gradient);
        _pass = pass;
        return Reduce(sum, (double)SampleCount / samples.Length, gradient);
    }

    void IPrefetchedSamples.Prefetch(ReadOnlySpan<int> samples) => Prefetch(samples);

    internal void Prefetch(ReadOnlySpan<int> samples)
    {
        if (_samples is DenseRows data)
        {
            foreach (int sample in samples)
            {
                data.Prefetch(sample);
            }
        }
    }

    /// <summary>Closes a source that batches have left open.</summary>
    internal void Close() => _stream?.Dispose();

    private double Reduce(double sum, double share, Span<double> gradient)
    {
        double value = _terms.Reduce(sum, share, _weight, gradient);
        _standardization?.Rescale(gradient, _terms.Layout);
        return value;
    }

    private double Add(ReadOnlySpan<double> point, ReadOnlySpan<int> batch, Span<double> gradient)
        => _stream is not null ? _stream.Add(_terms, point, batch, gradient) : _terms.Add(((DenseRows)_samples).Block.Choose(batch), point, gradient);
}
