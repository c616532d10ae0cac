namespace Optimizers.Regression;

/// <summary>Half a mean of squared residuals of the samples as they were given, in some 32 digits, as a function of coordinates γ = Rθ/√ΣW about a point near
/// the minimum.</summary>
/// <remarks>
/// <code>
/// θ: the weights of standardized features, before them the prediction at their means;  r = b + Xw − y,  ∇θ = [1, Z]ᵀWr/ΣW,  ∇γ = √ΣW·R⁻ᵀ∇θ
/// </code>
/// The Hessian is the identity but for the rounding of R, so that steps of rate 1 refine what R alone would solve to its condition times the rounding of
/// doubles. Source: Å. Björck, <see href="https://doi.org/10.1016/0024-3795(87)90101-7">Stability analysis of the method of seminormal equations</see>, 1987.
/// </remarks>
internal sealed partial class RefinedSquares : IDifferentiableFunction
{
    private const int PartNumbers = 1 << 14;

    private readonly StandardizedSamples _data;
    private readonly IRowBlocks _given;
    private readonly DesignTriangle _design;
    private readonly double _ridge;
    private readonly double _root;
    private readonly double _targetUnit;
    private readonly double _targetScale;
    private readonly double[] _units;
    private readonly double[] _means;
    private readonly double[] _scales;
    private readonly DoubleDouble[] _base;
    private readonly double _inflation;
    private readonly int _ones;

    /// <param name="data">The samples.</param>
    /// <param name="design">R.</param>
    /// <param name="ridge">What the squared norm of the weights, halved, is weighed by.</param>
    /// <param name="targetScale">What targets are divided by.</param>
    public RefinedSquares(StandardizedSamples data, DesignTriangle design, double ridge, double targetScale)
    {
        (_data, _given, _design, _ridge, _root) = (data, data.Rows, design, ridge, Math.Sqrt(data.Moments.Weight));
        _ones = data.Settings.FitIntercept ? 1 : 0;
        _units = [.. Enumerable.Range(0, data.Features).Select(data.Moments.FeatureColumns.Unit)];
        _means = [.. _units.Zip(data.Standardization.Means, (unit, mean) => unit * mean)];
        _scales = [.. _units.Zip(data.Standardization.Scales, (unit, scale) => unit * scale)];
        _targetUnit = data.Moments.TargetUnit;
        _targetScale = _targetUnit * targetScale;
        _inflation = Inflation(design);
        _base = new DoubleDouble[Dimension];
        Approach();
    }

    public int Dimension => _design.Columns * _data.Targets;

    /// <summary>Turns γ into the parameters of the user's features.</summary>
    public double[] ToUser(ReadOnlySpan<double> point)
    {
        int d = _data.Features, stride = _data.Stride;
        (DoubleDouble[] weights, DoubleDouble[] biases) = Weights(point);
        double[] parameters = new double[_data.Dimension];
        for (int t = 0; t < _data.Targets; t++)
        {
            for (int j = 0; j < d; j++)
            {
                parameters[(t * stride) + j] = weights[(t * d) + j].High / _targetUnit * _units[j];
            }

            if (_ones > 0)
            {
                parameters[(t * stride) + d] = biases[t].High / _targetUnit;
            }
        }

        return parameters;
    }

    /// <summary>Turns coefficients of the user's features, and the means of the targets for intercepts, into γ.</summary>
    public double[] FromUser(ReadOnlySpan<double> parameters)
    {
        int d = _data.Features, p = _design.Columns;
        double[] point = new double[Dimension];
        for (int t = 0; t < _data.Targets; t++)
        {
            Span<double> group = point.AsSpan(t * p, p);
            ReadOnlySpan<DoubleDouble> from = _base.AsSpan(t * p, p);
            group[0] = (_targetUnit * _data.Moments.TargetMeans[t]) - from[0].High;
            for (int j = 0; j < d; j++)
            {
                int column = _design.Column(j);
                group[column] = ((parameters[(t * _data.Stride) + j] * _targetUnit / _units[j]) - from[column].High) * _scales[j];
            }

            _design.Multiply(group);
            Blas.Scale(1 / _root / _targetScale, group, group);
        }

        return point;
    }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        (DoubleDouble[] weights, DoubleDouble[] biases) = Weights(point);
        var sums = new DoubleDouble[Dimension];
        double squares = 0;
        foreach (DenseRows block in _given.Blocks())
        {
            int rows = Math.Max(1, PartNumbers / block.FeatureCount), count = ((block.Rows - 1) / rows) + 1;
            var parts = new Parts(this, block, rows, weights, biases, new DoubleDouble[count][], new double[count]);
            Workers.Run(ref parts, count);
            for (int part = 0; part < count; part++)
            {
                squares += parts.Squares[part];
                for (int at = 0; at < sums.Length; at++)
                {
                    sums[at] = sums[at].Plus(parts.Sums[part][at]);
                }
            }
        }

