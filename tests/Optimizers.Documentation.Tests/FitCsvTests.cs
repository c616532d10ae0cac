using System.Diagnostics;

namespace Optimizers.Documentation.Tests;

/// <summary>The FitCsv sample as a person runs it.</summary>
public sealed class FitCsvTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fitcsv");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void NoArguments_FitsTheDiabetesFile()
    {
        (int exit, string output, _) = Run();

        exit.Should().Be(0);
        output.Should().ContainAll("diabetes.csv: target by 10 features", "(intercept)", "bmi", "R² on 354 training rows: 0.51", "R² on 88 held-out rows: 0.51", "Converged");
        Directory.GetFiles(Path.Combine(_folder.FullName, "plots")).Select(Path.GetFileName).Should().BeEquivalentTo(["loss.png", "residuals.png"]);
    }

    [Theory]
    [InlineData("gd")]
    [InlineData("sgd")]
    [InlineData("momentum")]
    [InlineData("adam")]
    public void Optimizer_Iterative_ComesCloseToTheExactFit(string optimizer)
    {
        (int exit, string output, _) = Run("--optimizer", optimizer, "--output", "predictions.csv");

        exit.Should().Be(0);
        output.Should().Contain("R² on 354 training rows: 0.5").And.Contain("Predictions: ");
        string[] lines = File.ReadAllLines(Path.Combine(_folder.FullName, "predictions.csv"));
        lines.Should().HaveCount(443);
        lines[0].Should().Be("line,target,prediction,rows");
        lines.Count(line => line.EndsWith("held out", StringComparison.Ordinal)).Should().Be(88);
    }

    [Fact]
    public void SameSeed_GivesTheSameOutput()
    {
        string[] first = Numbers("5");

        Numbers("5").Should().Equal(first);
        Numbers("6").Should().NotEqual(first);

        string[] Numbers(string seed) => [.. Run("--optimizer", "sgd", "--seed", seed).Output.Split('\n').Where(line => line.Contains('│') || line.StartsWith("R²", StringComparison.Ordinal))];
    }

    [Fact]
    public void TextColumn_IsRefusedByNameOrEncoded()
    {
        string data = Write("kind,size,y", "a,1,3", "b,2,6", "a,3,7", "c,4,20", "b,5,12", "c,6,24", "a,7,15.5");

        Refused("line 2). Name the --features without it, or encode it by --text one-hot.", "--data", data, "--test-fraction", "0").Should().Contain("column 'kind' holds text ('a'");
        (int exit, string output, _) = Run("--data", data, "--text", "one-hot", "--test-fraction", "0");
        exit.Should().Be(0);
        output.Should().ContainAll("kind=b", "kind=c", "size", "No rows were held out.").And.NotContain("kind=a");
        Refused("holds text ('a' in line 2); a linear model predicts numbers.", "--data", data, "--target", "kind");
    }

    [Fact]
    public void BlankCells_DropTheirRowsAloud()
    {
        string data = Write("x,y", "1,2", ",3", "3,6.5", "4,NA", "5,10");

        Run("--data", data, "--test-fraction", "0").Output.Should().Contain("2 rows with blank cells were dropped (lines 3, 5).").And.Contain("R² on 3 training rows");
    }

    [Fact]
    public void BadInput_IsToldInOneLine()
    {
        string broken = Write("x,y", "1,2", "2,3", "3x,6");
        Refused("data.csv, line 4, column 'x': '3x' is no number.", "--data", broken);
        Refused("there is no such file.", "--data", "missing.csv");
        Refused("there is no column 'nothing'; the columns are x, y.", "--data", broken, "--target", "nothing");
        Refused("--test-fraction must be at least 0 and below 1; it is 1.", "--test-fraction", "1");
        Refused("The exact solution takes no --learning-rate", "--epochs", "5");
        Refused("LearningRate must be a finite number above 0; it is -1.", "--optimizer", "gd", "--learning-rate", "-1");
        Refused("The batch size is 1000; there are only 354 samples.", "--optimizer", "sgd", "--batch-size", "1000");
        Refused("line 3: the row has 1 cells; the header has 2.", "--data", Write("x,y", "1,2", "3"));
        Refused("the file has 2 columns and 0 rows; both are needed.", "--data", Write("x,y"));
        Refused("Column x of X is constant (1)", "--data", Write("x,y", "1,2", "1,3", "1,5"), "--test-fraction", "0");
        Refused("Columns a, b of X are linearly dependent", "--data", Write("a,b,y", "1,2,1", "2,4,2", "3,6,4", "4,8,3", "5,10,6"), "--test-fraction", "0");
    }

    [Fact]
    public void DivergingRate_SaysWhatToTry()
        => Run("--optimizer", "gd", "--learning-rate", "5").Output.Should().Contain("The fit diverged: try a smaller --learning-rate.");

    private string Refused(string message, params string[] arguments)
    {
        (int exit, _, string error) = Run(arguments);
        exit.Should().Be(1);
        error.Should().StartWith("error: ").And.Contain(message);
        error.TrimEnd().Should().NotContain("\n");
        return error;
    }

    private string Write(params string[] lines)
    {
        string path = Path.Combine(_folder.FullName, "data.csv");
        File.WriteAllLines(path, lines);
        return path;
    }

    private (int Exit, string Output, string Error) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "FitCsv.dll"), .. arguments])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
