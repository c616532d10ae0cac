using System.Linq.Expressions;

namespace Optimizers;

/// <summary>Reads the body of a C# lambda expression as a formula.</summary>
internal sealed class ExpressionReader : ExpressionVisitor
{
    private bool _foundParameter;

    private ExpressionReader()
    {
    }

    public static Symbol Read(Expression body, Variable[] variables)
    {
        return Of(body);

        Symbol Of(Expression expression) => expression switch
        {
            ParameterExpression parameter => Array.Find(variables, variable => variable.Parameter == parameter)!,
            ConstantExpression { Value: double value } => value,
            BinaryExpression { NodeType: ExpressionType.Add } b => Of(b.Left) + Of(b.Right),
            BinaryExpression { NodeType: ExpressionType.Subtract } b => Of(b.Left) - Of(b.Right),
            BinaryExpression { NodeType: ExpressionType.Multiply } b => Of(b.Left) * Of(b.Right),
            BinaryExpression { NodeType: ExpressionType.Divide } b => Of(b.Left) / Of(b.Right),
            UnaryExpression { NodeType: ExpressionType.Negate } u => -Of(u.Operand),
            UnaryExpression { NodeType: ExpressionType.UnaryPlus } u => Of(u.Operand),
            _ when !HasParameter(expression) => ReadCaptured(expression),
            ConditionalExpression c => new Choice(c.Test, Of(c.IfTrue), Of(c.IfFalse)),
            MethodCallExpression { Object: null } call when IsMath(call) => OfMath(call, [.. call.Arguments.Select(Of)]),
            _ => throw new NotSupportedException($"{Describe(expression)} has no derivative rule."),
        };

        Symbol OfMath(MethodCallExpression call, Symbol[] arguments) => (call.Method.Name, arguments) switch
        {
            ("Pow", [var u, var v]) => Algebra.Power(u, v),
            ("Log", [var u, var b]) => Elementary.Log.Of(u) / Elementary.Log.Of(b),
            ("Max", [var u, var v]) => new Choice(Expression.GreaterThanOrEqual(call.Arguments[0], call.Arguments[1]), u, v),
            ("Min", [var u, var v]) => new Choice(Expression.LessThanOrEqual(call.Arguments[0], call.Arguments[1]), u, v),
            ("FusedMultiplyAdd", [var u, var v, var w]) => (u * v) + w,
            (var name, [var u]) when Elementary.Find(name) is { } function => function.Of(u),
            _ => throw new NotSupportedException($"{Describe(call)} has no derivative rule."),
        };
    }

    private static bool IsMath(MethodCallExpression call)
        => (call.Method.DeclaringType == typeof(Math) || call.Method.DeclaringType == typeof(double)) && call.Type == typeof(double)
            && call.Arguments.All(argument => argument.Type == typeof(double));

    private static Captured ReadCaptured(Expression expression)
    {
        Expression inner = expression;
        while (inner is UnaryExpression { NodeType: ExpressionType.Convert } convert)
        {
            inner = convert.Operand;
        }

        return inner is MemberExpression member
            ? new Captured((member.Member, (member.Expression as ConstantExpression)?.Value ?? member.Expression), expression, member.Member.Name)
            : new Captured(expression, expression, expression.ToString());
    }

    private static bool HasParameter(Expression expression)
    {
        var reader = new ExpressionReader();
        reader.Visit(expression);
        return reader._foundParameter;
    }

    protected override Expression VisitParameter(ParameterExpression node)
    {
        _foundParameter = true;
        return node;
    }

    private static string Describe(Expression expression) => expression switch
    {
        MethodCallExpression call => $"{call.Method.DeclaringType?.Name}.{call.Method.Name}",
        UnaryExpression { NodeType: ExpressionType.Convert, Operand: UnaryExpression { NodeType: ExpressionType.Convert } inner } => Describe(inner),
        UnaryExpression { NodeType: ExpressionType.Convert } convert => $"The conversion to {convert.Type.Name} in {convert}",
        BinaryExpression binary => $"The operator {binary.NodeType} in {binary}",
        _ => $"{expression.NodeType} in {expression}",
    };
}
