using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <content>What is checked before a fit, and the samples and parameters that are left for it.</content>
public sealed partial record CurveFit
{
    /// <summary>The parameters at the start, checked and moved into the bounds.</summary>
    private FreeParameters ParametersFrom(double[] start)
    {
        Require.Finite(start, nameof(start), nameof(start));
        int p = start.Length;
        if (ParameterNames is { } names)
        {
            Require.SameCount(names.Count, p, "names", "parameters", nameof(ParameterNames));
            Require.Different([.. names], nameof(ParameterNames));
        }

        int[] @fixed = [.. Fixed.Select(parameter => parameter.Find(p, ParameterNames, nameof(Fixed)))];
        if (Either(Bounds, CurveOptimizer.BoundsOf(Optimizer), nameof(Bounds)) is not { } box)
        {
            return Free(start, @fixed, null);
        }

        Require.SameLength(p, box.Dimension ?? p, "start", "the box bounds", nameof(start));
        if (@fixed.FirstOrDefault(j => !(start[j] >= box.Lower(j) && start[j] <= box.Upper(j)), -1) is >= 0 and var outside)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"Parameter {outside} is fixed at {start[outside]}; its bounds are {box.Lower(outside)} and {box.Upper(outside)}."), nameof(Fixed));
        }

        box.Project(start);
        return Free(start, [.. @fixed, .. Enumerable.Range(0, p).Where(j => box.Lower(j) == box.Upper(j))], box);
    }

    private static FreeParameters Free(double[] start, int[] @fixed, Box? box)
    {
        int[] free = [.. Enumerable.Range(0, start.Length).Except(@fixed)];
        return free.Length > 0 ? new FreeParameters(start, free, box?.Of(free))
            : throw new ArgumentException("All parameters are fixed; at least one must be free to be fitted.", nameof(Fixed));
    }

    private T? Either<T>(T? own, T? ofOptimizer, string name)
        where T : class
        => own is null || ofOptimizer is null || own.Equals(ofOptimizer) ? own ?? ofOptimizer
            : throw new ArgumentException($"{name} is {own}, that of {Optimizer.GetType().Name} {ofOptimizer}; set one of them.", name);

    /// <summary>Leaves out the samples of weight 0.</summary>
    private DenseRows Kept(DenseRows data, out double[]? roots)
    {
        roots = null;
        if (Weights is null)
        {
            return !AbsoluteWeights ? data : throw new ArgumentException(
                $"{nameof(AbsoluteWeights)} needs {nameof(Weights)}, 1/σ² of each sample; there are none.", nameof(AbsoluteWeights));
        }

        double[] weights = Weights.ToArray();
        Require.SameCount(weights.Length, data.Rows, "weights", "samples", nameof(Weights));
        int wrong = Array.FindIndex(weights, weight => !(weight >= 0 && double.IsFinite(weight)));
        if (wrong >= 0)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Row {wrong} of {nameof(Weights)} is {weights[wrong]}; every weight must be finite and at least 0 (counted from 0)."),
                nameof(Weights));
        }

        int[] rows = [.. Enumerable.Range(0, weights.Length).Where(i => weights[i] > 0)];
        roots = [.. rows.Select(i => Math.Sqrt(weights[i]))];
        return rows.Length == data.Rows ? data : data.Subset(rows);
    }

    /// <summary>Puts a number in place of what a sample of weight 0 need not have.</summary>
    private Vector<double> Filled(Vector<double> values)
        => Weights is { } weights && weights.Count == values?.Count
            ? Vector<double>.Build.Dense(values.Count, i => weights[i] != 0 || double.IsFinite(values[i]) ? values[i] : 0)
            : values!;

    private Matrix<double> Filled(Matrix<double> values)
        => Weights is { } weights && weights.Count == values?.RowCount
            ? Matrix<double>.Build.Dense(values.RowCount, values.ColumnCount, (i, j) => weights[i] != 0 || double.IsFinite(values[i, j]) ? values[i, j] : 0)
            : values!;
}
