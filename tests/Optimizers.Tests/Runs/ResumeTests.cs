using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Optimizers.Tests;

public sealed class ResumeTests : IDisposable
{
    private static readonly Adam Adam = new() { LearningRate = 0.1 };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("resume");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Resume_EveryOptimizerInANewProcess_GivesTheSameBits()
    {
        var expected = new Dictionary<string, string>();
        foreach ((string name, IOptimizer optimizer) in EveryOptimizer.ByName)
        {
            foreach (bool isStochastic in EveryOptimizer.WholeOnly.ContainsKey(name) ? (bool[])[false] : [false, true])
            {
                OptimizationRun whole = ResumeProcess.Start(optimizer, isStochastic), part = ResumeProcess.Start(optimizer, isStochastic);
                whole.Complete().Iterations.Should().BeGreaterThan(37, name);
                for (int i = 0; i <= 37; i++)
                {
                    part.MoveNext().Should().BeTrue(name);
                }

                string file = Path.Combine(_folder.FullName, $"{expected.Count}.json");
                File.WriteAllText(file, JsonSerializer.Serialize(new ResumeProcess.Saved(name, isStochastic, part.ToJson())));
                expected[Path.ChangeExtension(file, ".done")] = WithoutTime(whole.ToJson());
            }
        }

        using Process process =
            Process.Start(new ProcessStartInfo("dotnet", [typeof(ResumeProcess).Assembly.Location, _folder.FullName]) { RedirectStandardError = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();

        process.ExitCode.Should().Be(0, error);
        expected.Should().HaveCountGreaterThan(60);
        foreach ((string file, string run) in expected)
        {
            WithoutTime(File.ReadAllText(file)).Should().Be(run, file);
        }
    }

    [Fact]
    public void EveryPublicOptimizer_IsInTheList()
    {
        string all = string.Join(' ', EveryOptimizer.ByName.Values);
        IEnumerable<string> types = typeof(IOptimizer).Assembly.GetExportedTypes()
            .Where(type => type.IsSealed && (type.IsAssignableTo(typeof(IOptimizer)) || type.IsAssignableTo(typeof(IGradientTransform))))
                .Select(type => type.Name);

        types.Should().NotBeEmpty().And.AllSatisfy(name => all.Should().Contain(name + " {"));
    }

    [Fact]
    public void ToJson_BeforeTheFirstIterationAndAfterTheEnd_CanBeResumedToo()
    {
        OptimizationRun fresh = ResumeProcess.Start(Adam, false), done = ResumeProcess.Start(Adam, false);
        OptimizationResult result = done.Complete();

        ResumeProcess.Resume(Adam, false, fresh.ToJson()).Complete().Point.Should().Equal(result.Point);
        OptimizationRun again = ResumeProcess.Resume(Adam, false, done.ToJson());
        again.MoveNext().Should().BeFalse();
        again.Result.Reason.Should().Be(result.Reason);
        again.Result.Point.Should().Equal(result.Point);
        again.Result.History.Should().Equal(result.History);
    }

    [Fact]
    public void Resume_Maximize_KeepsTheDirection()
    {
        ExpressionFunction hill = DifferentiableFunction.FromExpression((x, y) => 4 - (x * x) - ((y - 1) * (y - 1)));
        OptimizationRun run = Adam.Start(hill, [3.0, -2.0], new RunOptions { Maximize = true });
        run.MoveNext();

        Adam.Resume(hill, run.ToJson()).Complete().Value.Should().BeApproximately(4, 1e-12);
    }

    [Fact]
    public void Resume_MoreIterationsThanBefore_GoesOn()
    {
        OptimizationRun first = Adam.Iterate(EveryOptimizer.Mean, EveryOptimizer.Start, new StoppingCriteria { MaxIterations = 10, StepTolerance = 0 });
        first.MoveNext();
        string saved = first.ToJson();

        Adam.Resume(EveryOptimizer.Mean, saved, new StoppingCriteria { MaxIterations = 20, StepTolerance = 0 }).Complete().Iterations.Should().Be(20);
    }

    [Fact]
    public void Resume_DamagedOrForeign_SaysWhich()
    {
        OptimizationRun run = Adam.Iterate(EveryOptimizer.Mean, EveryOptimizer.Start, ResumeProcess.Batches);
        run.MoveNext();
        run.MoveNext();
        string saved = run.ToJson();
        IDifferentiableFunction two = DifferentiableFunction.FromExpression((x, y) => x + y);

        Refuse(saved[..(saved.Length / 2)], "The text is not a saved run:*");
        Refuse("", "The text is not a saved run:*");
        Refuse("null", "The text is not a saved run: it is null.");
        Refuse("{}", "The text is not a saved run:*missing*");
        Refuse(
            saved.Replace("\"version\":1,\"optimizer\"", "\"version\":2,\"optimizer\"", StringComparison.Ordinal),
            "The saved run has version 2; this library reads version 1.");
        Refuse(Regex.Replace(saved, "\"gradient\":\\[[^,]*,", "\"gradient\":[NaN,"), "The text is not a saved run:*");
        Refuse(Regex.Replace(saved, "\"gradient\":\\[[^,]*,", "\"gradient\":["), "The saved run has 2 numbers in gradient; 3 are needed.");
        Refuse(saved.Replace("\"m\":", "\"n\":", StringComparison.Ordinal), "The saved run has the state of another optimizer: vectors n, v in place of m, v.");
        Refuse(
            saved.Replace("\"numbers\":[0,", "\"numbers\":[0,0,", StringComparison.Ordinal),
            "The saved run has a history of 3 numbers, 2 epochs, 2 values and 2 gradient norms.");
        Throws(
            () => new AdaBelief().Resume(EveryOptimizer.Mean, saved, ResumeProcess.Batches),
            "The saved run has another optimizer: Adam in place of AdaBelief.");
        Throws(
            () => new ClipByNorm(1).Then(Adam).Resume(EveryOptimizer.Mean, saved, ResumeProcess.Batches),
            "The saved run has another optimizer: Adam in place of ClipByNorm, Adam.");
        Throws(() => Adam.Resume(EveryOptimizer.Mean, saved), "The saved run has another batches: MiniBatches * in place of none.");
        Throws(() => Adam.Resume(EveryOptimizer.Mean, saved, new MiniBatches(4)), "The saved run has another batches:*");
        Throws(
            () => new Supervised(Adam).Resume(EveryOptimizer.Mean, saved, ResumeProcess.Batches),
            "The saved run has another supervisor (Supervised): none in place of one.");
        Throws(
            () => new ReduceOnPlateau(Adam).Resume(EveryOptimizer.Mean, saved, ResumeProcess.Batches),
            "The saved run has another watch (ReduceOnPlateau): none in place of one.");
        Throws(() => Adam.Resume(two, saved), "The saved run has 3 coordinates; the function takes 2.");

        static void Refuse(string text, string message) => Throws(() => Adam.Resume(EveryOptimizer.Mean, text, ResumeProcess.Batches), message);

        static void Throws(Action resume, string message) => resume.Should().Throw<FormatException>().WithMessage(message);
    }

    private static string WithoutTime(string json) => Regex.Replace(json, "\"elapsedTicks\":\\d+", "");
}
