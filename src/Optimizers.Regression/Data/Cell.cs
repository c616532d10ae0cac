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

    public static InvalidDataException NotNumber(RowPlaces places, long row, string column, string? text) => new(
        $"{places.Of(row)}, column '{column}': '{Shorten(text ?? "")}' is no number{places.Rule}. If the column holds categories, list it in Categorical; if "
            + "it is not to be used, name the Features without it.");

    public static ArgumentException NotFinite(RowPlaces places, long row, string column, double value, string parameter) => new(
        $"{places.Of(row)}, column '{column}' {(double.IsNaN(value) ? "is empty or NaN" : string.Create(CultureInfo.InvariantCulture, $"is {value}"))}; every "
            + $"cell must be a finite number{places.Rule}.",
        parameter);

    public static ArgumentException Empty(RowPlaces places, long row, string column, string parameter)
        => new($"{places.Of(row)}, column '{column}' is empty; every cell must name a category{places.Rule}.", parameter);

    public static ArgumentException OutOfRange(RowPlaces places, long row, string column, double value, string allowed, string parameter) => new(
        string.Create(CultureInfo.InvariantCulture, $"{places.Of(row)}, column '{column}' is {value}; it must be {allowed}{places.Rule}."),
        parameter);

    public static ArgumentException Unknown(RowPlaces places, long row, string column, string text, IReadOnlyList<string> known, string parameter) => new(
        $"{places.Of(row)}, column '{column}': '{Shorten(text)}' is none of the known categories {List(known)}{places.Rule}.",
        parameter);

    /// <summary>Names for a message.</summary>
    public static string List(IReadOnlyList<string> names)
        => string.Join(", ", names.Take(LongestList).Select(name => $"'{Shorten(name)}'"))
            + (names.Count > LongestList ? Invariant($" and {names.Count - LongestList} more") : "");

    private static string Shorten(string text) => text.Length <= LongestText ? text : $"{text.AsSpan(0, LongestText)}…";
}
