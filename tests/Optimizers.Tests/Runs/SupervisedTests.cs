namespace Optimizers.Tests;

public sealed class SupervisedTests
{
    private static readonly ExpressionFunction Square = DifferentiableFunction.FromExpression(x => x * x);

    [Fact]
    public void Minimize_DivergingRate_ShrinksItUntilTheRunConverges()
    {
        OptimizationResult result = new Supervised(new GradientDescent { LearningRate = 10 }).Minimize(Square, [1.0]);

        result.Converged.Should().BeTrue();
        // rates 10, 5, 2.5, 1.25 diverge on x²; 0.625 does not
        result.Recoveries.Select(recovery => recovery.RateScale).Should().Equal(0.5, 0.25, 0.125, 0.0625);
        result.Recoveries.Should().OnlyContain(recovery => recovery.Value > 1e6);
        result.History.Should().OnlyContain(i => double.IsFinite(i.Value) && i.Value < 1e7);
    }

    [Fact]
    public void Minimize_NaNOutsideTheDomain_GoesBack()
    {
        // −ln(1 − x) + x²: NaN beyond 1, where the first steps of rate 5 land
        ExpressionFunction barrier = DifferentiableFunction.FromExpression(x => (x * x) - Math.Log(1 - x));

        OptimizationResult alone = new GradientDescent { LearningRate = 5 }.Minimize(barrier, [-1.0]);
        OptimizationResult result = new Supervised(new GradientDescent { LearningRate = 5 }).Minimize(barrier, [-1.0]);

        alone.Reason.Should().Be(StopReason.NotFinite);
        result.Converged.Should().BeTrue();
        result.Recoveries.Should().NotBeEmpty();
        result.Recoveries[0].Value.Should().Be(double.NaN);
        result.Recoveries[0].Iteration.Should().Be(1);
        // 2x = −1/(1 − x): x = (1 − √3)/2
        result.Point[0].Should().BeApproximately((1 - Math.Sqrt(3)) / 2, 1e-9);
    }

    [Fact]
    public void Minimize_NeverGood_GivesUpAfterTheLimit()
    {
        int calls = 0;
        IDifferentiableFunction broken = DifferentiableFunction.Create(1, (x, g) => (g[0] = 2 * x[0]) * (calls++ == 0 ? 1 : double.NaN));

        OptimizationResult result = new Supervised(new GradientDescent()) { Limit = 3 }.Minimize(broken, [1.0]);

        result.Reason.Should().Be(StopReason.NotFinite);
        result.Point.Should().Equal(1.0);
        result.Recoveries.Should().HaveCount(1, "the good point itself is not good any more");
    }

    [Fact]
    public void Minimize_GoodRun_IsTheSameAsWithoutSupervisor()
    {
        OptimizationResult alone = new Adam { LearningRate = 0.1 }.Minimize(Square, [3.0]),
            supervised = new Supervised(new Adam { LearningRate = 0.1 }).Minimize(Square, [3.0]);

        supervised.Point.Should().Equal(alone.Point);
        supervised.Iterations.Should().Be(alone.Iterations);
        supervised.Recoveries.Should().BeEmpty();
    }

    [Fact]
    public void Minimize_AroundAPlateau_BothWork()
    {
        OptimizationResult result = new Supervised(new ReduceOnPlateau(new GradientDescent { LearningRate = 4 }) { Patience = 2, Factor = 0.5 })
            .Minimize(Square, [1.0]);

        result.Converged.Should().BeTrue();
        result.Recoveries.Should().NotBeEmpty();
    }

    [Fact]
    public void Settings_OutOfRange_Throw()
    {
        var supervised = new Supervised(new Adam());
        Refused(() => _ = supervised with { Factor = 1 }, "*", "Factor");
        Refused(() => _ = supervised with { Limit = 0 }, "*", "Limit");
        Refused(() => _ = supervised with { Explosion = 0 }, "*", "Explosion");
        Refused(() => _ = supervised with { Period = 0 }, "*", "Period");
        Refused(() => _ = new Supervised(null!), "*", "Optimizer");
        supervised.Should().Be(new Supervised(new Adam()));
    }
}
