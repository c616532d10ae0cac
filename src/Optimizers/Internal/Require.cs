using System.Numerics;
using System.Runtime.CompilerServices;

namespace Optimizers;

/// <summary>Checks of what callers give: each returns the value or throws with the parameter's name and the numbers.</summary>
internal static class Require
{
    /// <summary>Something.</summary>
    public static T NotNull<T>(T value, [CallerMemberName] string name = "")
        where T : class
        => value ?? throw new ArgumentNullException(name);

    /// <summary>A finite number above 0.</summary>
    public static double Positive(double value, [CallerMemberName] string name = "")
        => value > 0 && double.IsFinite(value) ? value : throw OutOfRange(name, value, "a finite number above 0");

    /// <summary>A finite number, at least 0.</summary>
    public static double NonNegative(double value, [CallerMemberName] string name = "")
        => value >= 0 && double.IsFinite(value) ? value : throw OutOfRange(name, value, "a finite number that is at least 0");

    /// <summary>Nothing, or a finite number that is at least 0.</summary>
    public static double? NonNegative(double? value, [CallerMemberName] string name = "") => value is { } given ? NonNegative(given, name) : null;

    /// <summary>At least 0 and below 1, as the weights of moving averages are.</summary>
    public static double BelowOne(double value, [CallerMemberName] string name = "")
        => value is >= 0 and < 1 ? value : throw OutOfRange(name, value, "at least 0 and below 1");

    /// <summary>Finite and above 1.</summary>
    public static double AboveOne(double value, [CallerMemberName] string name = "")
        => value > 1 && double.IsFinite(value) ? value : throw OutOfRange(name, value, "a finite number above 1");

    /// <summary>Between two numbers, neither included.</summary>
    public static double Inside(double low, double high, double value, [CallerMemberName] string name = "")
        => value > low && value < high ? value : throw OutOfRange(name, value, Invariant($"above {low} and below {high}"));

    /// <summary>Between 0 and 1, both included.</summary>
    public static double Fraction(double value, [CallerMemberName] string name = "")
        => value is >= 0 and <= 1 ? value : throw OutOfRange(name, value, "between 0 and 1");

    /// <summary>A whole number that is not too small.</summary>
    public static T AtLeast<T>(T least, T value, [CallerMemberName] string name = "")
        where T : IBinaryInteger<T>
        => value >= least ? value : throw TooSmall(least, value, name);

    /// <summary>Nothing, or a whole number that is not too small.</summary>
    public static int? AtLeast(int least, int? value, [CallerMemberName] string name = "") => value is { } given ? AtLeast(least, given, name) : null;

    /// <summary>Names of which none is another's twin.</summary>
    public static string[] Different(ReadOnlySpan<string> names, string name)
    {
        string[] copy = names.ToArray();
        return copy.Distinct().Count() == copy.Length ? copy : throw new ArgumentException($"The names must differ: {string.Join(", ", copy)}.", name);
    }

    /// <summary>The two lengths of an argument and of what it must match.</summary>
    public static void SameLength(int actual, int expected, string what, string whose, string name)
    {
        if (actual != expected)
        {
            throw DifferentLength(actual, expected, what, whose, name);
        }
    }

    /// <summary>The two numbers of things that belong together.</summary>
    public static void SameCount(int actual, int expected, string what, string whose, string name)
    {
        if (actual != expected)
        {
            throw DifferentCount(actual, expected, what, whose, name);
        }
    }

    /// <summary>What every evaluation of a function needs before it begins.</summary>
    public static void Evaluation(ReadOnlySpan<double> point, int dimension)
        => SameLength(point.Length, dimension, "point", "the function takes", nameof(point));

    /// <summary>What every evaluation with gradient needs before it begins.</summary>
    public static void Evaluation(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, int dimension)
    {
        Evaluation(point, dimension);
        SameLength(gradient.Length, dimension, "gradient", "the function takes", nameof(gradient));
    }

    /// <summary>Finite coordinates only.</summary>
    public static void Finite(ReadOnlySpan<double> values, string what, string name)
    {
        if (FirstNotFinite(values) is { } i)
        {
            throw new ArgumentException(Invariant($"Coordinate {i} of the {what} is {values[i]}; every coordinate must be finite."), name);
        }
    }

    /// <summary>The index of the first NaN or infinity, or null.</summary>
    public static int? FirstNotFinite(ReadOnlySpan<double> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                return i;
            }
        }

        return null;
    }

    // messages are made apart, so that the checks are short enough to be inlined
    private static ArgumentOutOfRangeException TooSmall<T>(T least, T value, string name)
        where T : IBinaryInteger<T>
        => OutOfRange(name, value, Invariant($"at least {least}"));

    private static ArgumentException DifferentLength(int actual, int expected, string what, string whose, string name)
        => new(Invariant($"The {what} has {Coordinates(actual)}; {whose} {expected}."), name);

    private static ArgumentException DifferentCount(int actual, int expected, string what, string whose, string name)
        => new(Invariant($"There are {actual} {what} for {expected} {whose}."), name);

    private static string Coordinates(int count) => count == 1 ? "1 coordinate" : Invariant($"{count} coordinates");

    private static ArgumentOutOfRangeException OutOfRange(string name, object value, string allowed)
        => new(name, $"{name} must be {allowed}; it is {value}.");
}
