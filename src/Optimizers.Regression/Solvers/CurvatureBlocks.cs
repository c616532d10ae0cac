namespace Optimizers.Regression;

/// <summary>The sums Σ c·[x, 1][x, 1]ᵀ that make the second derivatives of a loss of linear predictions: one for each target, or for each pair of classes.</summary>
internal sealed class CurvatureBlocks
{
    private readonly ILoss _loss;
    private readonly ICurvedLoss? _curved;
    private readonly LinearTerms _sums;
    private readonly int _d;
    private readonly int _targets;
    private readonly int _outputs;
    private readonly int _stride;
    private readonly int _size;

    public CurvatureBlocks(ILoss loss, int features, int targets, bool fitIntercept)
    {
        (_loss, _curved, _d, _targets, _outputs) = (loss, loss as ICurvedLoss, features, targets, loss.Outputs);
        _sums = new LinearTerms(loss, features, 1, fitIntercept: true);
        (_stride, _size) = (features + (fitIntercept ? 1 : 0), (features * features) + features + 1);
        Count = targets * (_outputs + 1) / 2;
        Sums = new double[Length];
    }

    /// <summary>How many sums there are.</summary>
    public int Count { get; }

    /// <summary>The numbers of all sums.</summary>
    public int Length => Count * _size;

    /// <summary>The sums: of each the lower triangle of Σ cxxᵀ, d × d, then Σ cx and Σ c.</summary>
    public double[] Sums { get; }

    /// <summary>Adds rows.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="first">The first row.</param>
    /// <param name="rows">Their number.</param>
    /// <param name="predictions">Their predictions, rows × k.</param>
    /// <param name="slopes">w ∂ℓ/∂z; overwritten.</param>
    /// <param name="weights">w of each term, or none.</param>
    /// <param name="scratch">rows × (d + 1) numbers.</param>
    /// <param name="sums">The sums.</param>
    public void Add(RowData data, int first, int rows, ReadOnlySpan<double> predictions, Span<double> slopes, ReadOnlySpan<double> weights, Span<double> scratch, Span<double> sums)
    {
        int k = _targets;
        ReadOnlySpan<double> targets = data.Targets.AsSpan(first * k, rows * k), x = data.Features.Slice(first * _d, rows * _d);
        Span<double> curvatures = scratch[..rows], scaled = scratch.Slice(rows, rows * _d);
        for (int i = 0; i < slopes.Length && !weights.IsEmpty; i++)
        {
            double weight = weights[i / _outputs];
            slopes[i] = weight > 0 ? slopes[i] / weight : 0;
        }

        if (_outputs == 1)
        {
            _curved!.Curvatures(predictions, targets, slopes, slopes);
        }
        else
        {
            // p = slope + y
            System.Numerics.Tensors.TensorPrimitives.Add(slopes, targets, slopes);
        }

        int block = 0;
        for (int group = 0; group < k; group += _outputs)
        {
            for (int s = 0; s < _outputs; s++)
            {
                for (int t = 0; t <= s; t++, block++)
                {
                    for (int i = 0; i < rows; i++)
                    {
                        double p = slopes[(i * k) + group + s], weight = weights.IsEmpty ? 1 : weights[((i * k) + group) / _outputs];
                        double curvature = _outputs == 1 ? p : s == t ? p * (1 - p) : -p * slopes[(i * k) + group + t];
                        curvatures[i] = weight * curvature;
                        Blas.Scale(curvatures[i], x.Slice(i * _d, _d), scaled.Slice(i * _d, _d));
                    }

                    Span<double> sum = sums.Slice(block * _size, _size);
                    GramMatrix.AddProducts(x, scaled, _d, sum);
                    _sums.AddGradient<AllRows>(data, [], first, rows, curvatures, sum[(_d * _d)..]);
                }
            }
        }
    }

    /// <summary>Writes the matrix of second derivatives.</summary>
    /// <param name="scale">What the sums are multiplied by.</param>
    /// <param name="hessian">Receives the matrix, both triangles.</param>
    /// <param name="isPulled">Whether a penalty or bounds hold the weights, so that to shift those of all classes alike is not without effect.</param>
    public void Write(double scale, Span<double> hessian, bool isPulled)
    {
        hessian.Clear();
        int block = 0;
        for (int group = 0; group < _targets; group += _outputs)
        {
            for (int s = 0; s < _outputs; s++)
            {
                for (int t = 0; t <= s; t++, block++)
                {
                    Add(Sums.AsSpan(block * _size, _size), scale, group + s, group + t, 0, hessian);
                }
            }

            if (_outputs > 1)
            {
                Hold(group, scale, hessian, isPulled ? _d : 0);
            }
        }
    }

    /// <summary>Gives the shifts of all classes alike, which change no probability, the curvature of their mean, so that no step goes along them.</summary>
    private void Hold(int group, double scale, Span<double> hessian, int from)
    {
        int block = group * (_outputs + 1) / 2;
        for (int s = 0; s < _outputs; s++)
        {
            block += s;
            for (int a = 0; a < _outputs; a++)
            {
                for (int b = 0; b <= a; b++)
                {
                    Add(Sums.AsSpan(block * _size, _size), scale / (_outputs * _outputs), group + a, group + b, from, hessian);
                }
            }

            block++;
        }
    }

    private void Add(ReadOnlySpan<double> sum, double scale, int s, int t, int from, Span<double> hessian)
    {
        int p = _stride * _targets;
        for (int i = from; i < _stride; i++)
        {
            for (int j = from; j < _stride; j++)
            {
                double entry = scale * Entry(sum, Math.Max(i, j), Math.Min(i, j));
                hessian[(((s * _stride) + i) * p) + (t * _stride) + j] += entry;
                if (s != t)
                {
                    hessian[(((t * _stride) + j) * p) + (s * _stride) + i] += entry;
                }
            }
        }
    }

    private double Entry(ReadOnlySpan<double> sum, int i, int j) => i < _d ? sum[(i * _d) + j] : sum[(_d * _d) + j];
}
