using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Optimizers.Regression;

/// <summary>What the data say about the parameters of a curve.</summary>
/// <param name="Inverse">(JᵀJ)⁻¹ or, for the parameters that are determined, its counterpart of lower rank; rows and columns of the others are infinite, NaN off the diagonal.</param>
/// <param name="Rank">The number of independent columns of J.</param>
/// <param name="Undetermined">The parameters that can move without a change of the predictions.</param>
internal sealed record ParameterCovariance(Matrix<double> Inverse, int Rank, IReadOnlyList<int> Undetermined)
{
    // a share in a direction along which nothing changes
    private const double VisibleShare = 1e-6;

    /// <summary>Takes the Jacobian, n × p row by row, of a relative accuracy.</summary>
    public static ParameterCovariance Of(double[] jacobian, int parameters, double accuracy)
    {
        if (Require.FirstNotFinite(jacobian) is not null)
        {
            return new ParameterCovariance(Matrix<double>.Build.Dense(parameters, parameters, double.NaN), parameters, []);
        }

        // columns of norm 1: which of them depend on others is then no matter of units
        Matrix<double> columns = Matrix<double>.Build.DenseOfColumnMajor(parameters, jacobian.Length / parameters, jacobian).Transpose();
        double[] norms = [.. Enumerable.Range(0, parameters).Select(j => columns.Column(j).L2Norm() is > 0 and var norm ? norm : 1)];
        for (int j = 0; j < parameters; j++)
        {
            columns.SetColumn(j, columns.Column(j) / norms[j]);
        }

        Svd<double> svd = columns.Svd();
        double smallest = accuracy * svd.S[0];
        int rank = svd.S.Count(value => value > smallest);
        int[] undetermined = [.. Enumerable.Range(0, parameters).Where(j => Enumerable.Range(rank, parameters - rank).Any(k => Math.Abs(svd.VT[k, j]) > VisibleShare))];
        Matrix<double> inverse = Matrix<double>.Build.Dense(parameters, parameters, (i, j) =>
            undetermined.Contains(i) || undetermined.Contains(j) ? (i == j ? double.PositiveInfinity : double.NaN)
            : Enumerable.Range(0, rank).Sum(k => svd.VT[k, i] / svd.S[k] * (svd.VT[k, j] / svd.S[k])) / norms[i] / norms[j]);
        return new ParameterCovariance(inverse, rank, undetermined);
    }
}
