// dotnet run -c Release --project tests/Optimizers.Benchmarks -- methods     the table of methods against test functions
// dotnet run -c Release --project tests/Optimizers.Benchmarks -- --filter *  the benchmarks
using BenchmarkDotNet.Running;
using Optimizers.Benchmarks;

if (args is ["methods", ..])
{
    Console.Write(MethodTable.Make());
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(MethodTable).Assembly).Run(args);
