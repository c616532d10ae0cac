namespace Optimizers;

/// <summary>The rules of differentiation.</summary>
internal static class Differentiation
{
    /// <summary>∂formula/∂variable, simplified.</summary>
    public static Symbol Derivative(Symbol formula, Variable variable)
    {
        return D(formula);

        Symbol D(Symbol symbol) => symbol switch
        {
            Variable v => v == variable ? 1 : 0,
            Sum sum => Algebra.Add(Array.ConvertAll(sum.Items, D)),
            Product product => Algebra.Add(
                [.. product.Items.Select((item, i) => Algebra.Multiply([.. product.Items[..i], D(item), .. product.Items[(i + 1)..]]))]),
            Power(var u, Number n) => n * Algebra.Power(u, n.Value - 1) * D(u),
            Power(Number a, var v) => Math.Log(a.Value) * symbol * D(v),
            Power(var u, var v) when D(v) == Symbol.Zero => v * Algebra.Power(u, v - 1) * D(u),
            Power(var u, var v) => symbol * ((D(v) * Elementary.Log.Of(u)) + (v * D(u) / u)),
            Call(var f, var u) => f.Derivative(u) * D(u),
            Choice(var condition, var a, var b) => D(a) == D(b) ? D(a) : new Choice(condition, D(a), D(b)),
            _ => 0,
        };
    }
}
