using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>The exact minimum of a loss with kinks: a linear model that passes through as many kinks as it has parameters.</summary>
/// <remarks>
/// A point near the minimum tells which samples those are. The point through their kinks is the minimum if slopes between those of the two sides of each kink balance the slopes of all other samples: 0 is
/// then in the subdifferential.
/// </remarks>
internal static class KinkVertex
{
    // of the norm of a row, beside those taken before it
    private const double Independent = 1e-6;

    // rounding of the slopes that balance
    private const double Slack = 1e-8;

    /// <summary>Moves the parameters of standardized features to the vertex nearest to them, if it is the minimum.</summary>
    /// <returns>False where it is not, or the samples are not in memory; the point then stays.</returns>
    public static bool TryMoveTo(double[] point, FitData data, ISampleBlocks blocks)
    {
        if (blocks is not RowData samples)
        {
            return false;
        }

        double[] moved = [.. point];
        for (int t = 0; t < data.Targets; t++)
        {
            if (!TryMoveTo(moved.AsSpan(t * data.Stride, data.Stride), samples, t, ((ISmoothableLoss)data.Settings.Loss).Term))
            {
                return false;
            }
        }

        moved.CopyTo(point, 0);
        return true;
    }

    private static bool TryMoveTo(Span<double> group, RowData samples, int target, KinkTerm term)
    {
        int p = group.Length;
        double[] errors = Errors(group, samples, target);
        int[] nearest = [.. Enumerable.Range(0, samples.Rows)
            .Where(i => samples.Weights is not { } weights || weights[i] > 0)
            .OrderBy(i => Math.Abs(errors[i] - term.NearestKink(errors[i]).Error))];
        int[] basis = IndependentRows(nearest, samples, p);
        if (basis.Length < p)
        {
            return false;
        }

        Matrix<double> rows = Matrix<double>.Build.DenseOfRowArrays(basis.Select(i => Row(samples, i, p)));
        Vector<double> passing = Vector<double>.Build.DenseOfEnumerable(basis.Select(i => samples.Targets[(i * samples.TargetCount) + target] + term.NearestKink(errors[i]).Error));
        double[] vertex = rows.Solve(passing).ToArray();
        if (Require.FirstNotFinite(vertex) is not null || !IsMinimum(vertex, rows, basis, samples, target, term))
        {
            return false;
        }

        vertex.CopyTo(group);
        return true;
    }

    private static bool IsMinimum(double[] vertex, Matrix<double> rows, int[] basis, RowData samples, int target, KinkTerm term)
    {
        double[] errors = Errors(vertex, samples, target), pull = new double[vertex.Length];
        for (int i = 0; i < samples.Rows; i++)
        {
            if (!basis.Contains(i))
            {
                term.Evaluate(errors[i], 0, out double slope);
                Blas.AddScaled(-slope * (samples.Weights?[i] ?? 1), Row(samples, i, vertex.Length), pull);
            }
        }

        Vector<double> slopes = rows.Transpose().Solve(Vector<double>.Build.DenseOfArray(pull));
        for (int b = 0; b < basis.Length; b++)
        {
            (_, double low, double high) = term.NearestKink(errors[basis[b]]);
            double slope = slopes[b] / (samples.Weights?[basis[b]] ?? 1);
            if (!(slope >= low - Slack && slope <= high + Slack))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The first rows that are linearly independent, by Gram–Schmidt.</summary>
    private static int[] IndependentRows(int[] order, RowData samples, int p)
    {
        List<int> taken = [];
        List<double[]> directions = [];
        foreach (int i in order)
        {
            if (taken.Count == p)
            {
                break;
            }

            double[] rest = Row(samples, i, p);
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

    private static double[] Row(RowData samples, int i, int parameters)
    {
        double[] row = new double[parameters];
        row[^1] = 1;
        samples.Row(i).CopyTo(row);
        return row;
    }

    private static double[] Errors(ReadOnlySpan<double> group, RowData samples, int target)
    {
        int d = samples.FeatureCount;
        double[] errors = new double[samples.Rows];
        for (int i = 0; i < errors.Length; i++)
        {
            errors[i] = Blas.Dot(samples.Row(i), group[..d]) + (group.Length > d ? group[d] : 0) - samples.Targets[(i * samples.TargetCount) + target];
        }

        return errors;
    }
}
