namespace Optimizers.Tests;

public sealed class SplitTests : UpdateRuleContract
{
    private static readonly Split Groups = new(^2, new GradientDescent { LearningRate = 0.05 }, new Adam { LearningRate = 0.1, Epsilon = 0.01 });

    protected override IUpdateRule Rule => Groups with { At = ^2 };

    protected override int SmallestDimension => 3;

    protected override IEnumerable<(string Setting, IUpdateRule Changed)> Changes =>
    [
        ("At", Groups with { At = 2 }),
        ("Before", Groups with { Before = new GradientDescent { LearningRate = 0.06 } }),
        ("From", Groups with { From = new Adam { LearningRate = 0.2 } }),
    ];

    protected override IEnumerable<(string Setting, Action Set)> OutOfRange =>
    [
        ("Before", () => _ = Groups with { Before = null! }),
        ("From", () => _ = new Split(1, new Adam(), null!)),
        ("dimension", () => Groups.CreateState(2)),
        ("dimension", () => (Groups with { At = 3 }).CreateState(3)),
    ];

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        double[] m = memory.GetOrAdd("m", x.Length), v = memory.GetOrAdd("v", x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            m[i] = (0.9 * m[i]) + (0.1 * g[i]);
            v[i] = (0.999 * v[i]) + (0.001 * g[i] * g[i]);
            x[i] -= i < x.Length - 2 ? 0.05 * g[i] : 0.1 * (m[i] / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.999, t))) + 0.01);
        }
    }

    [Fact]
    public void CreateState_EmptyGroup_SaysSo()
    {
        Action create = () => Groups.CreateState(2);

        create.Should().Throw<ArgumentException>().WithMessage("A split at ^2 leaves a group of 2 coordinates empty.*");
    }

    [Fact]
    public void Step_WithAStateOfNoParts_SaysSo()
    {
        Action step = () => Groups.Step(new double[3], new double[3], new Adam().CreateState(3));

        step.Should().Throw<ArgumentException>().WithMessage("The state has 0 states inside; the rule needs 2. Was it made by another rule?*");
    }

    [Fact]
    public void Step_FrozenGroup_StaysWhereItIs()
    {
        double[] x = [1, 2, 3];
        var rule = new Split(1, new Frozen(), new Split(1, new GradientDescent { LearningRate = 1 }, new GradientDescent { LearningRate = 10 }));

        rule.Step(x, [1, 1, 1], rule.CreateState(3));

        x.Should().Equal(1, 1, -7);
    }

    [Fact]
    public void WriteAverage_OfOneGroup_TakesTheOthersFromThePoint()
    {
        double[] x = [5, 5], average = new double[2];
        var rule = new Split(1, new GradientDescent { LearningRate = 1 }, new ExponentialMovingAverage(new GradientDescent { LearningRate = 1 }, 0.5));
        OptimizerState state = rule.CreateState(2);

        rule.WriteAverage(x, state, average).Should().BeFalse("nothing has been averaged yet");
        rule.Step(x, [1, 1], state);
        rule.Step(x, [1, 1], state);

        rule.WriteAverage(x, state, average).Should().BeTrue();
        average.Should().Equal(3, 3.5);
    }
}
