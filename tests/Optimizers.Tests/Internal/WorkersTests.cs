namespace Optimizers.Tests;

public sealed class WorkersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Run_AnyNumberOfParts_DoesEachOnceOnNoMoreThreadsThanAllowed(int degree)
    {
        using IDisposable limit = Parallelism.AtMost(degree);
        for (int round = 0; round < 200; round++)
        {
            int count = 1 + (round % 40);
            var marks = new Marks(new int[count], new int[count]);

            Workers.Run(ref marks, count);

            marks.Done.Should().OnlyContain(done => done == 1);
            marks.Threads.Distinct().Count().Should().BeLessThanOrEqualTo(degree);
        }
    }

    [Fact]
    public void Run_OnePart_StaysOnItsThread()
    {
        var marks = new Marks(new int[1], new int[1]);

        Workers.Run(ref marks, 1);

        marks.Threads.Should().Equal(Environment.CurrentManagedThreadId);
    }

    [Fact]
    public void Run_PartThrows_ThrowsOnTheCallingThreadAndGoesOn()
    {
        using IDisposable limit = Parallelism.AtMost(4);
        int[] done = new int[100];

        Action run = () =>
        {
            var parts = new Throwing(done);
            Workers.Run(ref parts, done.Length);
        };

        run.Should().Throw<InvalidOperationException>().WithMessage("part 37");
        done.Should().OnlyContain(times => times == 1);
        var marks = new Marks(new int[9], new int[9]);
        Workers.Run(ref marks, 9);
        marks.Done.Should().OnlyContain(times => times == 1);
    }

    [Fact]
    public void Run_InsideOfRun_IsDoneByTheThreadThatAsks()
    {
        using IDisposable limit = Parallelism.AtMost(4);
        int[] done = new int[64];
        var outer = new Nested(done);

        Workers.Run(ref outer, 8);

        done.Should().OnlyContain(times => times == 1);
    }

    [Fact]
    public void Run_FromManyThreadsAtOnce_DoesAllWorkOfEach()
    {
        int[][] done = [.. Enumerable.Range(0, 64).Select(_ => new int[50])];

        Parallel.For(0, done.Length, i =>
        {
            var marks = new Marks(done[i], new int[50]);
            Workers.Run(ref marks, 50);
        });

        done.Should().AllSatisfy(times => times.Should().OnlyContain(time => time == 1));
    }

    [Fact]
    public void Run_AfterTheFirst_AllocatesNothing()
    {
        using IDisposable limit = Parallelism.AtMost(2);
        var marks = new Marks(new int[100], new int[100]);
        Workers.Run(ref marks, 100);

        GC.Collect(); // one in between would be charged with the rest of this thread's memory
        long before = GC.GetAllocatedBytesForCurrentThread();
        Workers.Run(ref marks, 100);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        marks.Done.Should().OnlyContain(times => times == 2);
    }

    private readonly struct Marks(int[] done, int[] threads) : IParts
    {
        public int[] Done => done;

        public int[] Threads => threads;

        public void Do(int part)
        {
            Interlocked.Increment(ref done[part]);
            threads[part] = Environment.CurrentManagedThreadId;
        }
    }

    private readonly struct Throwing(int[] done) : IParts
    {
        public void Do(int part)
        {
            Interlocked.Increment(ref done[part]);
            if (part == 37)
            {
                throw new InvalidOperationException($"part {part}");
            }
        }
    }

    private readonly struct Nested(int[] done) : IParts
    {
        public void Do(int part)
        {
            var inner = new Marks(done[(8 * part)..(8 * (part + 1))], new int[8]);
            Workers.Run(ref inner, 8);
            inner.Done.CopyTo(done, 8 * part);
        }
    }
}
