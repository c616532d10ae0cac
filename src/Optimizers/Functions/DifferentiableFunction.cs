using System.Linq.Expressions;

namespace Optimizers;

/// <summary>Makes differentiable functions from delegates, from C# expressions and from values alone.</summary>
/// <remarks>All of them refuse a point or a gradient that has not n coordinates with an <see cref="ArgumentException"/>, before anything is evaluated or
/// written.</remarks>
public static class DifferentiableFunction
{
    /// <summary>A function from a delegate that gives value and gradient.</summary>
    /// <param name="dimension">The number of coordinates n, at least 1.</param>
    /// <param name="valueAndGradient">Takes x (n) and a span (n) in which it writes all of ∇f(x); returns f(x).</param>
    /// <returns>The function; an evaluation allocates what the delegate does.</returns>
    /// <exception cref="ArgumentException">The dimension is below 1.</exception>
    /// <example><code>var sphere = DifferentiableFunction.Create(1, (x, g) => { g[0] = 2 * x[0]; return x[0] * x[0]; });</code></example>
    public static IDifferentiableFunction Create(int dimension, Func<ReadOnlySpan<double>, Span<double>, double> valueAndGradient)
        => new DelegateFunction(dimension, valueAndGradient);

    /// <summary>A function from delegates that give value and gradient, and the product of the Hessian with a vector.</summary>
    /// <param name="dimension">The number of coordinates n, at least 1.</param>
    /// <param name="valueAndGradient">Takes x (n) and a span (n) in which it writes all of ∇f(x); returns f(x).</param>
    /// <param name="hessianProduct">Takes x (n), v (n) and a span (n) in which it writes all of ∇²f(x)·v.</param>
    /// <returns>The function, which <see cref="NewtonCg"/> takes without differences.</returns>
    /// <exception cref="ArgumentException">The dimension is below 1.</exception>
    public static ITwiceDifferentiableFunction Create(
        int dimension,
        Func<ReadOnlySpan<double>, Span<double>, double> valueAndGradient,
        Action<ReadOnlySpan<double>, ReadOnlySpan<double>, Span<double>> hessianProduct)
        => new DelegateHessianFunction(dimension, valueAndGradient, hessianProduct);

    /// <summary>A mean over samples from a delegate that gives value and gradient of the mean over some of them.</summary>
    /// <param name="dimension">The number of coordinates n, at least 1.</param>
    /// <param name="sampleCount">The number of samples N, at least 1.</param>
    /// <param name="meanAndGradient">Takes x (n), the indices of the samples and a span (n) in which it writes the gradient of the mean over these
    /// samples; returns that mean. The whole function is the mean over 0 … N − 1.</param>
    /// <returns>The function; an evaluation allocates what the delegate does.</returns>
    /// <exception cref="ArgumentException">The dimension or the number of samples is below 1.</exception>
    public static IFiniteSumFunction Create(int dimension, int sampleCount, Func<ReadOnlySpan<double>, ReadOnlySpan<int>, Span<double>, double> meanAndGradient)
        => new DelegateSumFunction(dimension, sampleCount, meanAndGradient);

    /// <summary>A function from its value alone, with a gradient by differences.</summary>
    /// <param name="dimension">The number of coordinates n, at least 1.</param>
    /// <param name="value">Takes x (n); returns f(x).</param>
    /// <param name="difference">How the gradient is approximated; <see cref="CentralDifference"/> by default.</param>
    /// <returns>The function; an evaluation with gradient calls <paramref name="value"/> n + 1, 2n + 1, 4n + 1 or 20n + 1 times, by the kind of difference, and
    /// oftener where a step must be looked for.</returns>
    /// <exception cref="ArgumentException">The dimension is below 1.</exception>
    public static IDifferentiableFunction FromValue(int dimension, Func<ReadOnlySpan<double>, double> value, Difference? difference = null)
        => new NumericalFunction(dimension, value, difference ?? new CentralDifference());

