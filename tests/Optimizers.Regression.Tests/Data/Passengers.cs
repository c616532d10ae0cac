using System.Data;

namespace Optimizers.Regression.Tests;

/// <summary>A small table of numbers and categories.</summary>
internal static class Passengers
{
    public static readonly Passenger[] Records =
    [
        new("yes", 29, "female", "S", 211.3375, 1, 2),
        new("no", 2.5, "male", "C", 151.55, 0.5, 1),
        new("no", 30, "female", "S", 26.55, 2, 4),
        new("yes", 48, "male", "Q", 7.75, 1, 0.5),
    ];

    public static readonly TableSchema Fares =
        new() { Target = "fare", Features = ["age", "sex", "port"], Categorical = ["sex", "port"], Weights = "weight", Exposure = "days" };

    /// <summary>The features that <see cref="Fares"/> makes.</summary>
    public static readonly double[] Features = [29, 0, 0, 1, 2.5, 1, 0, 0, 30, 0, 0, 1, 48, 1, 1, 0];

    public static DataTable Table()
    {
        var table = new DataTable();
        table.Columns.Add("survived", typeof(string));
        table.Columns.Add("age", typeof(double));
        table.Columns.Add("sex", typeof(string));
        table.Columns.Add("port", typeof(string));
        table.Columns.Add("fare", typeof(decimal));
        table.Columns.Add("weight", typeof(float));
        table.Columns.Add("days", typeof(string));
        foreach (Passenger p in Records)
        {
            table.Rows.Add(p.Survived, p.Age, p.Sex, p.Port, p.Fare, p.Weight, p.Days.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return table;
    }

    /// <summary>The table with one cell changed.</summary>
    public static TableSource With(int row, string column, object? cell)
    {
        DataTable table = Table();
        table.Rows[row][column] = cell ?? DBNull.Value;
        return TableSource.FromReader(table.CreateDataReader);
    }
}
