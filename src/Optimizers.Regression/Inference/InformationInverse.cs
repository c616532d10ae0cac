using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Optimizers.Regression;

/// <summary>The inverse of an information matrix, or where it has none, what the data say nevertheless.</summary>
/// <param name="Inverse">The inverse; of lower rank, where columns depend on others.</param>
/// <param name="Rank">The number of directions about which the data say something.</param>
/// <param name="Hidden">Independent directions of the parameters about which the data say nothing.</param>
/// <param name="Condition">The condition number of the design with columns of norm 1, the root of that of the matrix.</param>
internal sealed record InformationInverse(Matrix<double> Inverse, int Rank, IReadOnlyList<double[]> Hidden, Lazy<double> Condition)
{
    // what a column has beside the others below this share of it is rounding, as in Whitening
    private const double SmallestShare = 1e-13;

    // of a row of ordinary size, what is rounding
    private const double SmallestTerm = 1e-12;

    // a share in a direction along which nothing changes
    private const double VisibleShare = 1e-6;

    // of the largest eigenvalue, below which the smallest has lost a quarter of its digits
    private const double SmallestEigenvalue = 1e-4;

    /// <summary>The condition number of the design with columns of norm 1.</summary>
    public double DesignCondition => Condition.Value;

    /// <summary>Whether the design tells more about itself than its product with itself.</summary>
    public bool IsRough => !(DesignCondition * DesignCondition < 1 / SmallestEigenvalue);

    /// <summary>The inverse of RᵀR.</summary>
    /// <param name="root">Rᵀ, of full rank, as <see cref="DesignTriangle.Root"/> gives it.</param>
    /// <param name="hasIntercept">Whether its first column is of ones, which are the last of the parameters.</param>
    public static InformationInverse OfRoot(Matrix<double> root, bool hasIntercept)
    {
        int p = root.RowCount, ones = hasIntercept ? 1 : 0;
        Matrix<double> inverse = root.Inverse(), product = inverse.TransposeThisAndMultiply(inverse);
        return new InformationInverse(
            Matrix<double>.Build.Dense(p, p, (i, j) => product[(i + ones) % p, (j + ones) % p]), p, [], new(() => ConditionOf(root)));
    }

    /// <summary>Of Σwzzᵀ, z = (x, 1) with centred x or z = x, by the factor LLᵀ = Σwxxᵀ/Σw, which keeps the digits that squares lose.</summary>
    /// <param name="factor">L, of full rank.</param>
    /// <param name="weight">Σw.</param>
    /// <param name="hasIntercept">Whether there is the 1.</param>
    public static InformationInverse OfFactor(Matrix<double> factor, double weight, bool hasIntercept)
    {
        int d = factor.RowCount, p = d + (hasIntercept ? 1 : 0);
        Matrix<double> root = factor.Inverse(), inverse = Matrix<double>.Build.Dense(p, p);
        inverse.SetSubMatrix(0, 0, root.TransposeThisAndMultiply(root) / weight);
        if (hasIntercept)
        {
            inverse[d, d] = 1 / weight;
        }

        return new InformationInverse(inverse, p, [], new(() => ConditionOf(factor)));
    }

    /// <summary>Of a design that was not multiplied by itself.</summary>
    /// <param name="rank">The rank that is to be expected.</param>
    public static InformationInverse Unknown(int rank) => new(Matrix<double>.Build.Dense(1, 1, double.NaN), rank, [], new(double.NaN));

    public static InformationInverse Of(Matrix<double> information)
    {
        int p = information.RowCount;
        double[] sizes = [.. information.Diagonal().Select(value => value > 0 ? Math.Sqrt(value) : 1)];
        Matrix<double> scaled = Matrix<double>.Build.Dense(p, p, (i, j) => information[i, j] / (sizes[i] * sizes[j]));
        if (scaled.Enumerate().Any(value => !double.IsFinite(value)))
        {
            return new InformationInverse(Matrix<double>.Build.Dense(p, p, double.NaN), p, [], new(double.NaN));
        }

        Evd<double> evd = scaled.Evd(Symmetricity.Symmetric);
        double[] values = [.. evd.EigenValues.Select(value => value.Real)];
        double largest = values.Max(), smallest = SmallestShare * p * largest;
        int[] seen = [.. Enumerable.Range(0, p).Where(k => values[k] > smallest)];
        int[] hidden = [.. Enumerable.Range(0, p).Except(seen)];
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
        return new InformationInverse(
            inverse,
            seen.Length,
            [.. hidden.Select(k => Direction(evd.EigenVectors.Column(k), sizes))],
            new(hidden.Length > 0 ? double.PositiveInfinity : Math.Sqrt(largest / values.Min())));
    }

    /// <summary>Whether the data say anything of the prediction of a row: no hidden direction changes it.</summary>
    /// <param name="row">The standardized features, then the one of the intercept.</param>
    public bool Sees(double[] row)
    {
        foreach (double[] direction in Hidden)
        {
            double terms = 0, sizes = 0;
            for (int j = 0; j < row.Length; j++)
            {
                (terms, sizes) = (terms + Math.Abs(row[j] * direction[j]), sizes + Math.Abs(direction[j]));
            }

            if (Math.Abs(Blas.Dot(row, direction)) > (VisibleShare * terms) + (SmallestTerm * sizes))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The condition number of a triangle with rows of norm 1: as much work as all else of a summary, and not always asked for.</summary>
    private static double ConditionOf(Matrix<double> triangle)
    {
        Vector<double> singular = triangle.NormalizeRows(2).Svd(computeVectors: false).S;
        return singular.Maximum() / singular.Minimum();
    }

    /// <summary>A direction of scaled parameters as one of the parameters, without its rounding.</summary>
    private static double[] Direction(Vector<double> scaled, double[] sizes)
        => [.. scaled.Select((share, j) => Math.Abs(share) > VisibleShare ? share / sizes[j] : 0)];
}
