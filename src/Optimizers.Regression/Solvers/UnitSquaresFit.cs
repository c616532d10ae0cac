namespace Optimizers.Regression;

/// <summary>A fit of squared errors on standardized features, in coordinates, gradients and values of size 1 in any unit.</summary>
/// <remarks>Targets are centred, with an intercept, and divided by their deviation.</remarks>
/// <param name="data">The samples.</param>
/// <param name="loss">The loss, a mean or a sum.</param>
internal abstract class UnitSquaresFit(StandardizedSamples data, SquaredLoss loss) : RunFit
{
    private readonly double _unit = data.TargetUnit;

    public sealed override StandardizedSamples Data => data;

    protected sealed override double GradientUnit => Divisor / _unit;

    /// <summary>What the loss is divided by.</summary>
    protected double Divisor { get; } = 2 * loss.Factor * data.TargetUnit * data.TargetUnit
        * (loss.Reduction is LossReduction.Sum ? data.Moments.Weight * data.Targets : 1);

    /// <summary>½Σe²/Σw over all targets, k groups of d coordinates.</summary>
    protected LinearObjective Squares() => data.Objective(Losses.HalfMeanSquaredError, fitIntercept: false, data.TargetShift, _unit);

    /// <summary>The coordinates of the start.</summary>
    protected double[] Start()
    {
        double[] start = data.Settings.StartFor(data.Dimension), point = new double[data.Features * data.Targets];
        data.Standardization.FromUserUnits(start);
        for (int t = 0; t < data.Targets; t++)
        {
            Blas.Scale(1 / _unit, start.AsSpan(t * data.Stride, data.Features), point.AsSpan(t * data.Features, data.Features));
        }

        return point;
    }

    /// <summary>When to stop, in the units of the run.</summary>
    /// <param name="gradientTolerance">That of gradients, where none is given.</param>
    protected StoppingCriteria Stopping(double gradientTolerance)
    {
        StoppingCriteria given = data.Settings.Stopping;
        return given with
        {
            GradientTolerance = given.GradientTolerance is { } tolerance ? tolerance / GradientUnit : gradientTolerance,
            TargetValue = given.TargetValue is { } target ? target / Divisor : null,
        };
    }

    protected sealed override double[] ToUser(ReadOnlySpan<double> point)
    {
        int d = data.Features, stride = data.Stride;
        double[] parameters = new double[data.Dimension];
        for (int t = 0; t < data.Targets; t++)
        {
            Blas.Scale(_unit, point.Slice(t * d, d), parameters.AsSpan(t * stride, d));
            if (stride > d)
            {
                parameters[(t * stride) + d] = data.Moments.TargetMeans[t];
            }
        }

        data.Standardization.ToUserUnits(parameters);
        return parameters;
    }

    protected sealed override double ToLoss(double value) => Divisor * value;
}
