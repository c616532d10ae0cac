using System.Globalization;

namespace Optimizers.Regression;

/// <summary>How a cell of a table becomes a number, and what is said if it does not.</summary>
internal static class Cell
{
    private const int LongestText = 40;
    private const int LongestList = 20;

    /// <summary>Reads a number; an empty cell is NaN.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
        {
            return true;
        }

        value = double.NaN;
        return text.IsWhiteSpace();
    }

    public static InvalidDataException NotNumber(long row, string column, string? text) => new(
        $"Row {row}, column '{column}': '{Shorten(text ?? "")}' is no number (rows counted from 0). If the column holds categories, list it in Categorical; if it is not to be used, name the Features without it.");

    public static ArgumentException NotFinite(long row, string column, double value, string parameter) => new(
        $"Row {row}, column '{column}' {(double.IsNaN(value) ? "is empty or NaN" : string.Create(CultureInfo.InvariantCulture, $"is {value}"))}; every cell must be a finite number (rows counted from 0).",
        parameter);

    public static ArgumentException Empty(long row, string column, string parameter) => new($"Row {row}, column '{column}' is empty; every cell must name a category (rows counted from 0).", parameter);

    public static ArgumentException OutOfRange(long row, string column, double value, string allowed, string parameter) => new(
        string.Create(CultureInfo.InvariantCulture, $"Row {row}, column '{column}' is {value}; it must be {allowed} (rows counted from 0)."),
        parameter);

    public static ArgumentException Unknown(long row, string column, string text, IReadOnlyList<string> known, string parameter) => new(
        $"Row {row}, column '{column}': '{Shorten(text)}' is none of the known categories {List(known)} (rows counted from 0).",
        parameter);

    /// <summary>Names for a message.</summary>
    public static string List(IReadOnlyList<string> names)
        => string.Join(", ", names.Take(LongestList).Select(name => $"'{Shorten(name)}'")) + (names.Count > LongestList ? $" and {names.Count - LongestList} more" : "");

    private static string Shorten(string text) => text.Length <= LongestText ? text : $"{text.AsSpan(0, LongestText)}…";
}
