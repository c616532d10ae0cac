using CsCheck;

namespace Optimizers.Tests;

public sealed class GradientDescentTests : UpdateRuleContract
{
    protected override IUpdateRule Rule => new GradientDescent { LearningRate = 0.05 };

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] -= 0.05 * g[i];
        }
    }

    [Fact]
    public void LearningRate_ByDefault_IsOneHundredth() => new GradientDescent().Should().Be(new GradientDescent { LearningRate = 0.01 });

    [Fact]
    public void LearningRate_Zero_IsRefusedInWords()
    {
        Action zero = () => _ = new GradientDescent { LearningRate = 0 };

        zero.Should().Throw<ArgumentOutOfRangeException>().WithMessage("LearningRate must be a finite number above 0; it is 0.*");
    }

    [Fact]
    public void Minimize_RateBelowTwoOverL_DescendsOnEveryQuadratic()
    {
        // f = ½ Σ cᵢxᵢ², L = max cᵢ: by the descent lemma f falls in each step unless the gradient is 0
        Gen.Select(Gen.Double[0.1, 100].Array[1, 8], Gen.Double[0.05, 0.95], Gen.Double[-10, 10].Array[8]).Sample((c, share, start) =>
        {
            IDifferentiableFunction function = Quadratic(c);
            var rule = new GradientDescent { LearningRate = share * 2 / c.Max() };
            double last = double.PositiveInfinity;
            foreach (Iteration iteration in rule.Iterate(
                function, start.AsSpan(0, c.Length), new StoppingCriteria { MaxIterations = 50, GradientTolerance = 1e-6 }))
            {
                if (!(iteration.Value < last))
                {
                    return false;
                }

                last = iteration.Value;
            }

            return true;
        }, seed: "0000Optimize0", iter: 500);
    }

    [Fact]
    public void Minimize_RateAboveTwoOverL_EndsAsNotFiniteWithAFinitePoint()
    {
        OptimizationResult result =
            new GradientDescent { LearningRate = 2.5 }.Minimize(Quadratic([1]), [1.0], new StoppingCriteria { MaxIterations = 100_000 });

        result.Reason.Should().Be(StopReason.NotFinite);
        result.Point.Should().OnlyContain(x => double.IsFinite(x));
        double.IsFinite(result.Value).Should().BeTrue();
        result.Converged.Should().BeFalse();
    }

    private static IDifferentiableFunction Quadratic(double[] c) => DifferentiableFunction.Create(c.Length, (x, g) =>
    {
        double value = 0;
        for (int i = 0; i < c.Length; i++)
        {
            value += 0.5 * c[i] * x[i] * x[i];
            g[i] = c[i] * x[i];
        }

        return value;
    });
}
