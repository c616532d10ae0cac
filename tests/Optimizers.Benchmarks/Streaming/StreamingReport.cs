using System.Diagnostics;
using System.Globalization;
using System.Text;
using Optimizers.Data;
using Optimizers.Regression;

namespace Optimizers.Benchmarks;

/// <summary>Fits of a CSV file that is generated, of any size, with the memory that they take; the file is deleted at the end.</summary>
internal static class StreamingReport
{
    private const int Features = 10;
    private const double Noise = 0.5;

    public static string Make(double gigabytes)
    {
        string path = Path.Combine(Path.GetTempPath(), $"stream-{Environment.ProcessId}.csv");
        try
        {
            long rows = Generate(path, (long)(gigabytes * 1e9));
            var text = new StringBuilder(string.Create(
                CultureInfo.InvariantCulture,
                $"# A table larger than memory\n\nA CSV file of {new FileInfo(path).Length / 1e9:F2} GB, {rows} rows × {Features} numbers and a category, "
                + $"read in blocks. The managed heap is looked at every 20 ms.\n\n"));
            text.Append("| fit | evaluations | seconds | largest managed heap | largest error of a coefficient, in standard errors |\n|---|---|---|---|---|\n");
            text.Append(Row("exact least squares", new LinearRegression(), path));
            text.Append(Row("Huber, L-BFGS", new LinearRegression { Loss = Losses.Huber(1) }, path));
            text.Append(Row(
                "mini-batches of 256, one epoch of SGD",
                new LinearRegression
                {
                    Optimizer = new StochasticGradientDescent { LearningRate = new InverseTimeDecay(0.05) { Decay = 1e-3 } },
                    Batches = new MiniBatches(256) { Epochs = 1, Order = SampleOrder.AsGiven },
                },
                path));
            return text.ToString();
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Row(string name, LinearRegression regression, string path)
    {
        GC.Collect();
        using var over = new CancellationTokenSource();
        Task<long> peak = Task.Run(() => Watch(over.Token));
        var watch = Stopwatch.StartNew();
        LinearModel model = regression.Fit(CsvSource.Open(path), new TableSchema { Target = "y", Categorical = ["kind"] });
        TimeSpan took = watch.Elapsed;
        over.Cancel();
        RegressionSummary summary = new LinearRegression().Fit(CsvSource.Open(path), new TableSchema { Target = "y", Categorical = ["kind"] }).Summary();
        double worst = Enumerable.Range(0, model.Coefficients.Count)
            .Max(j => Math.Abs(model.Coefficients[j] - True(j)) / summary.Coefficients[j].StandardError);
        return string.Create(
            CultureInfo.InvariantCulture, $"| {name} | {model.Training.Evaluations} | {took.TotalSeconds:F1} | {peak.Result / 1e6:F0} MB | {worst:F1} |\n");
    }

    private static long Watch(CancellationToken over)
    {
        long largest = 0;
        while (!over.IsCancellationRequested)
        {
            largest = Math.Max(largest, GC.GetTotalMemory(forceFullCollection: false));
            Thread.Sleep(20);
        }

        return largest;
    }

    // the coefficients of the numbers, then of the kinds b and c
    private static double True(int j) => j < Features ? Math.Sin(1 + j) : j - Features + 1;

    private static long Generate(string path, long bytes)
    {
        var random = new Random(1);
        using var file = new StreamWriter(path);
        file.Write("y");
        for (int j = 0; j < Features; j++)
        {
            file.Write($",x{j}");
        }

        file.WriteLine(",kind");
        long rows = 0;
        Span<char> number = stackalloc char[32];
        double[] x = new double[Features];
        for (; file.BaseStream.Position < bytes; rows++)
        {
            int kind = random.Next(3);
            double y = 3 + (kind == 0 ? 0 : True(Features + kind - 1))
                + (Noise * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
            for (int j = 0; j < Features; j++)
            {
                x[j] = Math.Round((100 * j) + (random.NextDouble() * (1 + j)), 6);
                y += True(j) * x[j];
            }

            y.TryFormat(number, out int length, "G12", CultureInfo.InvariantCulture);
            file.Write(number[..length]);
            foreach (double value in x)
            {
                file.Write(',');
                value.TryFormat(number, out length, default, CultureInfo.InvariantCulture);
                file.Write(number[..length]);
            }

            file.WriteLine(kind switch { 0 => ",a", 1 => ",b", _ => ",c" });
        }

        return rows;
    }
}
