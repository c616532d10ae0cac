using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>The exact minimum of a loss with kinks: a linear model that passes through as many kinks as it has parameters.</summary>
/// <remarks>
/// A point near the minimum tells which samples those are. The point through their kinks is the minimum if slopes between those of the two sides of each kink
/// balance the slopes of all other samples: 0 is then in the subdifferential.
/// </remarks>
internal static class KinkVertex
{
    // of the norm of a row, beside those taken before it
    private const double Independent = 1e-6;

    // rounding of the slopes that balance
    private const double Slack = 1e-8;

    /// <summary>Moves the parameters of standardized features to the vertex nearest to them, if it is the minimum.</summary>
    /// <returns>False where it is not, or the samples are not in memory; the point then stays.</returns>
    public static bool TryMoveTo(double[] point, StandardizedSamples data)
    {
        if (data.Given is not DenseRows samples)
        {
            return false;
        }

        double[] moved = [.. point];
        for (int t = 0; t < data.Targets; t++)
        {
            if (!TryMoveTo(moved.AsSpan(t * data.Stride, data.Stride), new Target(data, samples, t), ((ISmoothableLoss)data.Settings.Loss).Term))
            {
                return false;
            }
        }

        moved.CopyTo(point, 0);
        return true;
    }

    private static bool TryMoveTo(Span<double> group, Target target, KinkTerm term)
    {
        int p = group.Length;
        double[] errors = target.Errors(group);
        int[] nearest = [.. Enumerable.Range(0, target.Rows)
            .Where(i => target.Weight(i) > 0)
            .OrderBy(i => Math.Abs(errors[i] - term.NearestKink(errors[i]).Error))];
        int[] basis = IndependentRows(nearest, target, p);
        if (basis.Length < p)
        {
            return false;
        }

        Matrix<double> rows = Matrix<double>.Build.DenseOfRowArrays(basis.Select(target.Row));
        Vector<double> passing = Vector<double>.Build.DenseOfEnumerable(basis.Select(i => target.Value(i) + term.NearestKink(errors[i]).Error));
        double[] vertex = rows.Solve(passing).ToArray();
        if (Require.FirstNotFinite(vertex) is not null || !IsMinimum(vertex, rows, basis, target, term))
        {
            return false;
        }

        vertex.CopyTo(group);
        return true;
    }

    private static bool IsMinimum(double[] vertex, Matrix<double> rows, int[] basis, Target target, KinkTerm term)
    {
        double[] errors = target.Errors(vertex), pull = new double[vertex.Length];
        for (int i = 0; i < target.Rows; i++)
        {
            if (!basis.Contains(i))
            {
                term.Evaluate(errors[i], 0, out double slope);
                Blas.AddScaled(-slope * target.Weight(i), target.Row(i), pull);
            }
        }

        Vector<double> slopes = rows.Transpose().Solve(Vector<double>.Build.DenseOfArray(pull));
        for (int b = 0; b < basis.Length; b++)
        {
            (_, double low, double high) = term.NearestKink(errors[basis[b]]);
            double slope = slopes[b] / target.Weight(basis[b]);
            if (!(slope >= low - Slack && slope <= high + Slack))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The first rows that are linearly independent, by Gram–Schmidt.</summary>
    private static int[] IndependentRows(int[] order, Target target, int p)
    {
        List<int> taken = [];
        List<double[]> directions = [];
        foreach (int i in order)
        {
            if (taken.Count == p)
            {
                break;
            }

            double[] rest = target.Row(i);
            double norm = Blas.Norm(rest);
            foreach (double[] direction in directions)
            {
                Blas.AddScaled(-Blas.Dot(direction, rest), direction, rest);
            }

            double left = Blas.Norm(rest);
            if (left > Independent * norm)
            {
                Blas.Scale(1 / left, rest, rest);
                directions.Add(rest);
                taken.Add(i);
            }
        }

        return [.. taken];
    }

    /// <summary>The samples of a target as the fit reads them.</summary>
    private sealed class Target(StandardizedSamples data, DenseRows samples, int target)
    {
        public int Rows => samples.Rows;

        public double Weight(int i) => samples.Weights?[i] ?? 1;

        public double Value(int i) => samples.Targets[(i * samples.TargetCount) + target] - data.TargetShift[target];

        /// <summary>The standardized features and, with an intercept, a 1.</summary>
        public double[] Row(int i)
        {
            double[] row = new double[data.Stride];
            row[^1] = 1;
            samples.Row(i).CopyTo(row);
            data.Pending?.Apply(row.AsSpan(0, data.Features), row.AsSpan(0, data.Features));
            return row;
        }

        public double[] Errors(ReadOnlySpan<double> group)
        {
            double[] errors = new double[Rows];
            for (int i = 0; i < errors.Length; i++)
            {
                errors[i] = Blas.Dot(Row(i), group) - Value(i);
            }

            return errors;
        }
    }
}
