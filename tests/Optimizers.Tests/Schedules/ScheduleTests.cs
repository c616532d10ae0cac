using System.Text.Json;

namespace Optimizers.Tests;

public sealed class ScheduleTests
{
    private const double Base = 0.1;

    public static TheoryData<string, Schedule> Torch => new()
    {
        { "StepLR", new StepDecay(Base, 30) },
        { "MultiStepLR", new MultiStepDecay(Base, 10, 40, 70) { Factor = 0.3 } },
        { "ExponentialLR", new ExponentialDecay(Base, 0.95) },
        { "CosineAnnealingLR", new CosineAnnealing(Base, 50) { Minimum = 0.001 } },
        { "CosineAnnealingWarmRestarts", new CosineWarmRestarts(Base, 10) { PeriodFactor = 2, Minimum = 0.001 } },
        { "LinearLR", new LinearRamp(Base, 20) { StartFactor = 0.25 } },
        { "ConstantLR", new ConstantThen(Base, 15) { Factor = 0.3 } },
        { "PolynomialLR", new PolynomialDecay(Base, 60) { Power = 2 } },
        { "OneCycleLR", new OneCycle(0.5, 101) },
        { "CyclicLR", new Cyclic(0.01, 0.1, 12) { Mode = CycleMode.Halving } },
        { "LambdaLR", new LambdaSchedule(t => Base / (1 + (0.1 * t))) },
        { "SequentialLR", new LinearRamp(Base, 10) { StartFactor = 0.1 }.Until(10, new CosineAnnealing(Base, 90)) },
    };

