// dotnet run -c Release --project tests/Optimizers.Benchmarks -- methods     the table of methods against test functions
// dotnet run -c Release --project tests/Optimizers.Benchmarks -- --filter *  the benchmarks
// dotnet run -c Release --project tests/Optimizers.Benchmarks -- stream 1    fits of a generated CSV file of so many gigabytes
using System.Globalization;
using BenchmarkDotNet.Running;
using Optimizers.Benchmarks;

if (args is ["methods", ..])
{
    Console.Write(MethodTable.Make());
    return;
}

if (args is ["stream", .. var size])
{
    Console.Write(StreamingReport.Make(size is [{ } gigabytes] ? double.Parse(gigabytes, CultureInfo.InvariantCulture) : 1));
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(MethodTable).Assembly).Run(args);
