using System.Data;

namespace Optimizers.Regression.Tests;

public sealed class TableSourceTests
{
    [Fact]
    public void FromReader_OfAReader_CanBeReadOnce()
    {
        using DataTableReader reader = Passengers.Table().CreateDataReader();
        TableSource source = TableSource.FromReader(reader);

        source.CanReadAgain.Should().BeFalse();
        source.Columns.Should().Equal("survived", "age", "sex", "port", "fare", "weight", "days");
        TrainingData.FromTable(source, Passengers.Fares).SampleCount.Should().Be(4);
        Action again = () => TrainingData.FromTable(source, Passengers.Fares);
        again.Should().Throw<InvalidOperationException>().WithMessage("*can be read once; give a function that opens it anew: FromReader(() => …).");
    }

    [Fact]
    public void FromReader_OfAFunction_CanBeReadAgainAndDisposes()
    {
        List<DataTableReader> opened = [];
        TableSource source = TableSource.FromReader(() =>
        {
            opened.Add(Passengers.Table().CreateDataReader());
            return opened[^1];
        });

        TrainingData first = TrainingData.FromTable(source, Passengers.Fares), second = TrainingData.FromTable(source, Passengers.Fares);

        source.CanReadAgain.Should().BeTrue();
        first.Rows.Features.ToArray().Should().Equal(second.Rows.Features.ToArray());
        opened.Should().HaveCount(3).And.OnlyContain(reader => reader.IsClosed);
    }

    [Fact]
    public void Read_EveryTypeOfNumber_IsANumber()
    {
        object[] cells = [1.5, 2.5f, 3, 4L, (short)5, (byte)6, 7.25m, true, (sbyte)-9, 10u, 11UL, (ushort)12, "13e0", " 14 "];
        var table = new DataTable();
        table.Columns.Add("x", typeof(object));
        table.Columns.Add("y", typeof(int));
        foreach (object cell in cells)
        {
            table.Rows.Add(cell, 0);
        }

        TrainingData data = TrainingData.FromTable(TableSource.FromReader(table.CreateDataReader()), new TableSchema { Target = "y" });

        data.Rows.Features.ToArray().Should().Equal(1.5, 2.5, 3, 4, 5, 6, 7.25, 1, -9, 10, 11, 12, 13, 14);
    }

    [Fact]
    public void Read_ACellThatIsNoNumber_NamesRowColumnAndText()
    {
        Unreadable(Passengers.With(2, "days", "two"), Passengers.Fares, "Row 2, column 'days': 'two' is no number*");
        Unreadable(Passengers.With(0, "days", "1,5"), Passengers.Fares, "Row 0, column 'days': '1,5' is no number*");
        Unreadable(
            TableSource.FromReader(Passengers.Table().CreateDataReader()),
            new TableSchema { Target = "fare" },
            "Row 0, column 'survived': 'yes' is no number (rows counted from 0). If the column holds categories, list it in Categorical*");
        Unreadable(Passengers.With(1, "days", new string('x', 1000)), Passengers.Fares, $"Row 1, column 'days': '{new string('x', 40)}…' is no number*");
        DataTable dates = Passengers.Table();
        dates.Columns.Add("when", typeof(DateTime)).Expression = "#2020-01-01#";
        Unreadable(
            TableSource.FromReader(dates.CreateDataReader()),
            new TableSchema { Target = "fare", Features = ["when"] },
            "Row 0, column 'when': '01/01/2020 00:00:00' is no number*");

        static void Unreadable(TableSource source, TableSchema schema, string message)
            => ((Action)(() => TrainingData.FromTable(source, schema))).Should().Throw<InvalidDataException>().WithMessage(message);
    }

    [Fact]
    public void FromTable_ACellThatDoesNotFit_NamesRowAndColumn()
    {
        Refused(2, "age", null, "Row 2, column 'age' is empty or NaN; every cell must be a finite number*");
        Refused(2, "age", double.NegativeInfinity, "Row 2, column 'age' is -Infinity; every cell must be a finite number*");
        Refused(1, "fare", null, "Row 1, column 'fare' is empty or NaN*");
        Refused(3, "sex", null, "Row 3, column 'sex' is empty; every cell must name a category*");
        Refused(3, "sex", "", "Row 3, column 'sex' is empty*");
        Refused(0, "weight", -1f, "Row 0, column 'weight' is -1; it must be at least 0*");
        Refused(0, "weight", float.NaN, "Row 0, column 'weight' is empty or NaN*");
        Refused(1, "days", "0", "Row 1, column 'days' is 0; it must be above 0*");
        Refused(1, "days", "", "Row 1, column 'days' is empty or NaN*");

        static void Refused(int row, string column, object? cell, string message)
            => Expect.Refused(() => TrainingData.FromTable(Passengers.With(row, column, cell), Passengers.Fares), message, "source");
    }

    [Fact]
    public void FromTable_TooFewRowsOrClasses_IsRefused()
    {
        DataTable table = Passengers.Table();
        var classes = new TableSchema { Target = "survived", Features = ["age"], Categorical = ["survived"] };
        table.Rows.RemoveAt(3);
        table.Rows.RemoveAt(0);
        Refused(
            () => TrainingData.FromTable(TableSource.FromReader(table.CreateDataReader), classes),
            "The target 'survived' has 1 class(es): 'no'; at least 2 are needed.*",
            "source");
        table.Rows.Clear();
        Refused(
            () => TrainingData.FromTable(TableSource.FromReader(table.CreateDataReader), Passengers.Fares), "The table has 7 columns and no row.*", "source");
    }
}
