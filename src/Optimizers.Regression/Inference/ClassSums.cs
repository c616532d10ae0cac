using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>Sums over the samples of a fit of classes: their probabilities depend on all parameters together.</summary>
/// <remarks>
/// <code>Σw (diag p − ppᵀ) ⊗ zzᵀ,  z = (x, 1)</code>
/// <para>It has no inverse, for to shift the parameters of all classes alike changes no probability. The shifts are given a curvature of their own,
/// which no covariance of parameters less their mean over the classes depends on.</para>
/// </remarks>
internal sealed class ClassSums
{
    // above which second derivatives take more time and memory than a fit
    public const int MostParameters = 1024;

    // of a direction that is a shift of all classes alike, but for rounding
    private const double SmallestShare = 1e-6;

    private readonly LowerTriangle _design;
    private readonly LowerTriangle? _information;
    private readonly Lazy<(InformationInverse Design, InformationInverse? Information)> _inverses;

    private ClassSums(LowerTriangle design, LowerTriangle? information, int count)
    {
        (_design, _information, Count) = (design, information, count);
        _inverses = new(() => (InformationInverse.Of(_design.ToSymmetric()), _information is null ? null : InformationInverse.Of(_information.ToSymmetric())));
    }

    /// <summary>k.</summary>
    public int Count { get; }

    /// <summary>Σw log p of the classes that the samples are of.</summary>
    public double LogLikelihood { get; private init; }

    /// <summary>The same of the shares of the classes alone; without an intercept of equal ones.</summary>
    public double NullLogLikelihood { get; private init; }

    /// <summary>Twice the distance to the likelihood of a perfect fit, which is 1 where each sample is of a single class.</summary>
    public double Deviance => -2 * LogLikelihood;

    /// <summary>Whether the parameters are few enough.</summary>
    public static bool Takes(StandardizedSamples data) => data.Settings.Loss is SoftmaxLoss && data.Dimension <= MostParameters;

    /// <summary>Goes through the samples.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="point">The parameters in the user's units.</param>
    public static ClassSums Of(StandardizedSamples data, double[] point)
    {
        FitSettings settings = data.Settings;
        double[] parameters = [.. point], gradient = new double[point.Length];
        data.Standardization.FromUserUnits(parameters);
        double weight = data.Moments.Weight, total = settings.Loss.Reduction == LossReduction.Sum ? 1 : weight, loss;
        LowerTriangle? information = null;
        if (settings is { Penalty: null, Bounds: null })
        {
            int p = point.Length;
            double[] curvature = new double[p * p];
            loss = new CurvedObjective(data, settings.Loss).Evaluate(parameters, gradient, curvature);
            information = new LowerTriangle(p, (i, j) => total * curvature[(i * p) + j]);
        }
        else
        {
            loss = data.Objective(settings.Loss, settings.FitIntercept).Evaluate(parameters, gradient);
        }

        LowerTriangle design = data.Given.Run(new DesignPass(data.Features, settings.FitIntercept, data.Standardization.Scaling)).ToTriangle();
        double[] shares = data.Moments.TargetMeans;
        return new ClassSums(design, information, data.Targets)
        {
            LogLikelihood = -total * loss,
            NullLogLikelihood = weight * (settings.FitIntercept ? shares.Sum(share => share > 0 ? share * Math.Log(share) : 0) : -Math.Log(shares.Length)),
        };
    }

    /// <summary>What the data say of the parameters of a class less their mean over the classes; the rank is that of all classes.</summary>
    public InformationInverse Of(int target)
    {
        (InformationInverse design, InformationInverse? information) = _inverses.Value;
        if (information is null)
        {
            return design with { Rank = (Count - 1) * design.Rank };
        }

        int p = design.Inverse.RowCount;
        Matrix<double> rows = Matrix<double>.Build.Dense(p, p * Count), own = Matrix<double>.Build.Dense(p, p);
        for (int s = 0; s < Count; s++)
        {
            rows += Share(s) * information.Inverse.SubMatrix(s * p, p, 0, p * Count);
        }

        for (int s = 0; s < Count; s++)
        {
            own += Share(s) * rows.SubMatrix(0, p, s * p, p);
        }

        double[][] hidden = [.. information.Hidden.Select(Own).Where(direction => Blas.MaxNorm(direction) > 0)];
        return new InformationInverse((own + own.Transpose()) / 2, information.Rank - design.Rank, hidden, design.Condition);

        double Share(int s) => (s == target ? 1 : 0) - (1.0 / Count);

        double[] Own(double[] direction)
        {
            double[] group = new double[p];
            for (int i = 0; i < p; i++)
            {
                double sizes = 0;
                for (int s = 0; s < Count; s++)
                {
                    group[i] += Share(s) * direction[(s * p) + i];
                    sizes += Math.Abs(direction[(s * p) + i]);
                }

                group[i] = Math.Abs(group[i]) > SmallestShare * sizes ? group[i] : 0;
            }

            return group;
        }
    }

    /// <summary>The parameters of a class less their mean over the classes.</summary>
    /// <param name="parameters">Those of all classes, a group for each.</param>
    /// <param name="target">The class.</param>
    public double[] Parameters(double[] parameters, int target)
    {
        int p = parameters.Length / Count;
        return [.. Enumerable.Range(0, p).Select(i => parameters[(target * p) + i] - Enumerable.Range(0, Count).Average(s => parameters[(s * p) + i]))];
    }
}
