// dotnet run -c Release --project tests/Optimizers.Benchmarks -- --short all benchmarks in some minutes; also with --filter '*Adam*', --artifacts folder and
// BenchmarkDotNet's other options dotnet run -c Release --project tests/Optimizers.Benchmarks -- --filter '*'          the same at BenchmarkDotNet's leisure
// dotnet run -c Release --project tests/Optimizers.Benchmarks -- record [artifacts]    writes the last run to Results/baseline.json and Results/speed.md
// dotnet run -c Release --project tests/Optimizers.Benchmarks -- compare [artifacts] compares the last run with Results/baseline.json; fails where ours got
// slower beside its peer dotnet run -c Release --project tests/Optimizers.Benchmarks -- scaling time against the number of samples and of features, to
// Results/scaling.md and two pictures dotnet run -c Release --project tests/Optimizers.Benchmarks -- start [native] time of a whole process, the FitCsv sample,
// and of one compiled to native code dotnet run -c Release --project tests/Optimizers.Benchmarks -- methods the table of methods against test functions
// dotnet run -c Release --project tests/Optimizers.Benchmarks -- stream 1              fits of a generated CSV file of so many gigabytes
using System.Globalization;
using Optimizers.Benchmarks;

try
{
    return args switch
    {
        ["record", .. var folder] => Print(SpeedRecord.Write(RunFolder(folder))),
        ["compare", .. var folder] => Compare(RunFolder(folder)),
        ["scaling"] => Print(ScalingReport.Write()),
        ["start", .. var native] => Print(StartReport.Make(native is [{ } path] ? path : null)),
        ["methods", ..] => Print(MethodTable.Make()),
        ["stream", .. var size] => Print(StreamingReport.Make(size is [{ } gigabytes] ? double.Parse(gigabytes, CultureInfo.InvariantCulture) : 1)),
        _ => BenchmarkCommand.Run(args),
    };
}
catch (Exception e) when (e is IOException or InvalidDataException)
{
    // a file that is not there yet, or a run that failed; 1 is kept for what got slower
    Console.Error.WriteLine($"error: {e.Message}");
    return 2;
}

static string RunFolder(string[] folder) => folder is [{ } given] ? given : BenchmarkCommand.DefaultArtifacts;

static int Print(string text)
{
    Console.Write(text);
    return 0;
}

static int Compare(string folder)
{
    var comparison = new SpeedComparison(MeasuredRun.Load(SpeedRecord.Baseline), MeasuredRun.Read(folder));
    Console.Write(comparison);
    return comparison.Worse.Count == 0 ? 0 : 1;
}
