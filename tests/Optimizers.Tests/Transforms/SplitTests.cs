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
        .. Bad("Before", _ => Groups with { Before = null! }, 0),
        .. Bad("From", _ => new Split(1, new Adam(), null!), 0),
        .. Bad("dimension", _ => Groups.CreateState(2), 0),
        .. Bad("dimension", _ => (Groups with { At = 3 }).CreateState(3), 0),
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
}
