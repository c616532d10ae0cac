using System.Globalization;
using System.Text;

namespace Optimizers;

/// <summary>Prints a formula as a person would write it.</summary>
internal static class Printer
{
    public static string Print(Symbol symbol) => symbol switch
    {
        Number number => Print(number.Value),
        Variable variable => variable.Parameter.Name ?? Invariant($"x{variable.Index}"),
        Captured captured => captured.Name,
        Sum sum => PrintSum(sum),
        Product product => PrintProduct(product),
        Power { Exponent: Number { Value: < 0 } } power => PrintProduct(new Product([power])),
        Power { Exponent: Number n } power when Algebra.IsInteger(n) => Atom(power.Base) + Superscript((int)n.Value),
        Power power => $"{Atom(power.Base)}^{Atom(power.Exponent)}",
        Call { Function.Name: "Abs" } call => $"|{Print(call.Argument)}|",
        Call { Function.Name: "Sqrt" } call => "√" + Atom(call.Argument),
        Call { Function.Name: "Log" } call => $"ln({Print(call.Argument)})",
        Call call => $"{call.Function.Name.ToLowerInvariant()}({Print(call.Argument)})",
        Choice choice => $"({choice.Condition} ? {Print(choice.Then)} : {Print(choice.Else)})",
        _ => symbol.GetType().Name,
    };

    private static string Print(double value) => value switch
    {
        Math.PI => "π",
        -Math.PI => "-π",
        Math.E => "e",
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    private static string PrintSum(Sum sum)
    {
        var text = new StringBuilder(Print(sum.Items[0]));
        foreach (Symbol item in sum.Items.Skip(1))
        {
            (double coefficient, Symbol rest) = Algebra.SplitCoefficient(item);
            text.Append(coefficient < 0 ? " - " : " + ").Append(Print(Math.Abs(coefficient) * rest));
        }

        return text.ToString();
    }

    private static string PrintProduct(Product product)
    {
        (double coefficient, _) = Algebra.SplitCoefficient(product);
        Symbol[] rest = coefficient == 1 ? product.Items : product.Items[1..];
        ILookup<bool, Symbol> below = rest.ToLookup(item => item is Power { Exponent: Number { Value: < 0 } });
        if (!below[true].Any())
        {
            return Juxtapose(coefficient, below[false]);
        }

        // 0.5/x reads better as 1/(2x)
        double over = double.IsInteger(1 / coefficient) ? Math.Sign(coefficient) : coefficient;
        string numerator = below[false].Any() ? Juxtapose(over, below[false]) : Print(over);
        double under = over / coefficient;
        Symbol[] denominators = [.. below[true].Select(item => Algebra.Power(item, -1))];
        string denominator = Juxtapose(under, denominators);
        return denominators.Length == 1 && under == 1 ? $"{numerator}/{denominator}" : $"{numerator}/({denominator})";
    }

    /// <summary>2xy² for single letters, which come first; a point where names or digits would run into each other.</summary>
    private static string Juxtapose(double coefficient, IEnumerable<Symbol> factors)
    {
        var text = new StringBuilder(coefficient switch { 1 => "", -1 => "-", _ => Print(coefficient) });
        bool afterName = false;
        foreach ((string factor, bool isLetter) in factors.Select(factor => (Atom(factor, inProduct: true), IsLetter(factor)))
            .OrderByDescending(factor => factor.Item2))
        {
            bool runsInto = afterName ? !isLetter : text.Length > 0 && char.IsAsciiDigit(text[^1]) && char.IsAsciiDigit(factor[0]);
            text.Append(runsInto ? "·" : "").Append(factor);
            afterName = true;
        }

        return text.ToString();
    }

    private static bool IsLetter(Symbol factor) => factor switch
    {
        Power { Exponent: Number exponent } power => Algebra.IsInteger(exponent) && IsLetter(power.Base),
        Variable or Captured => Print(factor).Length == 1,
        _ => false,
    };

    private static string Atom(Symbol symbol, bool inProduct = false)
    {
        bool whole = symbol is Variable or Captured or Call or Choice or Number { Value: >= 0 } || (inProduct && symbol is Power);
        return whole ? Print(symbol) : $"({Print(symbol)})";
    }

    private const string SuperscriptDigits = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private static string Superscript(int number)
        => string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(digit => SuperscriptDigits[digit - '0']));
}
