using System.Numerics.Tensors;

namespace Optimizers;

/// <summary>Tests the tolerances and the target on each whole evaluation of a run against the one before.</summary>
/// <param name="stopping">What is to be tested.</param>
/// <param name="testsGradient">Whether the gradient is tested where no tolerance is set: not where most values are those of batches, nor where the method has a
/// test of its own.</param>
/// <param name="comparesValues">Whether one value after the other is of the same samples, so that a rise says something of a step.</param>
/// <param name="minimized">The function.</param>
/// <param name="start">x₀, n.</param>
internal sealed class ConvergenceTest(StoppingCriteria stopping, bool testsGradient, bool comparesValues, MinimizedFunction minimized, double[] start)
{
    // a fall of so many times the first value and the first change is one without end
    private const double Abyss = 1e150;

    // beside the values and the way down, what a step may rise by and the end be above the start for rounding alone
    private const double Rise = 1e-9;
    private const double Above = 1e-11;

    private readonly double[] _lastPoint = stopping.StepTolerance is null ? [] : new double[minimized.Dimension];
    private readonly double[] _move = stopping.StepTolerance is null ? [] : new double[minimized.Dimension];
    private readonly StationaryTest? _stationary = stopping.GradientTolerance is null && testsGradient ? new(minimized.Dimension) : null;

    // of what is not tested NaN, which nothing reaches
    private readonly double _gradientTolerance = stopping.GradientTolerance ?? double.NaN;
    private readonly double _valueTolerance = stopping.ValueTolerance ?? double.NaN;
    private readonly double _target = stopping.TargetValue ?? double.NaN;
    private double _firstValue = double.NaN;
    private double _lastValue = double.NaN;
    private double _unit;

    /// <summary>The tolerance of the gradient: that which is set, or what counts as small by what the run has seen; null if none is tested.</summary>
    public double? GradientTolerance => stopping.GradientTolerance ?? _stationary?.Tolerance;

    public double FirstValue => _firstValue;

    public double LastValue => _lastValue;

    /// <summary>Whether a step led uphill, by more than rounding; of batches nothing can be said.</summary>
    public bool HasRisen { get; private set; }

    /// <summary>The last step beside the size of the point; null where none was tested.</summary>
    public double? LastStep { get; private set; }

    public double[] LastPoint => _lastPoint;

    public StationaryTest? Stationary => _stationary;

    public void Load(double firstValue, double lastValue, double[] lastPoint, bool hasRisen, StationaryJson? stationary)
    {
        (_firstValue, _lastValue, HasRisen) = (firstValue, lastValue, hasRisen);
        lastPoint.CopyTo(_lastPoint, 0);
        _stationary?.Load(stationary);
    }

    /// <param name="current">The point with its value and norm.</param>
    /// <param name="gradient">The gradient there.</param>
    /// <param name="size">How large the part of the gradient is that can move the point.</param>
    /// <param name="isStationary">Whether the method takes the gradient for small enough.</param>
    /// <param name="remembers">Whether the next test compares with this one.</param>
    public StopReason Test(RunPoint current, ReadOnlySpan<double> gradient, double size, bool isStationary, bool remembers)
    {
        _firstValue = double.IsNaN(_firstValue) && remembers ? current.Value : _firstValue;
        StopReason reason = ReachesTarget(minimized.Own(current.Value)) ? StopReason.TargetReached
            : isStationary || current.GradientNorm <= _gradientTolerance
                || (_stationary?.Test(current, gradient, size, _lastValue, start) ?? false) ? StopReason.GradientTolerance
            : double.IsNaN(_lastValue) ? StopReason.None
            : Math.Abs(current.Value - _lastValue) <= _valueTolerance * ValueScale(current.Value) ? StopReason.ValueTolerance
            : StepIsWithin(current.X) ? StopReason.StepTolerance
            : StopReason.None;
        HasRisen |= comparesValues && current.Value - _lastValue > Rise * ValueScale(current.Value);
        if (!remembers)
        {
            return reason;
        }

        // of a run that begins at 0 the first change
        _unit = _unit == 0 ? Math.Abs(current.Value) : _unit;
        _lastValue = current.Value;
        if (_lastPoint.Length > 0)
        {
            current.X.CopyTo(_lastPoint, 0);
        }

        return reason;
    }

    /// <summary>The size of the values of the run, in their own unit: a value of 0 is small beside the way that led to it.</summary>
    public double ValueScale(double value) => Math.Max(Math.Max(Math.Abs(value), Math.Abs(_lastValue)), Math.Abs(_firstValue - value));

    /// <summary>Whether a value is above that of the start, by more than rounding.</summary>
    public bool IsAboveStart(double value) => value - _firstValue > Above * Math.Max(Math.Abs(value), Math.Abs(_firstValue));

    /// <summary>Whether a value is below that of the start, by more than rounding.</summary>
    public bool IsBelowStart(double value) => _firstValue - value > Above * Math.Max(Math.Abs(value), Math.Abs(_firstValue));

    /// <summary>Whether the value fell so far, beside where and how the run began, that there is no bottom.</summary>
    public bool IsBottomless(double value) => _unit > 0 && _firstValue - value > Abyss * _unit;

    private bool ReachesTarget(double value) => minimized.IsMaximized ? value >= _target : value <= _target;

    private bool StepIsWithin(ReadOnlySpan<double> point)
    {
        if (stopping.StepTolerance is not { } tolerance)
        {
            return false;
        }

        TensorPrimitives.Subtract(point, start, _move);
        double way = Blas.MaxNorm(_move);
        TensorPrimitives.Subtract(point, _lastPoint, _move);
        double step = Blas.MaxNorm(_move), length = Math.Max(Blas.MaxNorm(point), way);
        LastStep = step == 0 ? 0 : step / length;
        return LastStep <= tolerance;
    }
}
