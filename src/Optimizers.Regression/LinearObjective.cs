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
    private readonly RowData _data;
    private readonly LinearTerms _terms;
    private readonly double _weight;

    /// <summary>Makes the objective for one target.</summary>
    /// <param name="X">The features, n × d, finite; copied.</param>
    /// <param name="y">The targets, n, finite; copied.</param>
    /// <param name="loss">The loss of the predictions.</param>
    /// <param name="fitIntercept">Whether there is a bias.</param>
    /// <exception cref="ArgumentException">X and y have different numbers of rows or none, or an entry is not finite.</exception>
    public LinearObjective(Matrix<double> X, Vector<double> y, ILoss loss, bool fitIntercept = true)
        : this(RowData.From(X, y), loss, fitIntercept)
    {
    }

    /// <summary>Makes the objective for several targets.</summary>
    /// <param name="X">The features, n × d, finite; copied.</param>
    /// <param name="Y">The targets, n × k, finite; copied.</param>
    /// <param name="loss">The loss of all n·k predictions.</param>
    /// <param name="fitIntercept">Whether each target has a bias.</param>
    /// <exception cref="ArgumentException">X and Y have different numbers of rows or none, or an entry is not finite.</exception>
    public LinearObjective(Matrix<double> X, Matrix<double> Y, ILoss loss, bool fitIntercept = true)
        : this(RowData.From(X, Y), loss, fitIntercept)
    {
    }

    internal LinearObjective(RowData data, ILoss loss, bool fitIntercept)
    {
        ArgumentNullException.ThrowIfNull(loss);
        TargetCheck.Check(data, loss);
        (_data, _terms) = (data, new LinearTerms(loss, data.FeatureCount, data.TargetCount, fitIntercept));
        _weight = data.Weights?.Sum() ?? data.Rows;
    }

    /// <summary>k·d, or with an intercept k·(d + 1).</summary>
    public int Dimension => _terms.Dimension;

    /// <inheritdoc/>
    public int SampleCount => _data.Rows;

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        _terms.Check(point, gradient);
        gradient.Clear();
        return _terms.Reduce(_terms.Add(_data, point, gradient), 1, _weight, gradient);
    }

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, ReadOnlySpan<int> samples, Span<double> gradient)
    {
        Require.AtLeast(1, samples.Length, nameof(samples));
        _terms.Check(point, gradient);
        gradient.Clear();
        return _terms.Reduce(_terms.Add(_data, point, samples, gradient), (double)_data.Rows / samples.Length, _weight, gradient);
    }

    void IPrefetchedSamples.Prefetch(ReadOnlySpan<int> samples) => Prefetch(samples);

    internal void Prefetch(ReadOnlySpan<int> samples)
    {
        foreach (int sample in samples)
        {
            _data.Prefetch(sample);
        }
    }
}
