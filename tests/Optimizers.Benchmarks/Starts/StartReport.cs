using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Optimizers.Benchmarks;

/// <summary>The time from the start of a process to its end: the FitCsv sample with its own data, and a sample compiled to native code where one is
/// named.</summary>
internal static class StartReport
{
    private const int Runs = 5;

    public static string Make(string? native)
    {
        string sample = Path.Combine(Repository.Root, "samples", "FitCsv", "bin", "Release", "net10.0", "FitCsv.dll");
        var text = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture, $"| process | median of {Runs}, ms |\n|---|---|\n| dotnet FitCsv.dll | {Median("dotnet", sample):F0} |\n"));
        if (native is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Path.GetFileName(native)}, native | {Median(native):F0} |\n");
        }

        return text.ToString();
    }

    private static double Median(string program, params string[] arguments)
    {
        string file = Path.GetFullPath(arguments is [{ } assembly] ? assembly : program);
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"{file} has not been built.");
        }

        double[] times = [.. Enumerable.Range(0, Runs).Select(_ => Time(program, arguments, Path.GetDirectoryName(file)!)).Order()];
        return times[Runs / 2];
    }

    private static double Time(string program, string[] arguments, string folder)
    {
        var watch = Stopwatch.StartNew();
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        TimeSpan took = watch.Elapsed;
        return process.ExitCode == 0 ? took.TotalMilliseconds : throw new InvalidOperationException($"{program} ended with {process.ExitCode}:\n{output}");
    }
}
