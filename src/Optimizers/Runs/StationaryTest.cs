using System.Numerics.Tensors;

namespace Optimizers;

/// <summary>Tests by ratios alone, so in any unit, whether a gradient is small enough to end a run.</summary>
/// <remarks>
/// <code>
/// δ = ‖g‖·‖s‖/‖y‖ ≤ 1e-12·L for the last two s = xₖ − xₖ₋₁ and y = gₖ − gₖ₋₁,  L = max(‖xₖ‖, ‖xₖ − x₀‖),  all norms ‖·‖∞
/// and ‖g‖ ≤ 1e-12·max‖gⱼ‖ or ‖g‖L ≤ 1e-10·|f|
/// </code>
/// δ is what a quadratic would have left to go whose curvature is the least of the last two; one alone may be that of a steep direction. A share of the first
/// gradient alone would end a run too early that began where the function is steep; the second line keeps a kink, at which gradients change without becoming
/// small, from being taken for a minimum.
/// </remarks>
internal sealed class StationaryTest(int dimension)
{
    private const double NearEnough = 1e-12;
    private const double SmallGradient = 1e-12;
    private const double SmallBesideValue = 1e-10;

    // from here on points are kept, so that there are two where the test begins to matter
    private const double FallingGradient = 1e-6;
    private const double StillValue = 1e-12;

    private readonly double[] _point = new double[dimension];
    private readonly double[] _gradient = new double[dimension];
    private readonly double[] _change = new double[dimension];
    private double _largest;
    private double _accepted;
    private double _softness;
    private bool _isNear;

    /// <summary>The size of a gradient that is small enough by what the run has seen.</summary>
    public double Tolerance => Math.Max(_accepted, SmallGradient * _largest);

    public StationaryJson ToJson() => new(_largest, _softness, _isNear ? [.. _point] : null, _isNear ? [.. _gradient] : null);

    public void Load(StationaryJson? saved)
    {
        (_largest, _softness) = (saved?.Largest ?? 0, saved?.Softness ?? 0);
        _isNear = saved is { Point.Length: var n, Gradient.Length: var m } && n == dimension && m == dimension;
        if (_isNear)
        {
            saved!.Point!.CopyTo(_point, 0);
            saved.Gradient!.CopyTo(_gradient, 0);
        }
    }

    /// <param name="current">The point with its value.</param>
    /// <param name="gradient">The gradient there.</param>
    /// <param name="size">How large the part of the gradient is that can move the point.</param>
    /// <param name="lastValue">The value of the iteration before; NaN at the start.</param>
    /// <param name="start">x₀.</param>
    public bool Test(RunPoint current, ReadOnlySpan<double> gradient, double size, double lastValue, double[] start)
    {
        if (size == 0)
        {
            return true;
        }

        _largest = Math.Max(_largest, size);
        if (!(size <= FallingGradient * _largest) && !(Math.Abs(current.Value - lastValue) <= StillValue * Math.Abs(current.Value)))
        {
            (_isNear, _softness) = (false, 0);
            return false;
        }

        bool isStationary = _isNear && IsSmall(current, gradient, size, start);
        (_isNear, _accepted) = (true, isStationary ? size : 0);
        current.X.CopyTo(_point, 0);
        gradient.CopyTo(_gradient);
        return isStationary;
    }

    private bool IsSmall(RunPoint current, ReadOnlySpan<double> gradient, double size, double[] start)
    {
        double step = Change(current.X, _point), softness = step == 0
            ? 0
            : Math.Min(double.MaxValue, step / Change(gradient, _gradient)), left = size * Math.Max(softness, _softness);
        bool isKnown = _softness > 0;
        _softness = softness;
        double length = Math.Max(Blas.MaxNorm(current.X), Change(current.X, start));
        return isKnown && left <= NearEnough * length && (size <= SmallGradient * _largest || size * length <= SmallBesideValue * Math.Abs(current.Value));
    }

    private double Change(ReadOnlySpan<double> now, ReadOnlySpan<double> before)
    {
        TensorPrimitives.Subtract(now, before, _change);
        return Blas.MaxNorm(_change);
    }
}
