namespace Optimizers.Regression;

/// <summary>A fit that is one run of an optimizer.</summary>
internal abstract class RunFit : LinearFit
{
    /// <summary>The run, not yet started when the problem is made.</summary>
    public abstract OptimizationRun Run { get; }

    public sealed override Iteration Current => Run.Current with { Value = ToLoss(Run.Current.Value), GradientNorm = GradientUnit * Run.Current.GradientNorm };

    public sealed override double[] Parameters => ToUser(Run.Point);

    public sealed override OptimizationResult Result
    {
        get
        {
            OptimizationResult result = Run.Result;
            // an optimizer that averages answers with the average
            double[] point = result.AveragedPoint ?? result.Point;
            double value = ToLoss(result.AveragedValue ?? result.Value);
            return result.In(ToUser(point), value, ToLoss, End(result.Reason), GradientUnit, facts: result.Facts.For(Data.Settings.Stopping))
                .With(Look(result.Reason, point));
        }
    }

    public sealed override Separation? Separation => Look(Run.Result.Reason, Run.Result.AveragedPoint ?? Run.Result.Point);

    public sealed override bool MoveNext() => Run.MoveNext();

    /// <summary>The groups of parameters in the user's units.</summary>
    protected abstract double[] ToUser(ReadOnlySpan<double> point);

    /// <summary>The user's loss at a value of the run.</summary>
    protected virtual double ToLoss(double value) => value;

    /// <summary>What a gradient of the run is multiplied by to be one of the user's loss by the parameters of the features that the run sees.</summary>
    protected virtual double GradientUnit => 1;

    /// <summary>Why the fit ended, where the run ended for a reason.</summary>
    protected virtual StopReason End(StopReason reason) => reason;

    /// <summary>What separates samples, where the run ended because of it.</summary>
    protected virtual Separation? Look(StopReason reason, double[] point) => null;
}
