using System.Numerics;

namespace Optimizers;

/// <summary>A number that carries derivatives with it; write a function once over it and it can be differentiated exactly, forward and backward.</summary>
/// <typeparam name="T">The number itself.</typeparam>
/// <remarks>
/// The operators + − * / and the comparisons work as on doubles, and doubles convert implicitly. A function that is not here is
/// <see cref="Chain"/> with its value and derivative. Where |u|, a maximum or a minimum has a kink, the derivative is that of the first argument, of |u| at 0
/// it is 0.
/// </remarks>
/// <example><code>
/// sealed class Valley : IScalarFunction
/// {
///     public T Evaluate&lt;T>(ReadOnlySpan&lt;T> x) where T : struct, IScalar&lt;T>
///         => ((1 - x[0]) * (1 - x[0])) + (100 * T.Square(x[1] - (x[0] * x[0])));
/// }
/// IDifferentiableFunction f = DifferentiableFunction.Reverse(2, new Valley());
/// </code></example>
public interface IScalar<T> :
    IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>,
    IDivisionOperators<T, T, T>, IUnaryNegationOperators<T, T>, IComparisonOperators<T, T, bool>
    where T : struct, IScalar<T>
{
    /// <summary>The value without its derivatives.</summary>
    double Value { get; }

    /// <summary>A constant.</summary>
    /// <param name="value">Its value.</param>
    static abstract implicit operator T(double value);

    /// <summary>The chain rule for a function of one argument.</summary>
    /// <param name="u">The argument.</param>
    /// <param name="value">f(u).</param>
    /// <param name="derivative">f′(u).</param>
    static abstract T Chain(T u, double value, double derivative);

    /// <summary>u².</summary>
    /// <param name="u">The argument.</param>
    static virtual T Square(T u) => T.Chain(u, u.Value * u.Value, 2 * u.Value);

    /// <summary>√u.</summary>
    /// <param name="u">The argument.</param>
    static virtual T Sqrt(T u)
    {
        double root = Math.Sqrt(u.Value);
        return T.Chain(u, root, 0.5 / root);
    }

    /// <summary>∛u.</summary>
    /// <param name="u">The argument.</param>
    static virtual T Cbrt(T u)
    {
        double root = Math.Cbrt(u.Value);
        return T.Chain(u, root, 1 / (3 * root * root));
    }

    /// <summary>uᵖ.</summary>
    /// <param name="u">The base.</param>
    /// <param name="power">p.</param>
    static virtual T Pow(T u, double power) => T.Chain(u, Math.Pow(u.Value, power), power == 0 ? 0 : power * Math.Pow(u.Value, power - 1));

    /// <summary>uᵛ; its derivative by v is for u at least 0.</summary>
    /// <param name="u">The base.</param>
    /// <param name="v">The exponent.</param>
    static virtual T Pow(T u, T v)
    {
        // not e^(v ln u), which multiplies the rounding by v ln u
        double value = Math.Pow(u.Value, v.Value);
        return T.Chain(u, value, v.Value == 0 ? 0 : v.Value * Math.Pow(u.Value, v.Value - 1)) + T.Chain(v, 0, value == 0 ? 0 : value * Math.Log(u.Value));
    }

    /// <summary>eᵘ.</summary>
    /// <param name="u">The argument.</param>
    static virtual T Exp(T u)
    {
        double value = Math.Exp(u.Value);
        return T.Chain(u, value, value);
    }

    /// <summary>ln u.</summary>
    /// <param name="u">The argument.</param>
    static virtual T Log(T u) => T.Chain(u, Math.Log(u.Value), 1 / u.Value);

    /// <summary>sin u.</summary>
    /// <param name="u">The argument, in radians.</param>
    static virtual T Sin(T u) => T.Chain(u, Math.Sin(u.Value), Math.Cos(u.Value));

    /// <summary>cos u.</summary>
    /// <param name="u">The argument, in radians.</param>
    static virtual T Cos(T u) => T.Chain(u, Math.Cos(u.Value), -Math.Sin(u.Value));

    /// <summary>tan u.</summary>
    /// <param name="u">The argument, in radians.</param>
    static virtual T Tan(T u)
    {
        double value = Math.Tan(u.Value);
        return T.Chain(u, value, 1 + (value * value));
    }

    /// <summary>arcsin u.</summary>
    /// <param name="u">The argument, between −1 and 1.</param>
    static virtual T Asin(T u) => T.Chain(u, Math.Asin(u.Value), 1 / Math.Sqrt(1 - (u.Value * u.Value)));

    /// <summary>arccos u.</summary>
    /// <param name="u">The argument, between −1 and 1.</param>
    static virtual T Acos(T u) => T.Chain(u, Math.Acos(u.Value), -1 / Math.Sqrt(1 - (u.Value * u.Value)));

    /// <summary>arctan u.</summary>
    /// <param name="u">The argument.</param>
    static virtual T Atan(T u) => T.Chain(u, Math.Atan(u.Value), 1 / (1 + (u.Value * u.Value)));

    /// <summary>sinh u.</summary>
    /// <param name="u">The argument.</param>
    static virtual T Sinh(T u) => T.Chain(u, Math.Sinh(u.Value), Math.Cosh(u.Value));

    /// <summary>cosh u.</summary>
    /// <param name="u">The argument.</param>
    static virtual T Cosh(T u) => T.Chain(u, Math.Cosh(u.Value), Math.Sinh(u.Value));

    /// <summary>tanh u.</summary>
    /// <param name="u">The argument.</param>
    static virtual T Tanh(T u)
    {
        double value = Math.Tanh(u.Value);
        return T.Chain(u, value, 1 - (value * value));
    }

    /// <summary>|u|.</summary>
    /// <param name="u">The argument.</param>
    static virtual T Abs(T u) => T.Chain(u, Math.Abs(u.Value), Elementary.SignOf(u.Value));

    /// <summary>The larger of two; NaN if one is.</summary>
    /// <param name="u">The first.</param>
    /// <param name="v">The second.</param>
    static virtual T Max(T u, T v) => u.Value >= v.Value || double.IsNaN(u.Value) ? u : v;

    /// <summary>The smaller of two; NaN if one is.</summary>
    /// <param name="u">The first.</param>
    /// <param name="v">The second.</param>
    static virtual T Min(T u, T v) => u.Value <= v.Value || double.IsNaN(u.Value) ? u : v;
}
