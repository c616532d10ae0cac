namespace Optimizers.Regression.Tests.Solvers;

public sealed class FreeFactorTests
{
    [Fact]
    public void AddAndRemove_InAnyOrder_SolvesWithTheRowsThatAreLeft()
    {
        const int Size = 40;
        (double[] columns, double[] targets) = Design.Of(60, Size, 0.3, seed: 1);
        double[] gram = Design.Gram(columns, targets);
        var random = new Random(2);
        var factor = new FreeFactor();
        List<int> rows = [];
        for (int turn = 0; turn < 300; turn++)
        {
            int row = random.Next(Size);
            if (rows.IndexOf(row) is >= 0 and var place)
            {
                factor.Remove(place);
                rows.RemoveAt(place);
            }
            else
            {
                factor.Add(rows.Select(other => gram[(row * Size) + other]).ToArray(), gram[(row * Size) + row]).Should().BeTrue();
                rows.Add(row);
            }

            double[] x = [.. rows.Select(i => i - 20.5)], product = [.. rows.Select(i => rows.Select((j, at) => gram[(i * Size) + j] * x[at]).Sum())];
            factor.Solve(product);
            Design.AssertClose(x, product, 1e-11);
        }
    }

    [Fact]
    public void Add_DependentRow_IsRefused()
    {
        var factor = new FreeFactor();

        factor.Add([], 4).Should().BeTrue();
        factor.Add([2.0], 1).Should().BeFalse();
        factor.Count.Should().Be(1);
    }
}
