using System.Data;
using System.Globalization;
using System.Text;
using Optimizers.Regression;
using Parquet.Schema;

namespace Optimizers.Data.Tests;

/// <summary>The same table through every kind of source.</summary>
public sealed class SourceTests
{
    private const int Rows = 5000;
    private static readonly string[] Cities = ["Graz", "Bonn", "Oslo, \"old\"", "Bergen\nby the sea"];
    private static readonly House[] Houses =
        [.. Enumerable.Range(0, Rows).Select(i => new House(1000 + (i / 7.0), 50 + Math.Sin(i), i % 5, Cities[i % 4], i % 2))];
    private static readonly TableSchema Schema = new() { Target = "price", Categorical = ["city"], Weights = "weight", Polynomial = new PolynomialFeatures() };

    [Fact]
    public async Task FromTable_EverySource_GivesTheSameData()
    {
        TrainingData[] all = [FromRecords(), FromReader(), FromCsv(','), FromCsv('\t'), await FromParquet(700), await FromParquet(Rows)];

        foreach (TrainingData data in all)
        {
            data.FeatureNames.Should().Equal("area", "rooms", "area^2", "area rooms", "rooms^2", "city=Bonn", "city=Graz", "city=Oslo, \"old\"");
            data.TargetNames.Should().Equal("price");
            data.Rows.Features.Span.SequenceEqual(Houses.SelectMany(Features).ToArray())
                .Should().BeTrue("numbers that are written in full are read to the last bit");
            data.Rows.Targets.Should().Equal(Houses.Select(house => house.Price));
            data.Rows.Weights.Should().Equal(Houses.Select(house => house.Weight));
        }
    }

    private static double[] Features(House h)
        => [h.Area, h.Rooms, h.Area * h.Area, h.Area * h.Rooms, (double)h.Rooms * h.Rooms,
            .. new[] { 1, 0, 2 }.Select(city => h.City == Cities[city] ? 1.0 : 0)];

    private static TrainingData FromRecords() => TrainingData.Of(Houses)
        .Target(h => h.Price, "price").Feature(h => h.Area, "area")
            .Feature(h => h.Rooms, "rooms").Feature(h => h.City, "city").Weights(h => h.Weight, "weight").Polynomial(new PolynomialFeatures()).Build();

    private static TrainingData FromReader()
    {
        var table = new DataTable();
        table.Columns.Add("price", typeof(double));
        table.Columns.Add("area", typeof(double));
        table.Columns.Add("rooms", typeof(int));
        table.Columns.Add("city", typeof(string));
        table.Columns.Add("weight", typeof(bool));
        foreach (House h in Houses)
        {
            table.Rows.Add(h.Price, h.Area, h.Rooms, h.City, h.Weight == 1);
        }

        return TrainingData.FromTable(TableSource.FromReader(table.CreateDataReader), Schema);
    }

    private static TrainingData FromCsv(char delimiter)
    {
        var text = new StringBuilder(string.Join(delimiter, "price", "area", "rooms", "city", "weight")).Append("\r\n");
        foreach (House h in Houses)
        {
            text.AppendJoin(delimiter, Text(h.Price), Text(h.Area), h.Rooms, $"\"{h.City.Replace("\"", "\"\"")}\"", Text(h.Weight)).Append("\r\n");
        }

        using var file = TemporaryFile.Of(text.ToString());
        return TrainingData.FromTable(CsvSource.Open(file.Path), Schema);

        static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
    }

    private static async Task<TrainingData> FromParquet(int groupSize)
    {
        using var file = TemporaryFile.Of(await ParquetTestFile.Write(
            groupSize,
            (new DataField<double>("price"), Houses.Select(h => h.Price).ToArray()),
            (new DataField<double?>("area"), Houses.Select(h => (double?)h.Area).ToArray()),
            (new DataField<int>("rooms"), Houses.Select(h => h.Rooms).ToArray()),
            (new DataField<string>("city"), Houses.Select(h => h.City).ToArray()),
            (new DataField<bool>("weight"), Houses.Select(h => h.Weight == 1).ToArray())));
        return TrainingData.FromTable(ParquetSource.Open(file.Path), Schema);
    }

    private sealed record House(double Price, double Area, int Rooms, string City, double Weight);
}
