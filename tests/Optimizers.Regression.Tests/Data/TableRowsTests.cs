namespace Optimizers.Regression.Tests;

public sealed class TableRowsTests
{
    [Fact]
    public void Blocks_OneAfterTheOther_AreTheTrainingData()
    {
        RecordTable<int> table = TrainingData.Of(Enumerable.Range(0, 10_000))
            .Target(i => i).Feature(i => Math.Sin(i), "sin").Feature(i => ((i * 7) % 5).ToString(), "rest")
            .Weights(i => i % 2, "weight").Exposure(i => 1 + i, "exposure");
        DenseRows expected = table.Build().Rows;

        var rows = new TableRows(table.Source, table.Schema);
        DenseRows[] blocks = [.. rows.Blocks().Select(block => block with
        {
            Features = block.Features.Copy(), Targets = [.. block.Targets], Weights = [.. block.Weights!], Offsets = [.. block.Offsets!],
        })];

        blocks.Should().HaveCount(3);
        rows.RowCount.Should().Be(10_000);
        rows.FeatureNames.Should().Equal("sin", "rest=1", "rest=2", "rest=3", "rest=4");
        blocks.SelectMany(block => block.Features.ToArray()).Should().Equal(expected.Features.ToArray());
        blocks.SelectMany(block => block.Targets).Should().Equal(expected.Targets);
        blocks.SelectMany(block => block.Weights!).Should().Equal(expected.Weights!);
        blocks.SelectMany(block => block.Offsets!).Should().Equal(expected.Offsets!);
    }

    [Fact]
    public void Blocks_OfManyFeatures_HaveFewRows()
    {
        RecordTable<int> table = TrainingData.Of(Enumerable.Range(0, 5000)).Target(i => i).Feature(i => (i % 1000).ToString("D3"), "category");

        var rows = new TableRows(table.Source, table.Schema);

        rows.Blocks().Sum(block => block.Rows).Should().Be(5000);
        rows.Blocks().Should().OnlyContain(block => block.Features.Length <= 1 << 20 && block.Features.Length == block.Rows * 999);
    }

    [Fact]
    public void Blocks_OfAOnePassSource_NeedNoSecondPassWithoutCategories()
    {
        var numbers = new TableSchema { Target = "fare", Features = ["age"] };
        var rows = new TableRows(TableSource.FromReader(Passengers.Table().CreateDataReader()), numbers);

        rows.RowCount.Should().BeNull();
        rows.Blocks().Should().HaveCount(1);
        rows.RowCount.Should().Be(4);
        Once(() => _ = rows.Blocks().Count());
        var withCategories = new TableRows(TableSource.FromReader(Passengers.Table().CreateDataReader()), Passengers.Fares);
        withCategories.FeatureNames.Should().HaveCount(4);
        withCategories.RowCount.Should().Be(4, "the categories were found in a pass over all rows");
        Once(() => _ = withCategories.Blocks().Count());

        var known = new FeatureEncoding(["age"], [new CategoricalColumn("sex", ["female", "male"]), new CategoricalColumn("port", ["C", "Q", "S"])]);
        new TableRows(TableSource.FromReader(Passengers.Table().CreateDataReader()), Passengers.Fares, known).Blocks().Single().Features.ToArray()
            .Should().Equal(Passengers.Features);

        static void Once(Action act) => act.Should().Throw<InvalidOperationException>().WithMessage("*can be read once*");
    }

    [Fact]
    public void Blocks_FarIntoATable_NameTheRow()
    {
        RecordTable<int> table = TrainingData.Of(Enumerable.Range(0, 10_000)).Target(i => i).Feature(i => i == 9_000 ? double.NaN : 1, "one");

        Action act = () => _ = new TableRows(table.Source, table.Schema).Blocks().Count();

        act.Should().Throw<ArgumentException>().WithMessage("Row 9000, column 'one' is empty or NaN*");
    }

    [Fact]
    public void Blocks_OfTwoMillionRows_NeedNoMoreMemoryThanOfAFew()
    {
        string[] cities = ["Bonn", "Graz", "Oslo"];
        RecordTable<int> table = TrainingData.Of(Enumerable.Range(0, 2_000_000))
            .Target(i => i).Feature(i => i % 1000, "a").Feature(i => i % 777, "b").Feature(i => cities[i % 3], "city")
            .Polynomial(new PolynomialFeatures { Degree = 3 });
        long before = GC.GetTotalMemory(forceFullCollection: true), allocated = GC.GetAllocatedBytesForCurrentThread(), largest = 0, seen = 0;

        var rows = new TableRows(table.Source, table.Schema);
        foreach (DenseRows block in rows.Blocks())
        {
            seen += block.Rows;
            largest = Math.Max(largest, GC.GetTotalMemory(forceFullCollection: false) - before);
        }

        seen.Should().Be(2_000_000);
        rows.RowCount.Should().Be(2_000_000);

        // a block is 4096 rows × 11 features of 8 bytes; there are two, and the raw columns
        largest.Should().BeLessThan(16 << 20);
        (GC.GetAllocatedBytesForCurrentThread() - allocated).Should().BeLessThan(4 << 20, "what is not allocated is not kept");
    }

    [Fact]
    public void Blocks_OfATableWithoutARow_AreRefused()
    {
        foreach (TableSchema schema in new[] { Passengers.Fares, new TableSchema { Target = "fare", Features = ["age"] } })
        {
            System.Data.DataTable empty = Passengers.Table().Clone();
            FluentActions.Invoking(() => new TableRows(TableSource.FromReader(() => empty.CreateDataReader()), schema).Blocks().ToArray())
                .Should().Throw<ArgumentException>().WithMessage("The table has * columns and no row.*").WithParameterName("source");
        }
    }
}
