namespace Optimizers.Tests;

public sealed class GradientTransformTests
{
    public static TheoryData<string, IGradientTransform, double[]> Formulas => new()
    {
        // of g = (3, −4, 0) at x = (1, 2, 3)
        { "value", new ClipByValue(2), [2, -2, 0] },
        { "norm", new ClipByNorm(1), [3 / 5.000001, -4 / 5.000001, 0] },
        { "norm, short enough", new ClipByNorm(6), [3, -4, 0] },
        { "penalty", new CoupledWeightDecay(0.5), [3.5, -3, 1.5] },
        { "noise of 0", new GradientNoise(0), [3, -4, 0] },
        { "chain", new CoupledWeightDecay(0.5).Then(new ClipByValue(2)), [2, -2, 1.5] },
    };

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Apply_IsTheFormula(string name, IGradientTransform transform, double[] expected)
    {
        double[] g = [3, -4, 0];
        OptimizerState state = transform.CreateState(3);

        transform.Apply([1, 2, 3], g, state);

        g.Should().Equal(expected, (a, b) => Math.Abs(a - b) < 1e-15, name);
        state.StepCount.Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Then_Rule_StepsByTheChangedGradient(string name, IGradientTransform transform, double[] changed)
    {
        double[] x = [1, 2, 3], untouched = [3, -4, 0];
        IUpdateRule rule = transform.Then(new GradientDescent { LearningRate = 1 });
        OptimizerState state = rule.CreateState(3);

        rule.Step(x, untouched, state);

        x.Should().Equal([1 - changed[0], 2 - changed[1], 3 - changed[2]], (a, b) => Math.Abs(a - b) < 1e-15, name);
        untouched.Should().Equal(3, -4, 0);
        rule.Should().Be(transform.Then(new GradientDescent { LearningRate = 1 }));
        rule.Should().NotBe(transform.Then(new GradientDescent { LearningRate = 2 }));
        rule.LearningRateAt(state).Should().Be(1);
        GC.Collect(); // one in between would be charged with the rest of this thread's memory
        long before = GC.GetAllocatedBytesForCurrentThread();
        rule.Step(x, untouched, state);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void ClipByNorm_PerGroup_ClipsEachByItself()
    {
        var clipped = new ClipByNorm(1);
        IUpdateRule group = clipped.Then(new GradientDescent { LearningRate = 1 });
        double[] x = [0, 0, 0];
        var split = new Split(1, group, group);

        split.Step(x, [10, 0.3, 0.4], split.CreateState(3));

        x.Should().Equal([-1, -0.3, -0.4], (a, b) => Math.Abs(a - b) < 2e-6);
    }

    [Fact]
    public void GradientNoise_IsNormalAndAFunctionOfSeedAndStep()
    {
        var noise = new GradientNoise(2) { Seed = 5 };
        double[] first = new double[20_000], second = new double[20_000], again = new double[20_000];
        OptimizerState state = noise.CreateState(first.Length);
        noise.Apply(first, first, state);
        noise.Apply(second, second, state);
        noise.Apply(again, again, noise.CreateState(first.Length));

        again.Should().Equal(first);
        second.Should().NotEqual(first);
        // of 20 000 draws: the mean has a standard error of 2/√20000 = 0.014, the variance of 4·√(2/20000) = 0.04
        first.Average().Should().BeApproximately(0, 0.06);
        first.Average(x => x * x).Should().BeApproximately(4, 0.16);
        first.Count(x => Math.Abs(x) < 2).Should().BeInRange(13_300, 14_000, "68.3 % are within one standard deviation");
        new GradientNoise(2) { Seed = 6 }.Should().NotBe(noise);
    }

    [Fact]
    public void Settings_OutOfRange_Throw()
    {
        Refused(() => _ = new ClipByValue(0), "Limit must be a finite number above 0; it is 0.*", "Limit");
        Refused(() => _ = new ClipByNorm(double.NaN), "*", "Limit");
        Refused(() => _ = new CoupledWeightDecay(-1), "*", "Strength");
        Refused(() => _ = new GradientNoise(-1), "*", "StandardDeviation");
        Refused(() => new ClipByNorm(1).Then((IUpdateRule)null!), "*", "Rule");
        Refused(() => new ClipByNorm(1).Then((IGradientTransform)null!), "*", "next");
        Refused(
            () => new ClipByNorm(1).Apply(new double[2], new double[3], new OptimizerState(3)),
            "The point has 2 coordinates; the state was made for 3.*",
            "point");
    }
}
