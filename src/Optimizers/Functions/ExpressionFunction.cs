using System.Linq.Expressions;

namespace Optimizers;

/// <summary>A function written as a C# expression, with its symbolic derivative; made by <c>DifferentiableFunction.FromExpression</c>.</summary>
public sealed class ExpressionFunction : IDifferentiableFunction
{
    [ThreadStatic]
    private static double[]? _memory;

    private readonly Variable[] _variables;
    private readonly Symbol _symbol;
    private readonly Symbol[] _partials;
    private readonly Lazy<Func<double[], double>> _valueAndGradient;
    private readonly Lazy<Func<double[], double>> _value;

    private ExpressionFunction(Variable[] variables, Symbol symbol, Expression? written)
    {
        _variables = variables;
        _symbol = symbol;
        _partials = Array.ConvertAll(variables, variable => Differentiation.Derivative(symbol, variable));
        _valueAndGradient = new(() => Emitter.Compile(variables, symbol, written, _partials));
        _value = new(() => Emitter.Compile(variables, symbol, written, []));
    }

    /// <inheritdoc/>
    public int Dimension => _variables.Length;

    internal static ExpressionFunction From(LambdaExpression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        Variable[] variables = [.. expression.Parameters.Select((parameter, index) => new Variable(parameter, index))];
        return new ExpressionFunction(variables, ExpressionReader.Read(expression.Body, variables), expression.Body);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A span has another number of coordinates than the expression has parameters.</exception>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        Require.SameLength(point.Length, Dimension, "point", "the expression has", nameof(point));
        Require.SameLength(gradient.Length, Dimension, "gradient", "the expression has", nameof(gradient));
        double[] memory = Memory(point);
        double value = _valueAndGradient.Value(memory);

        // a loop, for so few numbers are moved sooner than the general copy is called
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = memory[gradient.Length + i];
        }

        return value;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The point has another number of coordinates than the expression has parameters.</exception>
    public double Evaluate(ReadOnlySpan<double> point)
    {
        Require.SameLength(point.Length, Dimension, "point", "the expression has", nameof(point));
        return _value.Value(Memory(point));
    }

    /// <summary>The partial derivative, itself a function that can be printed, evaluated and differentiated.</summary>
    /// <param name="coordinate">The index i of the parameter, 0 for the first.</param>
    /// <returns>∂f/∂xᵢ, simplified.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such parameter.</exception>
    /// <exception cref="NotSupportedException">The derivative has no derivative of its own; the message names what lacks a rule.</exception>
    public ExpressionFunction Derivative(int coordinate = 0)
    {
        if ((uint)coordinate >= (uint)Dimension)
        {
            throw new ArgumentOutOfRangeException(
                nameof(coordinate), Invariant($"The expression has {Dimension} parameters; {coordinate} is not one of 0 … {Dimension - 1}."));
        }

        return new ExpressionFunction(_variables, _partials[coordinate], null);
    }

    /// <summary>The formula as a person would write it, such as <c>x² + 2x + 3</c>.</summary>
    public override string ToString() => Printer.Print(_symbol);

    /// <summary>This thread's memory with the point in it and room for the gradient behind it.</summary>
    private static double[] Memory(ReadOnlySpan<double> point)
    {
        double[]? memory = _memory;
        if (memory is null || memory.Length < 2 * point.Length)
        {
            _memory = memory = new double[2 * point.Length];
        }

        for (int i = 0; i < point.Length; i++)
        {
            memory[i] = point[i];
        }

        return memory;
    }
}
