namespace Optimizers;

/// <summary>A function of one argument: how it is computed, how it prints, and its derivative.</summary>
internal sealed record Elementary(string Name, Func<double, double> Compute, Func<Symbol, Symbol> Derivative)
{
    /// <summary>The natural logarithm, which general powers need too.</summary>
    public static Elementary Log { get; } = new("Log", Math.Log, u => 1 / u);

    // One derivative rule a line.
    private static readonly Elementary Abs = new("Abs", Math.Abs, u => Sign!.Of(u));
    private static readonly Elementary Sign = new("Sign", SignOf, _ => 0);
    private static readonly Elementary Sqrt = new("Sqrt", Math.Sqrt, u => 1 / (2 * Sqrt!.Of(u)));
    private static readonly Elementary Cbrt = new("Cbrt", Math.Cbrt, u => 1 / (3 * Algebra.Power(Cbrt!.Of(u), 2)));
    private static readonly Elementary Exp = new("Exp", Math.Exp, u => Exp!.Of(u));
    private static readonly Elementary Sin = new("Sin", Math.Sin, u => Cos!.Of(u));
    private static readonly Elementary Cos = new("Cos", Math.Cos, u => -Sin.Of(u));
    private static readonly Elementary Tan = new("Tan", Math.Tan, u => 1 / Algebra.Power(Cos.Of(u), 2));
    private static readonly Elementary Asin = new("Asin", Math.Asin, u => 1 / Sqrt.Of(1 - Algebra.Power(u, 2)));
    private static readonly Elementary Acos = new("Acos", Math.Acos, u => -1 / Sqrt.Of(1 - Algebra.Power(u, 2)));
    private static readonly Elementary Atan = new("Atan", Math.Atan, u => 1 / (1 + Algebra.Power(u, 2)));
    private static readonly Elementary Sinh = new("Sinh", Math.Sinh, u => Cosh!.Of(u));
    private static readonly Elementary Cosh = new("Cosh", Math.Cosh, u => Sinh.Of(u));
    private static readonly Elementary Tanh = new("Tanh", Math.Tanh, u => 1 - Algebra.Power(Tanh!.Of(u), 2));
    private static readonly Elementary Asinh = new("Asinh", Math.Asinh, u => 1 / Sqrt.Of(Algebra.Power(u, 2) + 1));
    private static readonly Elementary Acosh = new("Acosh", Math.Acosh, u => 1 / Sqrt.Of(Algebra.Power(u, 2) - 1));
    private static readonly Elementary Atanh = new("Atanh", Math.Atanh, u => 1 / (1 - Algebra.Power(u, 2)));
    private static readonly Elementary Log2 = new("Log2", Math.Log2, u => 1 / (Math.Log(2) * u));
    private static readonly Elementary Log10 = new("Log10", Math.Log10, u => 1 / (Math.Log(10) * u));

    private static readonly Dictionary<string, Elementary> ByName =
        new Elementary[] { Abs, Sqrt, Cbrt, Exp, Sin, Cos, Tan, Asin, Acos, Atan, Sinh, Cosh, Tanh, Asinh, Acosh, Atanh, Log2, Log10, Log }
        .ToDictionary(function => function.Name);

    /// <summary>The function that <see cref="Math"/> calls by this name, or null.</summary>
    public static Elementary? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The function of an argument; of a number, its value.</summary>
    public Symbol Of(Symbol argument) => argument is Number { Value: var value } ? Compute(value) : new Call(this, argument);

    public bool Equals(Elementary? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>The sign as a double, NaN of NaN, where <see cref="Math.Sign(double)"/> throws.</summary>
    internal static double SignOf(double value) => value > 0 ? 1 : value < 0 ? -1 : value;
}
