using System.Diagnostics;

namespace Optimizers.Benchmarks;

/// <summary>Times that are good enough for a report, without a process for each.</summary>
internal static class StopwatchTimer
{
    private const int Repetitions = 7;

    // long beside the clock's resolution and a thread's wake-up
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    // several times the delay after which methods are compiled anew
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(500);

    /// <summary>The nanoseconds of one call: the median of repetitions, each of so many calls that it takes a while.</summary>
    public static double Nanoseconds(Action action)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
        {
            action();
        }

        int calls = 1;
        for (; Time(action, calls) < Shortest; calls *= 2)
        {
        }

        TimeSpan[] times = [.. Enumerable.Range(0, Repetitions).Select(_ => Time(action, calls)).Order()];
        return times[Repetitions / 2].TotalNanoseconds / calls;
    }

    private static TimeSpan Time(Action action, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            action();
        }

        return Stopwatch.GetElapsedTime(start);
    }
}
