using System.Globalization;

namespace Optimizers.Benchmarks;

/// <summary>Numbers with units, three digits of them.</summary>
internal static class Quantity
{
    private static readonly string[] TimeUnits = ["ns", "µs", "ms", "s"];
    private static readonly string[] ByteUnits = ["B", "kB", "MB", "GB"];

    public static string Time(double nanoseconds) => Scaled(nanoseconds, TimeUnits);

    public static string Bytes(long bytes) => Scaled(bytes, ByteUnits);

    /// <summary>Three significant digits without an exponent.</summary>
    public static string Number(double number)
    {
        int digits = number == 0 ? 0 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(number))), 0, 15);
        return number.ToString($"F{digits}", CultureInfo.InvariantCulture);
    }

    private static string Scaled(double number, string[] units)
    {
        int unit = 0;
        for (; number >= 1000 && unit + 1 < units.Length; unit++)
        {
            number /= 1000;
        }

        return $"{(number < 10 && unit == 0 && number == Math.Floor(number) ? number.ToString("F0", CultureInfo.InvariantCulture) : Number(number))} "
            + $"{units[unit]}";
    }
}
