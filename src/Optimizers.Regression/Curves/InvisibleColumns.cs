namespace Optimizers.Regression;

/// <summary>Parameters that no longer do anything at the fit, as the rate of an exponential of amplitude 0: their derivatives are what rounding left, and say
/// nothing.</summary>
/// <param name="data">The samples.</param>
/// <param name="rootWeights">√w, n; null: 1.</param>
/// <param name="residuals">The weighted residuals at the fit, n.</param>
/// <param name="first">The value of the fit at its start.</param>
internal sealed class InvisibleColumns(DenseRows data, double[]? rootWeights, double[] residuals, double first)
{
    // the share of predictions that their rounding may hide, 64ε
    private const double Rounding = 1.4210854715202004e-14;

    // what comes down to this share of what it was at the start has gone to 0
    private const double SmallShare = 1e-8;

    /// <summary>Clears the columns of the parameters that, moved by their whole size, change the predictions by no more than rounding, though they did not
    /// begin so.</summary>
    /// <param name="jacobian">J at the fit, n × q row by row.</param>
    /// <param name="curve">What gives it.</param>
    /// <param name="free">The q parameters.</param>
    /// <param name="end">All parameters at the fit.</param>
    /// <param name="start">All parameters at the start.</param>
    public void Clear(double[] jacobian, CurveResiduals curve, FreeParameters free, double[] end, double[] start)
    {
        int q = free.Free.Length;
        double least = LeastChange();
        int[] suspects =
            [.. Enumerable.Range(0, q).Where(k => Norm(jacobian, k, q) * Math.Max(Math.Abs(start[free.Free[k]]), Math.Abs(end[free.Free[k]])) <= least)];
        if (suspects.Length == 0)
        {
            return;
        }

        double[] before = new double[jacobian.Length];
        curve.EvaluateResiduals([.. free.Free.Select(j => start[j])], new double[data.Rows], before);
        foreach (int k in suspects.Where(k => Norm(jacobian, k, q) <= SmallShare * Norm(before, k, q)))
        {
            for (int i = k; i < jacobian.Length; i += q)
            {
                jacobian[i] = 0;
            }
        }
    }

    private static double Norm(double[] jacobian, int column, int columns)
    {
        double norm = 0;
        for (int i = column; i < jacobian.Length; i += columns)
        {
            norm = double.Hypot(norm, jacobian[i]);
        }

        return norm;
    }

    private double LeastChange()
    {
        double targets = 0;
        for (int i = 0; i < residuals.Length; i++)
        {
            targets = double.Hypot(targets, (rootWeights?[i] ?? 1) * data.Targets[i]);
        }

        return Rounding * Math.Max(Math.Max(targets, Blas.Norm(residuals)), SmallShare * (double.IsFinite(first) ? Math.Sqrt(first) : 0));
    }
}
