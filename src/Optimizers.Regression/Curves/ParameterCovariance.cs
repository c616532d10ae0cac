using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Optimizers.Regression;

/// <summary>What the data say about the parameters of a curve: the singular values and right singular vectors of J, its columns brought to norm 1.</summary>
internal sealed class ParameterCovariance
{
    // a share in a direction along which nothing changes
    private const double VisibleShare = 1e-6;

    private readonly double[] _norms;
    private readonly double[] _values;

    // a singular vector a row
    private readonly Matrix<double> _vectors;

    /// <summary>Takes the Jacobian, n × p row by row, of a relative accuracy.</summary>
    public ParameterCovariance(double[] jacobian, int parameters, double accuracy)
    {
        Rank = parameters;
        _norms = new double[parameters];
        _values = new double[parameters];
        _vectors = Matrix<double>.Build.DenseIdentity(parameters);
        if (Require.FirstNotFinite(jacobian) is not null)
        {
            Array.Fill(_norms, double.NaN);
            return;
        }

        // which columns depend on others is then no matter of units
        int rows = jacobian.Length / parameters;
        var qr = new HouseholderQr(rows, parameters);
        for (int j = 0; j < parameters; j++)
        {
            Span<double> column = qr.Column(j);
            for (int i = 0; i < rows; i++)
            {
                column[i] = jacobian[(i * parameters) + j];
            }

            _norms[j] = qr.Normalize(j) is > 0 and var norm ? norm : 1;
        }

        qr.Factor(new double[rows]);
        Svd<double> svd = Matrix<double>.Build.Dense(parameters, parameters, (i, k) => i <= k ? qr.R(i, k) : 0).Svd();
        for (int k = 0; k < parameters; k++)
        {
            _values[k] = svd.S[k];
            _vectors.SetColumn(qr.Order(k), svd.VT.Column(k));
        }

        Rank = _values.Count(value => value > accuracy * _values[0]);
        Undetermined =
            [.. Enumerable.Range(0, parameters).Where(j => Enumerable.Range(Rank, parameters - Rank).Any(k => Math.Abs(_vectors[k, j]) > VisibleShare))];
    }

    /// <summary>The number of independent columns of J.</summary>
    public int Rank { get; }

    /// <summary>The parameters that can move without a change of the predictions.</summary>
    public IReadOnlyList<int> Undetermined { get; } = [];

    /// <summary>An element of (JᵀJ)⁻¹ or, for the parameters that are determined, of its counterpart of lower rank; of the others infinite, NaN off the
    /// diagonal.</summary>
    public double Inverse(int i, int j)
    {
        if (Undetermined.Contains(i) || Undetermined.Contains(j))
        {
            return i == j ? double.PositiveInfinity : double.NaN;
        }

        double sum = 0;
        for (int k = 0; k < Rank; k++)
        {
            sum += _vectors[k, i] / _values[k] * (_vectors[k, j] / _values[k]);
        }

        return sum / _norms[i] / _norms[j];
    }

    /// <summary>gᵀ(JᵀJ)⁻¹g for the gradient of a prediction; infinite where it changes along a direction of which J knows nothing.</summary>
    public double Leverage(ReadOnlySpan<double> gradient)
    {
        double sum = 0, unknown = 0, size = 0;
        for (int k = 0; k < _values.Length; k++)
        {
            double along = 0;
            for (int j = 0; j < gradient.Length; j++)
            {
                along += gradient[j] / _norms[j] * _vectors[k, j];
            }

            size += along * along;
            double share = k < Rank ? along / _values[k] : 0;
            sum += share * share;
            unknown = k < Rank ? unknown : unknown + (along * along);
        }

        return Math.Sqrt(unknown) > VisibleShare * Math.Sqrt(size) ? double.PositiveInfinity : sum;
    }
}
