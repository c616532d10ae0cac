using System.Diagnostics;
using Parquet.Schema;
using Parquet.Serialization;

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
        output.Should().ContainAll(
            "diabetes.csv: target by 10 features", "(intercept)", "bmi", "R² on 354 training rows: 0.51", "R² on 88 held-out rows: 0.51", "Converged");
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

        string[] Numbers(string seed)
            => [.. Run("--optimizer", "sgd", "--seed", seed)
                .Output.Split('\n').Where(line => line.Contains('│') || line.StartsWith("R²", StringComparison.Ordinal))];
    }

    [Fact]
    public void TextColumn_IsRefusedByNameOrEncoded()
    {
        string data = Write("kind,size,y", "a,1,3", "b,2,6", "a,3,7", "c,4,20", "b,5,12", "c,6,24", "a,7,15.5");

        Refused("line 2). Name the --features without it, or encode it by --text one-hot.", "--data", data, "--test-fraction", "0")
            .Should().Contain("column 'kind' holds text ('a'");
        (int exit, string output, _) = Run("--data", data, "--text", "one-hot", "--test-fraction", "0");
        exit.Should().Be(0);
        output.Should().ContainAll("kind=b", "kind=c", "size", "No rows were held out.").And.NotContain("kind=a");
        Refused("holds text ('a' in line 2); a linear model predicts numbers.", "--data", data, "--target", "kind");
    }

    [Fact]
    public void BlankCells_DropTheirRowsAloud()
    {
        string data = Write("x,y", "1,2", ",3", "3,6.5", "4,NA", "5,10");

        Run("--data", data, "--test-fraction", "0")
            .Output.Should().Contain("2 rows with blank cells were dropped (lines 3, 5).").And.Contain("R² on 3 training rows");
    }

    [Theory]
    [InlineData("huber --delta 20", "loss on 88 held-out rows: ")]
    [InlineData("absolute", "loss on 88 held-out rows: ")]
    [InlineData("quantile --tau 0.9", "loss on 88 held-out rows: ")]
    [InlineData("poisson", "mean deviance on 88 held-out rows: ")]
    [InlineData("gamma", "mean deviance on 88 held-out rows: ")]
    [InlineData("tweedie --power 1.2", "mean deviance on 88 held-out rows: ")]
    public void Model_Converges_AndIsMeasuredByItsOwn(string model, string measure)
    {
        (int exit, string output, _) = Run(["--model", .. model.Split(' '), "--summary"]);

        exit.Should().Be(0);
        output.Should().ContainAll("Converged", measure, "std. error", "bmi", "intercept");
    }

    [Fact]
    public void Penalty_OfAGivenWeightOrOneThatFoldsPick()
    {
        string given = Run("--penalty", "lasso", "--lambda", "10").Output;
        given.Should().Contain("+ 10 ‖w‖₁, w of standardized features");
        given.Should().MatchRegex(@"│ age +│ +0 │").And.MatchRegex(@"│ bmi +│ +[1-9][.\d]+ │");

        Run("--penalty", "elastic-net", "--lambda", "2").Output.Should().Contain("+ 1 ‖w‖₁ + ½·1 ‖w‖²");
        Run("--penalty", "lasso", "--cv", "5").Output.Should().MatchRegex(@"λ = [.\d]+, loss .* over 5 folds").And.Contain("R² on 88 held-out rows: 0.5");
        Run("--penalty", "ridge", "--cv", "5").Output.Should().MatchRegex(@"λ = [.\d]+, loss .* over 5 folds").And.Contain("R² on 88 held-out rows: 0.5");
    }

    [Fact]
    public void SavedModel_PredictsAsTheFitDid()
    {
        string data = Write("kind,size,y", "a,1,3", "b,2,6", "a,3,7", "c,4,20", "b,5,12", "c,6,24", "a,7,15.5");
        Run("--data", data, "--text", "one-hot", "--test-fraction", "0", "--save-model", "model.json", "--output", "fitted.csv").Exit.Should().Be(0);

        (int exit, string output, _) = Run("predict", "--model", "model.json", "--data", data, "--output", "predicted.csv");

        exit.Should().Be(0);
        output.Should().Contain("Predictions of 7 rows: ");
        Predictions("predicted.csv", 1).Should().HaveCount(8).And.Equal(Predictions("fitted.csv", 2));
        Refused("'d' is none of the known categories 'a', 'b', 'c'", "predict", "--model", "model.json", "--data", Write(
            "kind,size", "d,1"), "--output", "p.csv");
        Refused("There is no column 'size'", "predict", "--model", "model.json", "--data", Write("kind", "a"), "--output", "p.csv");
        Refused("is damaged or no model file", "predict", "--model", "predicted.csv", "--data", data, "--output", "p.csv");
    }

    [Fact]
    public void Classes_AreFittedAndPredictedByName()
    {
        IEnumerable<string> two = Enumerable.Range(0, 40).Select(i => $"{i},{(i % 7 < 3 || i > 30 ? "yes" : "no")}"),
            three = Enumerable.Range(0, 60).Select(i => $"{i},{i % 5},{"abc"[(i + i % 5 * 7) / 20 % 3]}");

        Run("--data", Write(["x,answer", .. two]), "--model", "logistic")
            .Output.Should().ContainAll("log-odds of yes per unit", "accuracy on 8 held-out rows: ", "log-loss");
        Run(
            "--data",
            Write(["x,z,class", .. three]),
            "--model",
            "softmax",
            "--penalty",
            "ridge",
            "--lambda",
            "0.01",
            "--output",
            "fitted.csv",
            "--save-model",
            "model.json")
            .Output.Should().MatchRegex(@"│ +a │ +b │ +c │").And.Contain("accuracy on 12 held-out rows: ");
        Run("predict", "--model", "model.json", "--data", Path.Combine(_folder.FullName, "data.csv"), "--output", "predicted.csv").Exit.Should().Be(0);
        Predictions("predicted.csv", 1).Skip(1).Should()
            .OnlyContain(name => name == "a" || name == "b" || name == "c").And.Equal(Predictions("fitted.csv", 2).Skip(1));
    }

    [Fact]
    public async Task Parquet_IsReadAsCsvIs()
    {
        var schema = new ParquetSchema(new DataField<string>("kind"), new DataField<double?>("size"), new DataField<int>("y"));
        (string Kind, double? Size, int Y)[] rows = [("a", 1, 3), ("b", 2, 6), ("a", null, 7), ("c", 4, 20), ("b", 5, 12), ("c", 6, 24), ("a", 7, 15)];
        string path = Path.Combine(_folder.FullName, "data.parquet");
        using (FileStream stream = File.Create(path))
        {
            await ParquetSerializer.SerializeUntypedAsync(
                [.. rows.Select(row => new Dictionary<string, object?> { ["kind"] = row.Kind, ["size"] = row.Size, ["y"] = row.Y })], schema, stream);
        }

        string[] arguments = ["--text", "one-hot", "--test-fraction", "0"];
        string[] fitted = Lines(Run(["--data", path, .. arguments]).Output);

        string csv = Write(["kind,size,y", .. rows.Select(row => $"{row.Kind},{row.Size},{row.Y}")]);
        fitted.Should().Contain("1 row with a blank cell was dropped (row 2).");
        fitted.Where(line => line.Contains('│')).Should()
            .HaveCount(5).And.Equal(Lines(Run(["--data", csv, .. arguments]).Output).Where(line => line.Contains('│')));
        Refused("data.parquet is damaged or no Parquet file", "--data", Damaged());

        static string[] Lines(string output) => output.Split('\n');

        string Damaged()
        {
            File.WriteAllText(path, "no table at all");
            return path;
        }
    }

    [Fact]
    public void OptionsThatDoNotGoTogether_AreRefused()
    {
        Refused("--tau is of --model quantile; the model is least-squares.", "--tau", "0.5");
        Refused("Tau must be above 0 and below 1; it is 1.5.", "--model", "quantile", "--tau", "1.5");
        Refused("--penalty lasso needs its weight", "--penalty", "lasso");
        Refused("--lambda weighs a --penalty", "--lambda", "1");
        Refused("--lambda must be at least 0; it is -1.", "--penalty", "ridge", "--lambda", "-1");
        Refused("--cv must be at least 2; it is 1.", "--penalty", "ridge", "--cv", "1");
        Refused("There are 1000 folds for 354 samples", "--penalty", "ridge", "--cv", "1000");
    }

    [Fact]
    public void TargetsThatAModelIsNotFor_AreToldByLine()
    {
        Refused(
            "data.csv, line 3, column 'y': the target is -3; for --model poisson it must be at least 0.",
            "--data",
            Write("x,y", "1,2", "2,-3", "3,4"),
            "--model",
            "poisson");
        Refused(
            "data.csv, line 5, column 'y': the target is 2; for --model logistic it must be 0 or 1.",
            "--data",
            Write("x,y", "\"1", "\",0", "2,1", "3,2"),
            "--model",
            "logistic");
        Refused("the target 'y' has 2 classes (a, b); --model softmax takes 3 or more", "--data", Write("x,y", "1,a", "2,b", "3,a"), "--model", "softmax");
    }

    [Fact]
    public void SeparatedClasses_AreReported()
        => Run("--data", Write("x,y", "1,0", "2,0", "3,1", "4,1"), "--model", "logistic", "--test-fraction", "0")
            .Output.Should().Contain("the classes are perfectly separated");

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

    private IEnumerable<string> Predictions(string file, int column)
        => File.ReadAllLines(Path.Combine(_folder.FullName, file)).Select(line => line.Split(',')[column]);

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
