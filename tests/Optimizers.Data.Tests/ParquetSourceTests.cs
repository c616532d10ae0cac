using Optimizers.Regression;
using Parquet.Schema;

namespace Optimizers.Data.Tests;

public sealed class ParquetSourceTests
{
    private static readonly TableSchema Schema = new() { Target = "y" };
    private static readonly (DataField Field, Array Values) Y = (new DataField<double>("y"), new double[] { 1, 2, 3, 4, 5 });

    [Fact]
    public async Task Read_EveryTypeOfNumber_IsANumber()
    {
        using var file = TemporaryFile.Of(await ParquetTestFile.Write(
            2,
            Y,
            (new DataField<float>("float"), new float[] { 1.5f, 2, 3, 4, 5 }),
            (new DataField<long>("long"), new long[] { 1, 2, -3, 4, 1L << 40 }),
            (new DataField<long?>("optional"), new long?[] { 1, 2, 3, 4, 5 }),
            (new DataField<int>("int"), new int[] { 1, 2, 3, 4, -5 }),
            (new DataField<short>("short"), new short[] { 1, 2, 3, 4, -5 }),
            (new DataField<byte>("byte"), new byte[] { 1, 2, 3, 4, 255 }),
            (new DecimalDataField("decimal", 10, 2), new decimal[] { 1.25m, 2, 3, 4, 5 }),
            (new DataField<bool>("bool"), new bool[] { true, false, true, false, true }),
            (new DataField<string>("text"), new string[] { "1", " 2 ", "3e0", "4", "5" })));

        TrainingData data = TrainingData.FromTable(ParquetSource.Open(file.Path), Schema);

        data.FeatureNames.Should().Equal("float", "long", "optional", "int", "short", "byte", "decimal", "bool", "text");
        data.Rows.Targets.Should().Equal(1, 2, 3, 4, 5);
        data.Rows.Row(0).ToArray().Should().Equal(1.5, 1, 1, 1, 1, 1, 1.25, 1, 1);
        data.Rows.Row(4).ToArray().Should().Equal(5, 1L << 40, 5, -5, -5, 255, 5, 1, 5);
    }

    [Fact]
    public async Task Read_Categories_OfTextsOrNumbers()
    {
        using var file = TemporaryFile.Of(await ParquetTestFile.Write(
            3, Y, (new DataField<string>("city"), new[] { "b", "a", "b", "c", "a" }), (new DataField<long>("store"),
                new long[] { long.MaxValue, long.MaxValue - 1, 10, 10, 10 })));

        TrainingData data = TrainingData.FromTable(ParquetSource.Open(file.Path), Schema with { Categorical = ["city", "store"] });

        data.FeatureNames.Should().Equal("city=b", "city=c", "store=9223372036854775806", "store=9223372036854775807");
        data.Rows.Row(1).ToArray().Should().Equal(0, 0, 1, 0);
    }

    [Fact]
    public async Task Read_MissingCells_NameRowAndColumn()
    {
        using var file = TemporaryFile.Of(await ParquetTestFile.Write(
            2, Y, (new DataField<double?>("x"), new double?[] { 1, 2, 3, null, 5 }), (new DataField<string>("c"),
                new[] { "a", "b", null, "a", "b" }), (new DataField<string>("n"), new[] { "1", "2", "3", "x", "5" })));
        TableSource source = ParquetSource.Open(file.Path);

        Refused(() => TrainingData.FromTable(source, Schema with { Features = ["x"] }), "Row 3, column 'x' is empty or NaN*", "source");
        Refused(() => TrainingData.FromTable(source, Schema with { Features = ["c"], Categorical = ["c"] }), "Row 2, column 'c' is empty*", "source");
        Unreadable(() => TrainingData.FromTable(source, Schema with { Features = ["n"] }), "Row 3, column 'n': 'x' is no number*");
    }

    [Fact]
    public async Task Read_AColumnOfAnotherKind_NamesIt()
    {
        using var file = TemporaryFile.Of(await ParquetTestFile.Write(5, Y, (new DataField<DateTime>("when"), new DateTime[5])));

        Unreadable(
            () => TrainingData.FromTable(ParquetSource.Open(file.Path), Schema),
            $"{file.Path}: column 'when' holds values of type DateTime, neither numbers nor texts; name the Features without it.");
    }

    [Fact]
    public async Task Open_ADamagedFile_NamesIt()
    {
        byte[] whole = await ParquetTestFile.Write(2, Y, (new DataField<double>("x"), new double[] { 1, 2, 3, 4, 5 }));
        byte[] holed = [.. whole];
        holed.AsSpan(4, 40).Fill(0xff);
        foreach (byte[] bytes in new[] { [], whole[..(whole.Length / 2)], whole[10..], "y,x\n1,2\n3,4\n"u8.ToArray(), holed })
        {
            using var file = TemporaryFile.Of(bytes);
            Unreadable(() => TrainingData.FromTable(ParquetSource.Open(file.Path), Schema), $"{file.Path} is damaged or no Parquet file: *");
        }

        ((Action)(() => ParquetSource.Open("/no/such.parquet"))).Should().Throw<DirectoryNotFoundException>();
    }

    [Fact]
    public async Task Open_NoRows_SaysSo()
    {
        using var file = TemporaryFile.Of(
            await ParquetTestFile.Write(2, (new DataField<double>("y"), Array.Empty<double>()), (new DataField<double>("x"), Array.Empty<double>())));

        Refused(() => TrainingData.FromTable(ParquetSource.Open(file.Path), Schema), "The table has 2 columns and no row.*", "source");
    }

    [Fact]
    public async Task Read_ManyRowGroups_KeepsOneInMemory()
    {
        const int Rows = 1_000_000;
        using var file = TemporaryFile.Of(await ParquetTestFile.Write(
            50_000, (new DataField<double>("y"), Enumerable.Range(0, Rows)
                .Select(i => (double)i).ToArray()), (new DataField<double?>("x"), Enumerable.Range(0, Rows).Select(i => (double?)(i % 1000)).ToArray())));
        var rows = new TableRows(ParquetSource.Open(file.Path), Schema);
        long before = GC.GetTotalMemory(forceFullCollection: true), largest = 0;
        double sum = 0;

        int blocks = 0;
        foreach (DenseRows block in rows.Blocks())
        {
            sum += block.Targets.Sum();
            if (++blocks % 50 == 0)
            {
                largest = Math.Max(largest, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        sum.Should().Be(1e6 * 999_999 / 2);
        rows.RowCount.Should().Be(Rows);

        // 16 MB of numbers in all; a row group has 0.8 MB, and the buffers that are kept for the next one a few times that
        largest.Should().BeLessThan(8 << 20);
    }

    private static void Unreadable(Action act, string message) => act.Should().Throw<InvalidDataException>().WithMessage(message);
}
