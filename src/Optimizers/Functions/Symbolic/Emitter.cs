using System.Linq.Expressions;
using System.Reflection;

namespace Optimizers;

/// <summary>Compiles a formula and its partial derivatives into one delegate; what they share is computed once.</summary>
internal sealed class Emitter
{
    private static readonly MethodInfo PowMethod = ((Func<double, double, double>)Math.Pow).Method;

    private readonly Dictionary<Symbol, ParameterExpression> _shared = [];
    private readonly List<ParameterExpression> _locals = [];
    private readonly List<Expression> _statements = [];

    /// <summary>Compiles the value, and with partial derivatives the gradient too.</summary>
    /// <param name="variables">The n coordinates.</param>
    /// <param name="symbol">The formula.</param>
    /// <param name="written">The formula as the caller wrote it, which is computed to the bit; or null.</param>
    /// <param name="partials">The partial derivatives, or none.</param>
    /// <returns>A function of an array whose first n entries are the point; with partial derivatives it writes them into the next n.</returns>
    /// <remarks>An array and not spans, for interpreted code, as there is where nothing can be compiled at run time, copies arguments by reference.</remarks>
    public static Func<double[], double> Compile(Variable[] variables, Symbol symbol, Expression? written, Symbol[] partials)
    {
        ParameterExpression memory = Expression.Parameter(typeof(double[]), "memory");
        var emitter = new Emitter();
        // all is read before anything is written: a captured property may evaluate this very function
        emitter._statements.AddRange(variables.Select(variable => Expression.Assign(variable.Parameter, At(variable.Index))));
        ParameterExpression[] results = Array.ConvertAll(partials, partial => emitter.Keep(emitter.Emit(partial)));
        ParameterExpression value = emitter.Keep(written ?? emitter.Emit(symbol));
        emitter._statements.AddRange(results.Select((result, i) => Expression.Assign(At(variables.Length + i), result)));
        BlockExpression body = Expression.Block([.. variables.Select(variable => variable.Parameter), .. emitter._locals], [.. emitter._statements, value]);
        return Expression.Lambda<Func<double[], double>>(body, memory).Compile();

        IndexExpression At(int index) => Expression.ArrayAccess(memory, Expression.Constant(index));
    }

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
}
