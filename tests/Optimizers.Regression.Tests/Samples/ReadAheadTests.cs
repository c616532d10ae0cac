namespace Optimizers.Regression.Tests;

public sealed class ReadAheadTests
{
    private readonly List<string> _log = [];

    [Fact]
    public void Of_TwoBlocksInTurn_MakesTheNextWhileOneIsRead()
    {
        using var isMade = new ManualResetEventSlim();
        List<int> seen = [];

        foreach (int[] block in ReadAhead.Of(Made(5, made => Signal(made, isMade))))
        {
            // the second block is made before the first is given back
            (seen.Count > 0 || isMade.Wait(TimeSpan.FromSeconds(30))).Should().BeTrue();
            seen.Add(block[0]);
        }

        seen.Should().Equal(0, 1, 2, 3, 4);
        _log.Should().EndWith("closed");
        static void Signal(int made, ManualResetEventSlim isMade)
        {
            if (made == 1)
            {
                isMade.Set();
            }
        }
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    public void Of_SlowOnEitherSide_KeepsEveryBlockWholeAndInOrder(int millisecondsToMake, int millisecondsToRead)
    {
        List<int> seen = [];
        foreach (int[] block in ReadAhead.Of(Made(20, _ => Thread.Sleep(millisecondsToMake))))
        {
            int first = block[0];
            Thread.Sleep(millisecondsToRead);
            block.Should().AllBeEquivalentTo(first, "a block is not written to while it is read");
            seen.Add(first);
        }

        seen.Should().Equal(Enumerable.Range(0, 20));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Of_ASourceThatFails_ThrowsWhatItThrewOnTheCallersThread(int at)
    {
        var thrown = new InvalidDataException("line 7 is damaged");
        List<int> seen = [];
        Action read = () =>
        {
            foreach (int[] block in ReadAhead.Of(Made(5, made => _ = made == at ? throw thrown : made)))
            {
                seen.Add(block[0]);
            }
        };

        read.Should().Throw<InvalidDataException>().Which.Should().BeSameAs(thrown);
        seen.Should().Equal(Enumerable.Range(0, at), "the blocks before were whole");
        _log.Should().ContainSingle().Which.Should().Be("closed");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Of_LeftEarly_ClosesTheSourceAndMakesNoMore(int blocks)
    {
        int made = 0;
        foreach (int[] block in ReadAhead.Of(Made(100, number => made = number + 1)))
        {
            if (block[0] == blocks - 1)
            {
                break;
            }
        }

        _log.Should().ContainSingle("it is closed when the enumeration is left").Which.Should().Be("closed");
        made.Should().BeLessThanOrEqualTo(blocks + 1);
    }

    [Fact]
    public void Of_LeftBeforeASourceFails_SaysNothing()
    {
        foreach (int[] block in ReadAhead.Of(Made(2, made => _ = made == 1 ? throw new InvalidDataException() : made)))
        {
            break;
        }

        _log.Should().ContainSingle();
    }

    [Fact]
    public void Of_OneThreadAlone_IsMadeByTheCaller()
    {
        using IDisposable one = Parallelism.AtMost(1);
        HashSet<int> threads = [];

        foreach (int[] block in ReadAhead.Of(Made(3, _ => threads.Add(Environment.CurrentManagedThreadId))))
        {
        }

        threads.Should().Equal(Environment.CurrentManagedThreadId);
    }

    [Fact]
    public void Fit_OfASlowTable_HasTheSameBits()
    {
        int made = 0;
        RecordTable<int> Table(bool isSlow)
            => TrainingData.Of(Enumerable.Range(0, 9_000)).Target(i => Math.Sin(7 * i), "y").Feature(Feature(isSlow), "x").Feature(i => Math.Cos(3 * i), "z");
        Func<int, double> Feature(bool isSlow) => i =>
        {
            Thread.Sleep(isSlow && Interlocked.Increment(ref made) % 3000 == 0 ? 20 : 0);
            return Math.Sin(i);
        };

        Vector<double> Fit(RecordTable<int> table) => new LinearRegression().Fit(table.Source, table.Schema).Parameters;

        Vector<double> quick = Fit(Table(false));
        Fit(Table(true)).Should().Equal(quick);
        using IDisposable one = Parallelism.AtMost(1);
        Fit(Table(false)).Should().Equal(quick);
    }

    [Fact]
    public void Fit_OfATableCancelledOnTheWay_EndsBetweenTwoBlocks()
    {
        using var cancel = new CancellationTokenSource();
        int read = 0;
        RecordTable<int> table = TrainingData.Of(Enumerable.Range(0, 100_000)).Target(i => i % 7, "y").Feature(Feature, "x");
        double Feature(int i)
        {
            if (++read == 10_000)
            {
                cancel.Cancel();
            }

            return Math.Sin(i);
        }

        Action fit = () => new LinearRegression { Stopping = new() { ThrowOnCancellation = true } }.Fit(table.Source, table.Schema, cancel.Token);

        fit.Should().Throw<OperationCanceledException>().Which.CancellationToken.Should().Be(cancel.Token);
        read.Should().BeLessThan(30_000, "what is left of the table is not read");
    }

    /// <summary>Blocks of two arrays in turn, as the maker of a table's blocks has.</summary>
    private IEnumerable<int[]> Made(int count, Action<int> make)
    {
        int[][] turns = [new int[64], new int[64]];
        try
        {
            for (int block = 0; block < count; block++)
            {
                make(block);
                Array.Fill(turns[block % 2], block);
                yield return turns[block % 2];
            }
        }
        finally
        {
            _log.Add("closed");
        }
    }
}
