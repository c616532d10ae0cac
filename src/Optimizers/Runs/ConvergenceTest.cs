using System.Numerics.Tensors;

namespace Optimizers;

/// <summary>Tests the tolerances and the target on each whole evaluation of a run against the one before.</summary>
internal sealed class ConvergenceTest(StoppingCriteria stopping, bool isStochastic, Objective objective)
{
    private readonly double[] _lastPoint = stopping.StepTolerance is null ? [] : new double[objective.Dimension];
    private readonly double[] _move = stopping.StepTolerance is null ? [] : new double[objective.Dimension];

    // of what is not tested NaN, which nothing reaches
    private readonly double _gradientTolerance = stopping.GradientTolerance ?? (isStochastic ? double.NaN : StoppingCriteria.DefaultGradientTolerance);
    private readonly double _valueTolerance = stopping.ValueTolerance ?? double.NaN;
    private readonly double _target = stopping.TargetValue ?? double.NaN;
    private double _lastValue = double.NaN;

    public double? GradientTolerance => double.IsNaN(_gradientTolerance) ? null : _gradientTolerance;

    public double LastValue => _lastValue;

    /// <summary>The last step beside the size of the point; null where none was tested.</summary>
    public double? LastStep { get; private set; }

    public double[] LastPoint => _lastPoint;

    public void Load(double lastValue, double[] lastPoint)
    {
        _lastValue = lastValue;
        lastPoint.CopyTo(_lastPoint, 0);
    }

    public StopReason Test(RunPoint current)
    {
        StopReason reason = ReachesTarget(objective.Own(current.Value)) ? StopReason.TargetReached
            : current.GradientNorm <= _gradientTolerance ? StopReason.GradientTolerance
            : double.IsNaN(_lastValue) ? StopReason.None
            : Math.Abs(current.Value - _lastValue) <= _valueTolerance * Math.Max(1, Math.Max(Math.Abs(current.Value), Math.Abs(_lastValue))) ? StopReason.ValueTolerance
            : StepIsWithin(current.X) ? StopReason.StepTolerance
            : StopReason.None;
        _lastValue = current.Value;
        if (_lastPoint.Length > 0)
        {
            current.X.CopyTo(_lastPoint, 0);
        }

        return reason;
    }

    private bool ReachesTarget(double value) => objective.IsMaximized ? value >= _target : value <= _target;

    private bool StepIsWithin(ReadOnlySpan<double> point)
    {
        if (stopping.StepTolerance is not { } tolerance)
        {
            return false;
        }

        TensorPrimitives.Subtract(point, _lastPoint, _move);
        LastStep = Math.Abs(TensorPrimitives.MaxMagnitude<double>(_move)) / Math.Max(1, Math.Abs(TensorPrimitives.MaxMagnitude(point)));
        return LastStep <= tolerance;
    }
}
