using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>The minimum over one group: ½vᵀHv − bᵀv + λ‖v‖₂ in v = Du, with H = D⁻¹G_ggD⁻¹ = QΛQᵀ.</summary>
/// <remarks>
/// <code>v = 0 where ‖b‖₂ ≤ λ, else v = Q(Λ + (λ/r)I)⁻¹Qᵀb with r = ‖v‖₂</code>
/// r is the root of 1 = 1/√Σ(b̃ᵢ/(Λᵢr + λ))², whose right side is concave, so that Newton's steps from 0 never go too far.
/// </remarks>
internal sealed class GroupBlock
{
    private const int MostSteps = 100;

    // of the largest eigenvalue, below which one is 0
    private const double Flat = 1e-14;

    private readonly double[] _vectors;
    private readonly double[] _values;
    private readonly double[] _scales;
    private readonly double[] _rotated;

    /// <param name="set">The columns.</param>
    /// <param name="first">The place of the group's first column.</param>
    /// <param name="scales">The diagonal of D.</param>
    public GroupBlock(WorkingSet set, int first, double[] scales)
    {
        int size = scales.Length;
        (First, _scales, _rotated, _values, _vectors) = (first, scales, new double[size], new double[size], new double[size * size]);
        Matrix<double> h = Matrix<double>.Build.Dense(size, size, (i, j) => set.Gram[((first + i) * set.Capacity) + first + j] / scales[i] / scales[j]);
        if (!double.IsFinite(h.FrobeniusNorm()))
        {
            Array.Fill(_vectors, double.NaN);
            return;
        }

        var factors = h.Evd(Symmetricity.Symmetric);
        for (int i = 0; i < size; i++)
        {
            _values[i] = Math.Max(0, factors.EigenValues[i].Real);
            for (int k = 0; k < size; k++)
            {
                _vectors[(i * size) + k] = factors.EigenVectors[k, i];
            }
        }
    }

    /// <summary>The place of the first column.</summary>
    public int First { get; }

    /// <summary>The number of columns.</summary>
    public int Size => _scales.Length;

    /// <summary>The diagonal of D.</summary>
    public ReadOnlySpan<double> Scales => _scales;

    /// <summary>Writes the minimum over the group.</summary>
    /// <param name="point">u_g.</param>
    /// <param name="slopes">The slopes of the squared errors there.</param>
    /// <param name="weight">λ.</param>
    /// <param name="minimum">Receives u_g at the minimum.</param>
    public void Minimize(ReadOnlySpan<double> point, ReadOnlySpan<double> slopes, double weight, Span<double> minimum)
    {
        double squares = 0;
        for (int i = 0; i < Size; i++)
        {
            double place = 0, slope = 0;
            for (int k = 0; k < Size; k++)
            {
                place += _vectors[(i * Size) + k] * point[k] * _scales[k];
                slope += _vectors[(i * Size) + k] * slopes[k] / _scales[k];
            }

            double pull = (_values[i] * place) - slope;
            squares += pull * pull;

            // without a penalty what does not bend stays
            _rotated[i] = weight > 0 ? pull : _values[i] > Flat * _values.Max() ? pull / _values[i] : place;
        }

        minimum.Clear();
        if (weight > 0 && Math.Sqrt(squares) <= weight)
        {
            return;
        }

        double norm = weight > 0 ? Norm(weight) : 1;
        for (int i = 0; i < Size; i++)
        {
            double place = weight > 0 ? _rotated[i] * norm / ((_values[i] * norm) + weight) : _rotated[i];
            Blas.AddScaled(place, _vectors.AsSpan(i * Size, Size), minimum);
        }

        for (int k = 0; k < Size; k++)
        {
            minimum[k] /= _scales[k];
        }
    }

    private double Norm(double weight)
    {
        double norm = 0;
        for (int step = 0; step < MostSteps; step++)
        {
            double sum = 0, slope = 0;
            for (int i = 0; i < Size; i++)
            {
                double below = (_values[i] * norm) + weight, share = _rotated[i] / below;
                sum += share * share;
                slope += share * share * _values[i] / below;
            }

            // of 1/√S the slope is −S′/2S^(3/2) with S′ = −2·slope
            double next = norm + ((Math.Sqrt(sum) - 1) * sum / slope);
            if (!(next > norm) || !double.IsFinite(next))
            {
                break;
            }

            norm = next;
        }

        return norm;
    }
}
