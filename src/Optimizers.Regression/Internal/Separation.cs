using MathNet.Numerics.LinearAlgebra;

namespace Optimizers.Regression;

/// <summary>Tells classes that a plane separates, for which the coefficients of a classifier without a penalty grow without end.</summary>
/// <remarks>
/// As soon as the sum of the terms is below ln 2, each of them is, so that every sample has its own class at a probability above ½: the classes are separated. The run stops there, with
/// coefficients that are finite.
/// <para>A plane that separates all samples but those on it leaves some in doubt, and the loss above that bound. Then a direction is left in which the predictions of the others do not matter any more: of the
/// information, the expected curvature, next to nothing is left beside that of the features themselves. That is looked at where a run of two classes ends.</para>
/// </remarks>
internal sealed class Separation
{
    // of the largest curvature in whitened coordinates; at a log-odds of 18, where the data cannot tell it from more
    private const double FlatShare = 1e-8;

    private readonly double? _target;

    private Separation(double? target) => _target = target;

    public static Separation Of(FitData data)
    {
        LinearRegression settings = data.Settings;
        // an intercept, which no penalty or bound holds, grows where all labels are the same
        bool isOneClass = settings is { Loss.Link: Link.Logit, FitIntercept: true } && data.Moments.TargetMeans is [0 or 1];
        bool isFree = settings is { Penalty: null, Bounds: null } || isOneClass;
        bool mayBe = isFree && settings.Loss.Link is Link.Logit or Link.Softmax && settings is { Stopping.TargetValue: null, Batches: null };
        if (!mayBe)
        {
            return new Separation(null);
        }

        double smallestWeight = data.Samples.Blocks().Min(block => block.Weights?.Take(block.Rows).Where(weight => weight > 0).DefaultIfEmpty(double.PositiveInfinity).Min() ?? 1);
        return new Separation(Math.Log(2) * smallestWeight / (settings.Loss.Reduction == LossReduction.Sum ? 1 : data.Moments.Weight));
    }

    /// <summary>Makes a run stop where the classes are seen to be separated.</summary>
    public StoppingCriteria Extend(StoppingCriteria stopping) => _target is { } target ? stopping with { TargetValue = target } : stopping;

    public StopReason Rename(StopReason reason) => _target is not null && reason == StopReason.TargetReached ? StopReason.Separated : reason;

    /// <summary>Whether a fit that ended has a direction that only samples on a separating plane speak of.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="parameters">The parameters of the standardized features.</param>
    public bool LeavesFlat(FitData data, double[] parameters)
    {
        if (_target is null || data.Settings.Loss is not ILikelihood likelihood)
        {
            return false;
        }

        (Matrix<double> gram, Matrix<double> information) = DesignSums.Of(data, parameters, likelihood.Information);
        Matrix<double> root = gram.Cholesky().Factor, inverse = root.Inverse();
        double[] curvatures = [.. (inverse * information * inverse.Transpose()).Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real)];
        return curvatures.Min() < FlatShare * curvatures.Max();
    }
}
