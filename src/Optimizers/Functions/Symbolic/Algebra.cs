namespace Optimizers;

/// <summary>Builds formulas and simplifies them on the way: folds numbers, collects like terms and powers of one base.</summary>
/// <remarks>Nothing is expanded, and x/x is not cancelled, for it is not 1 at 0.</remarks>
internal static class Algebra
{
    public static Symbol Add(params ReadOnlySpan<Symbol> terms)
    {
        var collected = new OrderedDictionary<Symbol, double>();
        foreach (Symbol term in terms)
        {
            foreach (Symbol item in term is Sum sum ? sum.Items : [term])
            {
                (double coefficient, Symbol rest) = SplitCoefficient(item);
                collected[rest] = collected.GetValueOrDefault(rest) + coefficient;
            }
        }

        Symbol[] items = [.. from entry in collected where entry.Value != 0 select Multiply(entry.Value, entry.Key)];
        return items.Length switch { 0 => Symbol.Zero, 1 => items[0], _ => new Sum(items) };
    }

    public static Symbol Multiply(params ReadOnlySpan<Symbol> factors)
    {
        double coefficient = 1;
        // numerators and denominators are collected apart: the key says which
        var collected = new OrderedDictionary<(Symbol Base, bool Below), Symbol>();
        foreach (Symbol factor in factors)
        {
            foreach (Symbol item in factor is Product product ? product.Items : [factor])
            {
                if (item is Number number)
                {
                    coefficient *= number.Value;
                    continue;
                }

                (Symbol @base, Symbol exponent) = item is Power power ? (power.Base, power.Exponent) : (item, Symbol.One);
                (Symbol, bool) key = (@base, exponent is Number { Value: < 0 });
                collected[key] = collected.TryGetValue(key, out Symbol? already) ? already + exponent : exponent;
            }
        }

        if (coefficient == 0)
        {
            return Symbol.Zero;
        }

        IEnumerable<Symbol> powers = collected.Select(entry => Power(entry.Key.Base, entry.Value));
        Symbol[] items = coefficient == 1 ? [.. powers] : [new Number(coefficient), .. powers];
        return items.Length switch { 0 => Symbol.One, 1 => items[0], _ => new Product(items) };
    }

    public static Symbol Power(Symbol @base, Symbol exponent) => (@base, exponent) switch
    {
        (_, Number { Value: 0 }) => Symbol.One,
        (_, Number { Value: 1 }) => @base,
        (Number b, Number e) => Math.Pow(b.Value, e.Value),
        (Power(var b, Number inner), Number outer) when IsInteger(inner) && IsInteger(outer) => Power(b, inner.Value * outer.Value),
        (Product product, Number e) when IsInteger(e) => Multiply(Array.ConvertAll(product.Items, item => Power(item, e))),
        _ => new Power(@base, exponent),
    };

    public static bool IsInteger(Number number) => double.IsInteger(number.Value) && Math.Abs(number.Value) < 100;

    /// <summary>Splits 3x² into 3 and x².</summary>
    public static (double Coefficient, Symbol Factor) SplitCoefficient(Symbol term) => term switch
    {
        Number number => (number.Value, Symbol.One),
        Product { Items: [Number first, .. var rest] } => (first.Value, rest.Length == 1 ? rest[0] : new Product(rest)),
        _ => (1, term),
    };
}
