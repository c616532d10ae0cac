namespace Optimizers.Tests;

public sealed class LookaheadTests : UpdateRuleContract
{
    protected override IUpdateRule Rule => new Lookahead(new GradientDescent { LearningRate = 0.05 }) { Period = 3, SlowRate = 0.4 };

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        double[] slow = memory.GetOrAdd("slow", x.Length, x);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] -= 0.05 * g[i];
            if (t % 3 == 0)
            {
                slow[i] += 0.4 * (x[i] - slow[i]);
                x[i] = slow[i];
            }
        }
    }
}
