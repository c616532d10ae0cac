using System.Globalization;
using System.Text;
using Optimizers.Regression;

namespace Optimizers.Data.Tests;

public sealed class CsvSourceTests
{
    private static readonly TableSchema Schema = new() { Target = "y" };

    [Fact]
    public void Open_AFile_ReadsItAgainAndAgain()
    {
        using var file = TemporaryFile.Of("y,x\n1,2.5\n-3e2, 4 \n");
        TableSource source = CsvSource.Open(file.Path);

        source.Columns.Should().Equal("y", "x");
        source.CanReadAgain.Should().BeTrue();
        for (int pass = 0; pass < 2; pass++)
        {
            DenseRows rows = TrainingData.FromTable(source, Schema).Rows;
            rows.Targets.Should().Equal(1, -300);
            rows.Features.ToArray().Should().Equal(2.5, 4);
        }
    }

    [Theory]
    [InlineData("y,x\r\n1,2\r\n3,4")]
    [InlineData("y,x\n\n1,2\n\n3,4\n\n\n")]
    [InlineData("\ufeffy,x\n1,2\n3,4\n")]
    [InlineData("y;x\n1;2\n3;4\n")]
    [InlineData("y\tx\n1\t2\n3\t4\n")]
    [InlineData("\"y\",\"x\"\n\"1\",\"2\"\n3,4\n")]
    [InlineData("z,y,x\n#,1,2\n\"a\nb\",3,4\n")]
    public void Open_EveryCommonWayToWriteAFile_ReadsTheSame(string text)
    {
        using var file = TemporaryFile.Of(text);

        TrainingData data = TrainingData.FromTable(CsvSource.Open(file.Path), Schema with { Features = ["x"] });

        data.Rows.Targets.Should().Equal(1, 3);
        data.Rows.Features.ToArray().Should().Equal(2, 4);
    }

    [Fact]
    public void Open_WithOptions_FollowsThem()
    {
        using var file = TemporaryFile.Of(Encoding.Latin1.GetBytes("y:x,z:größe\n1:2:a\n2:3:b\n"));

        CsvSource.Open(file.Path, new CsvOptions { Delimiter = ':', Encoding = Encoding.Latin1 }).Columns.Should().Equal("y", "x,z", "größe");
        Refused(() => _ = new CsvOptions { Delimiter = '"' }, "Delimiter must be neither a quote nor the end of a line; it is U+0022.*", "Delimiter");
    }

    [Theory]
    [InlineData("y,x\n1,2\n3\n5,6\n", "line 3: the row has 1 cells; the header has 2.")]
    [InlineData("y,x\n1,2\n3,4,5\n", "line 3: the row has 3 cells; the header has 2.")]
    [InlineData("y,x\n1,2\n3", "line 3: the row has 1 cells; the header has 2.")]
    [InlineData("y,x\n\n1,2\n\n3\n", "line 5: the row has 1 cells; the header has 2.")]
    [InlineData("y,x\n\"1\n\",2\n3\n", "line 4: the row has 1 cells; the header has 2.")]
    [InlineData("y,x\n1,2\n3,\"4\n5,6\n", "line 3: *quote*")]
    [InlineData("y,x\n1,2\n3,\"", "line 3: *quote*")]
    [InlineData("y,x\n1,\"2\"3\n", "line 2: *quote*")]
    public void Read_AMalformedRow_NamesFileAndLine(string text, string message)
    {
        using var file = TemporaryFile.Of(text);
        TableSource source = CsvSource.Open(file.Path);

        Unreadable(() => TrainingData.FromTable(source, Schema), $"{file.Path}, {message}");
    }

    [Fact]
    public void Read_AQuoteThatNeverCloses_DoesNotDrawTheFileIntoMemory()
    {
        using var file = TemporaryFile.Of("y,x\n1,2\n3,\"" + string.Concat(Enumerable.Repeat("some text, ", 3_000_000)));

        Unreadable(() => TrainingData.FromTable(CsvSource.Open(file.Path), Schema), $"{file.Path}, line 3: *too large*");
    }

