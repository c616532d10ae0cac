namespace Optimizers.Tests;

public sealed class MiniBatchesTests
{
    public static TheoryData<string, SampleOrder> Orders => new()
    {
        { nameof(SampleOrder.Reshuffled), SampleOrder.Reshuffled },
        { nameof(SampleOrder.AsGiven), SampleOrder.AsGiven },
        { nameof(SampleOrder.WithoutReplacement), SampleOrder.WithoutReplacement },
        { nameof(SampleOrder.WithReplacement), SampleOrder.WithReplacement },
        { nameof(SampleOrder.Weighted), SampleOrder.Weighted(1, 2, 3, 4, 5, 6, 7, 8, 9, 0) },
    };

    [Fact]
    public void ToString_EveryOrder_PrintsAsOneWritesIt()
    {
        ((SampleOrder[])[SampleOrder.Reshuffled, SampleOrder.AsGiven, SampleOrder.WithoutReplacement, SampleOrder.WithReplacement])
            .Select(order => order.ToString())
            .Should().Equal("Reshuffled", "AsGiven", "WithoutReplacement", "WithReplacement");
        SampleOrder.Weighted(0.1, 0.2, 0.3).ToString().Should().Be("Weighted(0.1, 0.2, 0.3)");
        SampleOrder.Weighted(1, 2, 3, 4, 5, 6, 7).ToString().Should().Be("Weighted(1, 2, 3, 4, 5, 6, …)");
        new MiniBatches(8) { Epochs = 20 }.ToString().Should().Be("MiniBatches { Size = 8, Epochs = 20, Seed = 0, Order = Reshuffled }");
    }

    [Fact]
    public void AsGiven_TakesTheSamplesInOrder_TheLastBatchSmaller()
    {
        BatchSource source = new MiniBatches(4) { Epochs = 2, Order = SampleOrder.AsGiven }.Start(10);

        source.Steps.Should().Be(6);
        source.StepsPerEpoch.Should().Be(3);
        source.Batch(0).ToArray().Should().Equal(0, 1, 2, 3);
        source.Batch(2).ToArray().Should().Equal(8, 9);
        source.Batch(3).ToArray().Should().Equal(0, 1, 2, 3);
    }