    /// <summary>A function written once for all kinds of numbers, with its exact gradient by dual numbers: for few variables.</summary>
    /// <typeparam name="TFunction">The type of the function.</typeparam>
    /// <param name="dimension">The number of coordinates n, at least 1.</param>
    /// <param name="function">The function; see <see cref="IScalar{T}"/>.</param>
    /// <returns>The function; an evaluation with gradient evaluates it ⌈n/4⌉ times and allocates nothing, also where native code is compiled ahead of
    /// time.</returns>
    /// <exception cref="ArgumentException">The dimension is below 1.</exception>
    public static IDifferentiableFunction Forward<TFunction>(int dimension, TFunction function)
        where TFunction : IScalarFunction
    {
        ArgumentNullException.ThrowIfNull(function);
        return new ForwardFunction<TFunction>(dimension, function);
    }

    /// <summary>A function written once for all kinds of numbers, with its exact gradient by a tape: for many variables.</summary>
    /// <typeparam name="TFunction">The type of the function.</typeparam>
    /// <param name="dimension">The number of coordinates n, at least 1.</param>
    /// <param name="function">The function; see <see cref="IScalar{T}"/>.</param>
    /// <returns>The function; an evaluation with gradient costs a few times that of the value whatever n is, and allocates nothing once the tape of the
    /// thread is long enough.</returns>
    /// <exception cref="ArgumentException">The dimension is below 1.</exception>
    public static IDifferentiableFunction Reverse<TFunction>(int dimension, TFunction function)
        where TFunction : IScalarFunction
    {
        ArgumentNullException.ThrowIfNull(function);
        return new ReverseFunction<TFunction>(dimension, function);
    }

    /// <summary>A function of one variable from a C# expression, differentiated symbolically.</summary>
    /// <param name="expression">Such as <c>x => x * x + 2 * x + 3</c>. Powers are <c>Math.Pow(x, 3)</c> or <c>x * x * x</c>: ^ is exclusive or in C#.</param>
    /// <returns>The function, compiled once; value and derivative come from one delegate that allocates nothing.</returns>
    /// <exception cref="NotSupportedException">A part of the expression has no derivative rule; the message names it.</exception>
    /// <remarks>
    /// Constants, parameters, captured variables (read anew at every evaluation), + − * /, unary minus, conditionals and the functions of
    /// <see cref="Math"/> from Abs to Tanh have rules. The value is computed as written; the derivative is simplified first. Where |u| or
    /// a maximum has a kink, the derivative of |u| at 0 is 0 and that of the maximum is its first argument's. Where native
    /// code is compiled ahead of time the delegate is interpreted: right, but slower.
    /// </remarks>
    public static ExpressionFunction FromExpression(Expression<Func<double, double>> expression) => ExpressionFunction.From(expression);

    /// <inheritdoc cref="FromExpression(Expression{Func{double, double}})"/>
    /// <summary>A function of two variables from a C# expression, differentiated symbolically.</summary>
    /// <param name="expression">Such as <c>(x, y) => x * x + Math.Exp(y)</c>; the parameters are the coordinates in their order.</param>
    public static ExpressionFunction FromExpression(Expression<Func<double, double, double>> expression) => ExpressionFunction.From(expression);

    /// <inheritdoc cref="FromExpression(Expression{Func{double, double}})"/>
    /// <summary>A function of three variables from a C# expression, differentiated symbolically.</summary>
    /// <param name="expression">Such as <c>(x, y, z) => x * y * z</c>; the parameters are the coordinates in their order.</param>
    public static ExpressionFunction FromExpression(Expression<Func<double, double, double, double>> expression) => ExpressionFunction.From(expression);

    /// <inheritdoc cref="FromExpression(Expression{Func{double, double}})"/>
    /// <summary>A function of four variables from a C# expression, differentiated symbolically.</summary>
    /// <param name="expression">Such as <c>(a, b, c, d) => a * b - c * d</c>; the parameters are the coordinates in their order.</param>
    public static ExpressionFunction FromExpression(Expression<Func<double, double, double, double, double>> expression) => ExpressionFunction.From(expression);
}