    public static TheoryData<string, Schedule> All
    {
        get
        {
            var all = new TheoryData<string, Schedule>
            {
                { "constant", 0.1 },
                { "inverse time", new InverseTimeDecay(0.1) { Decay = 0.5, Power = 0.5 } },
                { "warm-up", new CosineAnnealing(0.1, 30).AfterWarmUp(5) },
                { "one cycle, three phases, straight", new OneCycle(0.1, 50) { HasThreePhases = true, IsLinear = true } },
                { "cyclic, exponential", new Cyclic(0.1, 1, 5) { Mode = CycleMode.Exponential, Factor = 0.99, StepsDown = 3 } },
                { "momentum of one cycle", new OneCycle(0.1, 50).Momentum() },
            };
            foreach (object[] row in Torch)
            {
                all.Add((string)row[0], (Schedule)row[1]);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Torch))]
    public void At_EveryStep_IsTorchsRate(string name, Schedule schedule)
    {
        JsonElement golden = GoldenFile.Read("torch/schedules.json").EnumerateArray().Single(item => item.GetProperty("scheduler").GetString() == name);
        double[] rates = golden.GetProperty("lr").Doubles();

        GoldenFile.Deviation([.. Enumerable.Range(0, rates.Length).Select(step => schedule.At(step))], rates, 1e-12, 1e-14).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void EveryTorchScheduler_IsCompared()
    {
        IEnumerable<string?> names = GoldenFile.Read("torch/schedules.json").EnumerateArray().Select(item => item.GetProperty("scheduler").GetString());

        names.Should().BeEquivalentTo(Torch.Select(row => (string)row[0]).Append("ReduceLROnPlateau"), "the last is part of the run");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void At_IsAPureFunctionThatStaysFinite(string name, Schedule schedule)
    {
        double[] forward = [.. Enumerable.Range(0, 300).Select(step => schedule.At(step))];

        forward.Should().OnlyContain(value => value >= 0 && double.IsFinite(value), name);
        Enumerable.Range(0, 300).Reverse().Select(step => schedule.At(step)).Reverse().Should().Equal(forward);
        double.IsFinite(schedule.At(1_000_000_000_000)).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Schedules_AreValues(string name, Schedule schedule)
    {
        Schedule again = All.Single(row => (string)row[0] == name)[1] as Schedule ?? 0;

        again.Should().Be(schedule);
        schedule.Should().NotBe((Schedule)0.123);
        again.GetHashCode().Should().Be(schedule.GetHashCode());
    }

    [Fact]
    public void OneCycle_ThreePhases_ComesBackToTheStartInTheMiddle()
    {
        var cycle = new OneCycle(1, 101) { HasThreePhases = true, RiseShare = 0.25 };

        cycle.At(0).Should().BeApproximately(1.0 / 25, 1e-15);
        double top = Enumerable.Range(0, 101).Max(step => cycle.At(step));
        top.Should().BeInRange(0.99, 1);
        cycle.At(49).Should().BeApproximately(1.0 / 25, 1e-3);
        cycle.At(100).Should().BeApproximately(1.0 / 25 / 1e4, 1e-15);
        cycle.At(500).Should().Be(cycle.At(100));
    }

    [Fact]
    public void OneCycle_Momentum_GoesTheOtherWay()
    {
        var cycle = new OneCycle(1, 101);
        Schedule momentum = cycle.Momentum();

        momentum.At(0).Should().BeApproximately(0.95, 1e-15);
        int top = Enumerable.Range(0, 101).MaxBy(step => cycle.At(step));
        Enumerable.Range(0, 101).MinBy(step => momentum.At(step)).Should().Be(top);
        momentum.At(100).Should().BeApproximately(0.95, 1e-15);
    }

    [Fact]
    public void Cyclic_InItsThreeModes_HasTheirHeights()
    {
        double Top(CycleMode mode, int cycle) => new Cyclic(0, 1, 10) { Mode = mode, Factor = 0.99 }.At((20 * cycle) + 10);

        Top(CycleMode.Triangular, 3).Should().Be(1);
        Top(CycleMode.Halving, 3).Should().Be(0.125);
        Top(CycleMode.Exponential, 3).Should().BeApproximately(Math.Pow(0.99, 70), 1e-15);
        new Cyclic(0, 1, 10) { StepsDown = 5 }.At(15).Should().Be(0);
    }

    [Fact]
    public void AfterWarmUp_RisesToTheFirstValueThenStarts()
    {
        Schedule schedule = new ExponentialDecay(0.1, 0.5).AfterWarmUp(4, 0);

        Enumerable.Range(0, 7).Select(step => schedule.At(step)).Should().Equal([0, 0.025, 0.05, 0.075, 0.1, 0.05, 0.025], (a, b) => Math.Abs(a - b) < 1e-16);
    }

    [Fact]
    public void Settings_OutOfRange_ThrowWithTheirName()
    {
        Refused(() => _ = new StepDecay(0, 1), "Initial must be a finite number above 0; it is 0.*", "Initial");
        Refused(() => _ = new StepDecay(1, 0), "StepSize must be at least 1; it is 0.*", "StepSize");
        Refused(() => _ = new StepDecay(1, 1) { Factor = double.NaN }, "*", "Factor");
        Refused(() => _ = new MultiStepDecay(1, 5, -1), "milestones must be at least 0; it is -1.*", "milestones");
        Refused(() => _ = new ExponentialDecay(1, -1), "*", "Factor");
        Refused(() => _ = new CosineAnnealing(1, 0), "*", "Steps");
        Refused(() => _ = new CosineAnnealing(1, 1) { Minimum = -1 }, "*", "Minimum");
        Refused(() => _ = new CosineWarmRestarts(1, 0), "*", "FirstPeriod");
        Refused(() => _ = new CosineWarmRestarts(1, 1) { PeriodFactor = 0 }, "*", "PeriodFactor");
        Refused(() => _ = new LinearRamp(1, 1) { StartFactor = -1 }, "*", "StartFactor");
        Refused(() => _ = new OneCycle(1, 1), "*", "Steps");
        Refused(() => _ = new OneCycle(1, 9) { RiseShare = 1.1 }, "*", "RiseShare");
        Refused(() => new OneCycle(1, 9).Momentum(0.8, 1), "*", "highest");
        Refused(() => _ = new Cyclic(-1, 1, 1), "*", "Lowest");
        Refused(() => _ = new Cyclic(0, 1, 0), "*", "StepsUp");
        Refused(() => _ = new LambdaSchedule(null!), "*", "Function");
        Refused(() => ((Schedule)1).Until(0, 2), "*", "Step");
        Refused(() => ((Schedule)1).Until(1, null!), "*", "Next");
        Refused(() => ((Schedule)1).AfterWarmUp(1, 2), "*", "startFactor");
    }
}
