using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Optimizers;

/// <summary>The threads that help with large work: each takes the next part when it is free; nothing is allocated once they run.</summary>
/// <remarks>
/// Threads of our own rather than the pool's, because a step lasts microseconds: those of the pool take longer to wake, and tasks allocate. One piece of work
/// is shared at a time; whoever comes meanwhile does its own alone, as does work inside of work.
/// </remarks>
internal static unsafe class Workers
{
    /// <summary>The largest number of threads.</summary>
    public const int Largest = 1024;

    // of one job: the threads that may take part, its parts, the next part
    private const int Width = 24;
    private const long Mask = (1L << Width) - 1;

    // how long a thread waits awake for the next job: the gap between two steps of a run
    private static readonly long Patience = Stopwatch.Frequency / 20_000;

    private static readonly AsyncLocal<int> Bound = new();
    private static readonly List<Helper> Helpers = [];
    private static long _ticket;
    private static int _isBusy;
    private static int _active;
    private static void* _parts;
    private static delegate*<void*, int, void> _do;
    private static ExceptionDispatchInfo? _failure;

    /// <summary>The threads that work started here may use.</summary>
    public static int Degree => Limit > 0 ? Limit : Environment.ProcessorCount;

    /// <summary>The bound on <see cref="Degree"/> for what is called from here and the tasks started from here; 0: none.</summary>
    public static int Limit
    {
        get => Bound.Value;
        set => Bound.Value = value;
    }

    /// <summary>Does parts 0 … count − 1, and returns when all are done.</summary>
    /// <param name="parts">The work.</param>
    /// <param name="count">The number of parts, below 2²⁴.</param>
    public static void Run<TParts>(ref TParts parts, int count)
        where TParts : struct, IParts, allows ref struct
    {
        int degree = count < 2 ? 1 : Math.Min(Degree, count);
        if (degree == 1 || Interlocked.CompareExchange(ref _isBusy, 1, 0) != 0)
        {
            for (int part = 0; part < count; part++)
            {
                parts.Do(part);
            }

            return;
        }

        ExceptionDispatchInfo? failure = null;
        try
        {
            Hire(degree - 1);
            failure = Share(ref parts, count, degree);
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }

        failure?.Throw();
    }

    /// <summary>Opens the work to the helpers, takes part, and returns when all parts are done; what the first to fail threw, if any did.</summary>
    private static ExceptionDispatchInfo? Share<TParts>(ref TParts parts, int count, int degree)
        where TParts : struct, IParts, allows ref struct
    {
        _parts = Unsafe.AsPointer(ref parts);
        _do = &Do<TParts>;
        _failure = null;
        Volatile.Write(ref _ticket, ((long)degree << (2 * Width)) | ((long)count << Width));
        try
        {
            Wake(degree - 1);
        }
        finally
        {
            // the work is on this stack, which must stay as it is until the last thread is done
            Help(0);
            var spin = default(SpinWait);
            while (Volatile.Read(ref _active) != 0)
            {
                spin.SpinOnce(sleep1Threshold: -1);
            }
        }

        return _failure;
    }

    private static void Do<TParts>(void* parts, int part)
        where TParts : struct, IParts, allows ref struct
        => Unsafe.AsRef<TParts>(parts).Do(part);

    private static void Hire(int count)
    {
        for (int number = Helpers.Count + 1; number <= count; number++)
        {
            Helpers.Add(new Helper(number));
        }
    }

    private static void Wake(int count)
    {
        // the barrier is Helper.Sleep's other half: either it sees the ticket or we see it asleep
        Interlocked.MemoryBarrier();
        for (int i = 0; i < count; i++)
        {
            Helpers[i].Wake();
        }
    }

    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "Whatever a loss of the user's throws is thrown again on the thread that asked.")]
    private static void Help(int thread)
    {
        Interlocked.Increment(ref _active);
        while (TryTake(thread, out int part))
        {
            try
            {
                _do(_parts, part);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null);
            }
        }

        Interlocked.Decrement(ref _active);
    }

    /// <summary>Takes the next part; a part once taken keeps its job from ending, so that what was read of the job holds.</summary>
    private static bool TryTake(int thread, out int part)
    {
        while (IsOpen(thread, out long ticket))
        {
            if (Interlocked.CompareExchange(ref _ticket, ticket + 1, ticket) == ticket)
            {
                part = (int)(ticket & Mask);
                return true;
            }
        }

        part = -1;
        return false;
    }

    private static bool IsOpen(int thread, out long ticket)
    {
        ticket = Volatile.Read(ref _ticket);
        return (ticket & Mask) < ((ticket >> Width) & Mask) && thread < ticket >> (2 * Width);
    }

    /// <summary>A thread that waits for work, first awake, then asleep.</summary>
    private sealed class Helper
    {
        private readonly object _bed = new();
        private readonly int _number;
        private bool _isAsleep;

        public Helper(int number)
        {
            _number = number;
            new Thread(Work) { IsBackground = true, Name = Invariant($"Optimizers {number}") }.UnsafeStart();
        }

        public void Wake()
        {
            if (Volatile.Read(ref _isAsleep))
            {
                lock (_bed)
                {
                    Monitor.Pulse(_bed);
                }
            }
        }

        private void Work()
        {
            while (true)
            {
                Help(_number);
                long until = Stopwatch.GetTimestamp() + Patience;
                while (!IsOpen(_number, out _))
                {
                    if (Stopwatch.GetTimestamp() < until)
                    {
                        Thread.SpinWait(8);
                    }
                    else
                    {
                        Sleep();
                    }
                }
            }
        }

        private void Sleep()
        {
            lock (_bed)
            {
                Volatile.Write(ref _isAsleep, true);
                Interlocked.MemoryBarrier();
                while (!IsOpen(_number, out _))
                {
                    Monitor.Wait(_bed);
                }

                Volatile.Write(ref _isAsleep, false);
            }
        }
    }
}
