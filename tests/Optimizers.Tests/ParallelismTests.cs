namespace Optimizers.Tests;

public sealed class ParallelismTests
{
    [Fact]
    public void MaxDegree_WithoutABound_IsTheNumberOfProcessors() => Parallelism.MaxDegree.Should().Be(Environment.ProcessorCount);

    [Fact]
    public void AtMost_Scopes_EndWithTheOneAround()
    {
        using (Parallelism.AtMost(3))
        {
            using (Parallelism.AtMost(1))
            {
                Parallelism.MaxDegree.Should().Be(1);
            }

            Parallelism.MaxDegree.Should().Be(3);
        }

        Parallelism.MaxDegree.Should().Be(Environment.ProcessorCount);
    }

    [Fact]
    public async Task AtMost_HoldsForTasksStartedInside_AndForNoOthers()
    {
        using var started = new SemaphoreSlim(0);
        using var looked = new SemaphoreSlim(0);
        Task<int> other = Task.Run(async () =>
        {
            await started.WaitAsync();
            int degree = Parallelism.MaxDegree;
            looked.Release();
            return degree;
        });

        using IDisposable limit = Parallelism.AtMost(7);
        started.Release();
        await looked.WaitAsync();

        (await Task.Run(() => Parallelism.MaxDegree)).Should().Be(7);
        (await other).Should().Be(Environment.ProcessorCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1025)]
    public void AtMost_OutOfRange_IsRefused(int degree)
    {
        Action bound = () => Parallelism.AtMost(degree);

        bound.Should().Throw<ArgumentOutOfRangeException>().WithParameterName(nameof(degree)).WithMessage($"*{degree}*");
    }
}
