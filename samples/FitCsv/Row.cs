using System.Globalization;

/// <summary>The cells of a row as text, and where it stands: the line of a CSV file that it starts on, the row of a Parquet file counted from 0.</summary>
internal sealed record Row(long Place, string[] Cells)
{
    public bool IsBlank(int column) => string.IsNullOrWhiteSpace(Cells[column]) || Cells[column].Trim().ToUpperInvariant() is "NA" or "N/A" or "NAN" or "NULL";

    public bool IsNumber(int column) => double.TryParse(Cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    public double Number(int column) => double.Parse(Cells[column], NumberStyles.Float, CultureInfo.InvariantCulture);
}