        double value = squares / (2 * _data.Moments.Weight * _data.Targets);
        for (int t = 0; t < _data.Targets; t++)
        {
            value += Reduce(
                sums.AsSpan(t * _design.Columns, _design.Columns),
                weights.AsSpan(t * _data.Features, _data.Features),
                gradient.Slice(t * _design.Columns, _design.Columns));
        }

        return value;
    }

    /// <summary>Turns the sums of a target, Σwr and Σwrx, into its gradient.</summary>
    /// <returns>The penalty.</returns>
    private double Reduce(ReadOnlySpan<DoubleDouble> sums, ReadOnlySpan<DoubleDouble> weights, Span<double> gradient)
    {
        double share = _data.Moments.Weight * _data.Targets * _targetScale, penalty = 0;
        var slopes = new DoubleDouble[_design.Columns];
        slopes[0] = sums[0].Over(share);
        for (int j = 0; j < _data.Features; j++)
        {
            int column = _design.Column(j);
            DoubleDouble weight = weights[j].Times(_scales[j]).Over(_targetScale);
            DoubleDouble sum = _ones > 0 ? sums[column].Plus(sums[0].Times(-_means[j])) : sums[column];
            slopes[column] = sum.Over(_scales[j]).Over(share).Plus(weight.Times(_ridge));
            penalty += _ridge / 2 * weight.High * weight.High;
        }

        _design.SolveTransposed(slopes);
        for (int at = 0; at < slopes.Length; at++)
        {
            gradient[at] = _root * slopes[at].High;
        }

        return penalty;
    }

    /// <summary>The weights, d for each target, and biases at a point, in units.</summary>
    private (DoubleDouble[] Weights, DoubleDouble[] Biases) Weights(ReadOnlySpan<double> point)
    {
        int d = _data.Features, p = _design.Columns;
        DoubleDouble[] moved = ToWeights(point);
        var weights = new DoubleDouble[d * _data.Targets];
        var biases = new DoubleDouble[_data.Targets];
        for (int t = 0; t < _data.Targets; t++)
        {
            biases[t] = _ones > 0 ? _base[t * p].Plus(moved[t * p]) : default;
            for (int j = 0; j < d; j++)
            {
                int at = (t * p) + _design.Column(j);
                DoubleDouble weight = weights[(t * d) + j] = _base[at].Plus(moved[at]);
                biases[t] = biases[t].Plus(weight.Times(-_means[j]));
            }
        }

        return (weights, biases);
    }

    /// <summary>Turns groups of γ into weights in units.</summary>
    private DoubleDouble[] ToWeights(ReadOnlySpan<double> point)
    {
        var weights = new DoubleDouble[Dimension];
        for (int at = 0; at < Dimension; at++)
        {
            weights[at] = new(point[at], 0);
        }

        for (int first = 0; first < Dimension; first += _design.Columns)
        {
            Span<DoubleDouble> group = weights.AsSpan(first, _design.Columns);
            _design.Solve(group);
            for (int i = 0; i < group.Length; i++)
            {
                group[i] = group[i].Times(_root).Times(_targetScale);
            }

            for (int j = 0; j < _scales.Length; j++)
            {
                group[_design.Column(j)] = group[_design.Column(j)].Over(_scales[j]);
            }
        }

        return weights;
    }
}
