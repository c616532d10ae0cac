namespace Optimizers.Tests;

public sealed class FrozenTests : UpdateRuleContract
{
    protected override IUpdateRule Rule => new Frozen();

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        t.Should().BePositive();
        memory.Should().NotBeNull();
        x.Length.Should().Be(g.Length);
    }

    protected override double ShareLeft => 1.1;
}
