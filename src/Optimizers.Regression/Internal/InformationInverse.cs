using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Optimizers.Regression;

/// <summary>The inverse of an information matrix, or where it has none, what the data say nevertheless.</summary>
/// <param name="Inverse">The inverse; of lower rank, where columns depend on others.</param>
/// <param name="Rank">The number of directions about which the data say something.</param>
/// <param name="Undetermined">The parameters that can move without a change of the predictions.</param>
/// <param name="DesignCondition">The condition number of the design with columns of norm 1, the root of that of the matrix.</param>
internal sealed record InformationInverse(Matrix<double> Inverse, int Rank, IReadOnlyList<int> Undetermined, double DesignCondition)
{
    // what a column has beside the others below this share of it is rounding, as in Whitening
    private const double SmallestShare = 1e-13;

    // a share in a direction along which nothing changes
    private const double VisibleShare = 1e-6;

    // of the largest eigenvalue, below which the smallest has lost a quarter of its digits
    private const double SmallestEigenvalue = 1e-4;

    /// <summary>Whether the design tells more about itself than its product with itself.</summary>
    public bool IsRough => !(DesignCondition * DesignCondition < 1 / SmallestEigenvalue);

    /// <summary>The inverse of RᵀR, the ones of the design being the last of the parameters; null where columns depend on others.</summary>
    public static InformationInverse? Of(DesignTriangle design)
    {
        if (!design.IsFullRank())
        {
            return null;
        }

        int p = design.Columns, ones = design.Column(0);
        Matrix<double> inverse = design.Inverse(), product = inverse.TransposeAndMultiply(inverse);
        return new InformationInverse(Matrix<double>.Build.Dense(p, p, (i, j) => product[(i + ones) % p, (j + ones) % p]), p, [], design.Scaled().ConditionNumber());
    }

    public static InformationInverse Of(Matrix<double> information)
    {
        int p = information.RowCount;
        double[] sizes = [.. information.Diagonal().Select(value => value > 0 ? Math.Sqrt(value) : 1)];
        Matrix<double> scaled = Matrix<double>.Build.Dense(p, p, (i, j) => information[i, j] / (sizes[i] * sizes[j]));
        if (scaled.Enumerate().Any(value => !double.IsFinite(value)))
        {
            return new InformationInverse(Matrix<double>.Build.Dense(p, p, double.NaN), p, [], double.NaN);
        }

        Evd<double> evd = scaled.Evd(Symmetricity.Symmetric);
        double[] values = [.. evd.EigenValues.Select(value => value.Real)];
        double largest = values.Max(), smallest = SmallestShare * p * largest;
        int[] seen = [.. Enumerable.Range(0, p).Where(k => values[k] > smallest)];
        int[] hidden = [.. Enumerable.Range(0, p).Except(seen)];
        int[] undetermined = [.. Enumerable.Range(0, p).Where(j => hidden.Any(k => Math.Abs(evd.EigenVectors[j, k]) > VisibleShare))];
        Matrix<double> inverse;
        if (hidden.Length == 0)
        {
            // the factor keeps more digits than the eigenvectors
            inverse = scaled.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(p));
        }
        else
        {
            inverse = Matrix<double>.Build.Dense(p, p, (i, j) => seen.Sum(k => evd.EigenVectors[i, k] * evd.EigenVectors[j, k] / values[k]));
        }

        inverse.MapIndexedInplace((i, j, value) => value / (sizes[i] * sizes[j]));
        return new InformationInverse(inverse, seen.Length, undetermined, hidden.Length > 0 ? double.PositiveInfinity : Math.Sqrt(largest / values.Min()));
    }
}