    [Fact]
    public void Read_ManyColumns_TakesFewRowsAtATime()
    {
        const int Columns = 20_000;
        string row = string.Join(',', Enumerable.Range(0, Columns));
        using var file = TemporaryFile.Of(
            $"y,{string.Join(',', Enumerable.Range(0, Columns).Select(j => $"column{j}"))}\n" + string.Concat(Enumerable.Repeat($"1,{row}\n", 60)));
        var rows = new TableRows(CsvSource.Open(file.Path), Schema);

        rows.Blocks().Should().OnlyContain(
            block => block.FeatureCount == Columns && block.Features.Length <= 1 << 20 && block.Features.ToArray().Last() == Columns - 1);
        rows.RowCount.Should().Be(60);
    }

    [Theory]
    [InlineData("y,x\n1,2\n3,a\n", "*, line 3, column 'x': 'a' is no number*list it in Categorical*")]
    [InlineData("y,x\n1,\"2,5\"\n3,4\n", "*, line 2, column 'x': '2,5' is no number*")]
    [InlineData("y,x\n1,2\nNA,4\n", "*, line 3, column 'y': 'NA' is no number*")]
    [InlineData("y,x\n\n1,\"2\"\n\n3,a\n", "*, line 5, column 'x': 'a' is no number*")]
    [InlineData("c,y,x\n\"a\nb\",1,2\nc,3,a\n", "*, line 4, column 'x': 'a' is no number*")]
    public void Read_ACellThatIsNoNumber_NamesRowAndColumn(string text, string message)
    {
        using var file = TemporaryFile.Of(text);
        Unreadable(() => TrainingData.FromTable(CsvSource.Open(file.Path), Schema with { Features = ["x"] }), message);
    }

    [Fact]
    public void Read_AnEmptyCell_NamesRowAndColumn()
    {
        using var file = TemporaryFile.Of("y,x,c\n1,2,a\n3,,b\n4,5,\n");
        TableSource source = CsvSource.Open(file.Path);

        Refused(
            () => TrainingData.FromTable(source, Schema with { Features = ["x"] }),
            $"{file.Path}, line 3, column 'x' is empty or NaN; every cell must be a finite number.*",
            "source");
        Refused(
            () => TrainingData.FromTable(source, Schema with { Features = ["c"], Categorical = ["c"] }),
            $"{file.Path}, line 4, column 'c' is empty*",
            "source");
    }

    [Fact]
    public void Fit_ATargetThatTheLossDoesNotTake_NamesTheLine_InMemoryAndStreamed()
    {
        string rows = string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i % 2},{i % 7}\n"));
        using var file = TemporaryFile.Of($"y,x\n{rows}\n2.5,1\n");
        var regression = new LinearRegression { Loss = Losses.Logistic };
        string message = $"{file.Path}, line 5003, the target is 2.5; the targets of Logistic = * are 0 or 1.*";

        Refused(() => regression.Fit(TrainingData.FromTable(CsvSource.Open(file.Path), Schema)), message, "y");
        Refused(() => regression.Fit(CsvSource.Open(file.Path), Schema), message, "y");
    }

    [Fact]
    public void Open_NoFileOrNoRows_SaysSo()
    {
        using TemporaryFile empty = TemporaryFile.Of(""), headerOnly = TemporaryFile.Of("y,x\n");

        Unreadable(() => CsvSource.Open(empty.Path), $"{empty.Path} is empty; a CSV file begins with the names of its columns.");
        Refused(() => TrainingData.FromTable(CsvSource.Open(headerOnly.Path), Schema), "The table has 2 columns and no row.*", "source");
        ((Action)(() => CsvSource.Open(empty.Path + ".no"))).Should().Throw<FileNotFoundException>();
    }

    [Fact]
    public void Read_AMillionRows_AllocatesNothingForThem()
    {
        using var file = new TemporaryFile();
        using (var writer = new StreamWriter(file.Path))
        {
            writer.Write("y,a,b,city\n");
            for (int i = 0; i < 1_000_000; i++)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{i},{i / 8.0},{i % 1000},{(i % 3 == 0 ? "Bonn" : "Graz")}\n"));
            }
        }

        var rows = new TableRows(CsvSource.Open(file.Path), Schema with { Categorical = ["city"] });
        double sum = 0;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        foreach (DenseRows block in rows.Blocks())
        {
            sum += block.Targets.Sum();
        }

        (GC.GetAllocatedBytesForCurrentThread() - allocated).Should().BeLessThan(2 << 20, "what is not allocated is not kept");
        sum.Should().Be(1e6 * 999_999 / 2);
        rows.RowCount.Should().Be(1_000_000);
    }

    private static void Unreadable(Action act, string message) => act.Should().Throw<InvalidDataException>().WithMessage(message);
}