    [Fact]
    public void Reshuffled_EachEpoch_TakesEverySampleOnceInANewOrder()
    {
        BatchSource source = new MiniBatches(3) { Epochs = 5, Seed = 1 }.Start(100);

        int[][] epochs = [.. Enumerable.Range(0, 5).Select(epoch => Epoch(source, epoch))];

        epochs.Should().AllSatisfy(epoch => epoch.Should().BeEquivalentTo(Enumerable.Range(0, 100)));
        epochs.Select(epoch => string.Join(' ', epoch)).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Reshuffled_First_IsUniform()
    {
        // which sample comes first, over 20 000 epochs: χ² with 9 degrees of freedom, 99.9 % point 27.877
        BatchSource source = new MiniBatches(10) { Epochs = 20_000, Seed = 3 }.Start(10);
        int[] counts = new int[10];
        for (int epoch = 0; epoch < 20_000; epoch++)
        {
            counts[source.Batch(epoch)[0]]++;
        }

        counts.Sum(count => (count - 2000.0) * (count - 2000.0) / 2000).Should().BeLessThan(27.877);
    }

    [Fact]
    public void WithoutReplacement_EachBatch_HasNoTwins()
    {
        BatchSource source = new MiniBatches(8) { Steps = 200, Seed = 2, Order = SampleOrder.WithoutReplacement }.Start(10);

        int[] counts = new int[10];
        for (int step = 0; step < 200; step++)
        {
            int[] batch = source.Batch(step).ToArray();
            batch.Should().HaveCount(8).And.OnlyHaveUniqueItems();
            Array.ForEach(batch, i => counts[i]++);
        }

        // each of 10 is drawn 160 times on average, with a standard deviation of √(200 · 0.8 · 0.2) = 5.7
        counts.Should().OnlyContain(count => Math.Abs(count - 160) < 25);
    }

    [Fact]
    public void WithReplacementAndWeighted_FollowTheWeights()
    {
        BatchSource uniform = new MiniBatches(10) { Steps = 2000, Order = SampleOrder.WithReplacement }.Start(10);
        BatchSource weighted = new MiniBatches(4) { Steps = 5000, Order = SampleOrder.Weighted(0, 1, 3, 0) }.Start(4);

        int[] drawn = [.. Enumerable.Range(0, 2000).SelectMany(step => uniform.Batch(step).ToArray())];
        int[] byWeight = [.. Enumerable.Range(0, 5000).SelectMany(step => weighted.Batch(step).ToArray())];

        Enumerable.Range(0, 10).Sum(i => Math.Pow(drawn.Count(index => index == i) - 2000, 2) / 2000).Should().BeLessThan(27.877);
        byWeight.Should().OnlyContain(index => index == 1 || index == 2);
        // √(20 000 · ¼ · ¾) = 61
        byWeight.Count(index => index == 1).Should().BeInRange(5000 - 250, 5000 + 250);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Batch_IsAFunctionOfTheStepAlone(string name, SampleOrder order)
    {
        MiniBatches batches = new(3) { Epochs = 4, Seed = 9, Order = order };
        BatchSource inOrder = batches.Start(10), jumping = batches.Start(10);
        int[][] expected = [.. Enumerable.Range(0, 16).Select(step => inOrder.Batch(step).ToArray())];

        foreach (int step in (int[])[15, 0, 7, 7, 3, 12, 1])
        {
            jumping.Batch(step).ToArray().Should().Equal(expected[step], name);
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Batch_AnotherSeed_DrawsOtherBatches(string name, SampleOrder order)
    {
        int[] one = Epoch((new MiniBatches(3) { Epochs = 4, Seed = 1, Order = order }).Start(10), 1);
        int[] two = Epoch((new MiniBatches(3) { Epochs = 4, Seed = 2, Order = order }).Start(10), 1);

        one.SequenceEqual(two).Should().Be(order == SampleOrder.AsGiven, name);
    }

    [Fact]
    public void MiniBatches_AreValues()
    {
        new MiniBatches(3) { Epochs = 2, Seed = 1 }.Should().Be(new MiniBatches(3) { Epochs = 2, Seed = 1 });
        new MiniBatches(3).Should().NotBe(new MiniBatches(4));
        new MiniBatches(1) { Order = SampleOrder.Weighted(1, 2) }.Should().Be(new MiniBatches(1) { Order = SampleOrder.Weighted(1, 2) });
        SampleOrder.Weighted(1, 2).Should().NotBe(SampleOrder.Weighted(1, 3));
        new MiniBatches(5).Start(7).Steps.Should().Be(2, "one epoch is the default");
    }

    [Fact]
    public void Settings_OutOfRange_Throw()
    {
        Refused(() => _ = new MiniBatches(0), "Size must be at least 1; it is 0.*", "Size");
        Refused(() => _ = new MiniBatches(1) with { Size = -3 }, "Size must be at least 1; it is -3.*", "Size");
        Refused(() => _ = new MiniBatches(1) { Epochs = 0 }, "Epochs must be at least 1; it is 0.*", "Epochs");
        Refused(() => _ = new MiniBatches(1) { Steps = 0 }, "Steps must be at least 1; it is 0.*", "Steps");
        Refused(() => _ = new MiniBatches(1) { Order = null! }, "*", "Order");
        Refused(() => new MiniBatches(1) { Epochs = 2, Steps = 3 }.Start(5), "Give Epochs or Steps, not both; they are 2 and 3.*", "Steps");
        Refused(() => new MiniBatches(6).Start(5), "The batch size is 6; there are only 5 samples.*", "Size");
        Refused(() => new MiniBatches(1) { Order = SampleOrder.Weighted(1, 2) }.Start(5), "There are 2 weights for 5 samples.*", "batches");
        Refused(() => SampleOrder.Weighted(1, -2), "Weight 1 is -2; weights must be finite and not negative.*", "weights");
        Refused(() => SampleOrder.Weighted(0, 0), "The weights sum to 0; the sum must be finite and above 0.*", "weights");
    }

    private static int[] Epoch(BatchSource source, int epoch)
        => [.. Enumerable.Range(epoch * source.StepsPerEpoch, source.StepsPerEpoch).SelectMany(step => source.Batch(step).ToArray())];
}
