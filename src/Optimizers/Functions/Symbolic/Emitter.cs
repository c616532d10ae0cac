using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Optimizers;

/// <summary>Compiles a formula and its partial derivatives into one delegate; what they share is computed once.</summary>
internal sealed class Emitter
{
    private static readonly MethodInfo ReadMethod = ((Reading)Read).Method;
    private static readonly MethodInfo WriteMethod = ((Writing)Write).Method;
    private static readonly MethodInfo PowMethod = ((Func<double, double, double>)Math.Pow).Method;

    private readonly Dictionary<Symbol, ParameterExpression> _shared = [];
    private readonly List<ParameterExpression> _locals = [];
    private readonly List<Expression> _statements = [];

    private delegate double Reading(ref double first, int index);

    private delegate void Writing(ref double first, int index, double value);

    /// <summary>Takes the first coordinate of the point and of the gradient, each with its whole span behind it.</summary>
    public delegate double Fused(ref double point, ref double gradient);

    /// <summary>Takes the first coordinate of the point with its whole span behind it.</summary>
    public delegate double Value(ref double point);

    /// <summary>Compiles value and gradient.</summary>
    /// <param name="variables">The coordinates.</param>
    /// <param name="symbol">The formula.</param>
    /// <param name="written">The formula as the caller wrote it, which is computed to the bit; or null.</param>
    /// <param name="partials">The partial derivatives.</param>
    public static Fused Compile(Variable[] variables, Symbol symbol, Expression? written, Symbol[] partials)
    {
        ParameterExpression point = Expression.Parameter(typeof(double).MakeByRefType(), "point");
        ParameterExpression gradient = Expression.Parameter(typeof(double).MakeByRefType(), "gradient");
        var emitter = new Emitter();
        // every partial is computed before one is written: the caller may pass one span as point and gradient
        ParameterExpression[] results = Array.ConvertAll(partials, partial => emitter.Keep(emitter.Emit(partial)));
        ParameterExpression value = emitter.Keep(written ?? emitter.Emit(symbol));
        emitter._statements.AddRange(results.Select((result, i) => Expression.Call(WriteMethod, gradient, Expression.Constant(i), result)));
        return Expression.Lambda<Fused>(emitter.Block(variables, point, value), point, gradient).Compile();
    }

    /// <summary>Compiles the value alone.</summary>
    public static Value Compile(Variable[] variables, Symbol symbol, Expression? written)
    {
        ParameterExpression point = Expression.Parameter(typeof(double).MakeByRefType(), "point");
        var emitter = new Emitter();
        Expression value = written ?? emitter.Emit(symbol);
        return Expression.Lambda<Value>(emitter.Block(variables, point, value), point).Compile();
    }

    private BlockExpression Block(Variable[] variables, ParameterExpression point, Expression result) => Expression.Block(
        [.. variables.Select(variable => variable.Parameter), .. _locals],
        [
            .. variables.Select(variable => Expression.Assign(variable.Parameter, Expression.Call(ReadMethod, point, Expression.Constant(variable.Index)))),
            .. _statements,
            result,
        ]);

    private Expression Emit(Symbol symbol) => symbol switch
    {
        Number number => Expression.Constant(number.Value),
        Variable variable => variable.Parameter,
        Captured captured => captured.Source,
        Sum sum => sum.Items.Skip(1).Aggregate(Emit(sum.Items[0]), Plus),
        Product product => Quotient(product),
        Power { Exponent: Number { Value: < 0 and var n } } power => Expression.Divide(Expression.Constant(1.0), Emit(Algebra.Power(power.Base, -n))),
        Power { Exponent: Number { Value: 2 or 3 or 4 } n } power => Enumerable.Repeat(Share(power.Base), (int)n.Value).Aggregate(Expression.Multiply),
        Power power => Share(power, () => Expression.Call(PowMethod, Emit(power.Base), Emit(power.Exponent))),
        Call call => Share(call, () => Expression.Call(call.Function.Compute.Method, Emit(call.Argument))),
        Choice choice => Expression.Condition(choice.Condition, Emit(choice.Then), Emit(choice.Else)),
        _ => throw new InvalidOperationException($"{symbol.GetType().Name} cannot be computed."),
    };

    private Expression Plus(Expression left, Symbol term)
    {
        (double coefficient, Symbol rest) = Algebra.SplitCoefficient(term);
        return coefficient < 0 ? Expression.Subtract(left, Emit(-coefficient * rest)) : Expression.Add(left, Emit(term));
    }

    private Expression Quotient(Product product)
    {
        ILookup<bool, Symbol> below = product.Items.ToLookup(item => item is Power { Exponent: Number { Value: < 0 } });
        Expression top = below[false].Select(Emit).DefaultIfEmpty(Expression.Constant(1.0)).Aggregate(Expression.Multiply);
        return below[true].Aggregate(top, (quotient, item) => Expression.Divide(quotient, Emit(Algebra.Power(item, -1))));
    }

    /// <summary>Computes what occurs more than once before the rest.</summary>
    private Expression Share(Symbol symbol, Func<Expression>? emit = null)
    {
        if (_shared.TryGetValue(symbol, out ParameterExpression? local))
        {
            return local;
        }

        Expression value = emit is null ? Emit(symbol) : emit();
        return value is ParameterExpression or ConstantExpression ? value : _shared[symbol] = Keep(value);
    }

    private ParameterExpression Keep(Expression value)
    {
        ParameterExpression local = Expression.Variable(typeof(double));
        _locals.Add(local);
        _statements.Add(Expression.Assign(local, value));
        return local;
    }

    private static double Read(ref double first, int index) => Unsafe.Add(ref first, index);

    private static void Write(ref double first, int index, double value) => Unsafe.Add(ref first, index) = value;
}
