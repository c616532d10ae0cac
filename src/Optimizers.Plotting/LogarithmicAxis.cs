using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Optimizers.Plotting;

/// <summary>An axis of powers of ten: what is drawn along it is the logarithm to the base 10.</summary>
internal static class LogarithmicAxis
{
    /// <summary>Whether numbers are read best by their logarithms: all are above 0 and the largest is at least a hundred times the smallest.</summary>
    public static bool Suits(IReadOnlyCollection<double> values) => values.Min() > 0 && values.Max() / values.Min() >= 100;

    /// <summary>Ticks at the powers of ten, with smaller ones between.</summary>
    public static NumericAutomatic Ticks() => new() { MinorTickGenerator = new LogMinorTickGenerator(), IntegerTicksOnly = true, LabelFormatter = PowerOfTen };

    /// <summary>Ticks between two numbers above 0, which may be too near each other for powers of ten.</summary>
    public static ITickGenerator Ticks(double low, double high)
    {
        double decades = Math.Log10(high / low);
        if (decades is 0 or >= 2)
        {
            return Ticks();
        }

        var ticks = new NumericManual();
        foreach (double place in (decades >= 1 ? OneTwoFive(low, high) : Multiples(low, high)).Where(place => place >= low && place <= high))
        {
            ticks.AddMajor(Math.Log10(place), place.ToString("G6", CultureInfo.InvariantCulture));
        }

        return ticks;
    }

    private static IEnumerable<double> OneTwoFive(double low, double high)
    {
        for (double power = Math.Floor(Math.Log10(low)); power <= Math.Log10(high); power++)
        {
            yield return Math.Pow(10, power);
            yield return 2 * Math.Pow(10, power);
            yield return 5 * Math.Pow(10, power);
        }
    }

    /// <summary>From 2 to 20 multiples of a power of ten.</summary>
    private static IEnumerable<double> Multiples(double low, double high)
    {
        double step = Math.Pow(10, Math.Floor(Math.Log10((high - low) / 2)));
        for (double multiple = Math.Ceiling(low / step); multiple <= high / step; multiple++)
        {
            yield return multiple * step;
        }
    }

    private static string PowerOfTen(double exponent)
        => exponent is >= -3 and <= 5
            ? Math.Pow(10, exponent).ToString("0.###", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"1E{exponent:0}");
}
