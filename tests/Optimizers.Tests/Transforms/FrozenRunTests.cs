namespace Optimizers.Tests;

/// <summary>Runs in which some coordinates cannot move: their gradient does not count.</summary>
public sealed class FrozenRunTests
{
    // the gradient by y is 1e6 x: far from 0 at the minimum over x, and steeper than that by x
    private static readonly IDifferentiableFunction Coupled = DifferentiableFunction.Create(2, (x, g) =>
    {
        (g[0], g[1]) = ((2 * (x[0] - 1)) + (1e6 * x[1]), 1e6 * x[0]);
        return ((x[0] - 1) * (x[0] - 1)) + (1e6 * x[0] * x[1]);
    });

    private static readonly Adam Moving = new() { LearningRate = 0.1 };

    public static TheoryData<string> Names => [.. Freezing().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Minimize_AFrozenCoordinate_ConvergesAsIfItWereNotThere(string name)
    {
        OptimizationResult result = Freezing()[name].Minimize(Coupled, [3.0, 0.0]);

        result.Converged.Should().BeTrue($"{result}");
        result.Point[0].Should().BeApproximately(1, 1e-6);
        result.Point[1].Should().Be(0);
        result.GradientNorm.Should().BeLessThan(1e-6, "the gradient of what cannot move does not count");
        result.Evaluations.Should().BeLessThan(9000);
    }

    [Fact]
    public void Minimize_OneFrozenCoordinate_TakesTheStepsOfTheProblemWithoutIt()
    {
        IDifferentiableFunction alone = DifferentiableFunction.Create(1, (x, g) =>
        {
            g[0] = 2 * (x[0] - 1);
            return (x[0] - 1) * (x[0] - 1);
        });

        OptimizationResult whole = new Split(1, Moving, new Frozen()).Minimize(Coupled, [3.0, 0.0]), part = Moving.Minimize(alone, [3.0]);

        whole.Iterations.Should().Be(part.Iterations);
        whole.Point[0].Should().Be(part.Point[0]);
        whole.GradientNorm.Should().Be(part.GradientNorm);
    }

    [Fact]
    public void Minimize_AnAbsoluteTolerance_DoesNotCountWhatIsFrozen()
    {
        OptimizationResult result = new Split(^1, new GradientDescent { LearningRate = 0.1 }, new Frozen())
            .Minimize(Coupled, [3.0, 0.0], new StoppingCriteria { GradientTolerance = 1e-6 });

        result.Reason.Should().Be(StopReason.GradientTolerance);
        result.GradientNorm.Should().BeLessThanOrEqualTo(1e-6);
    }

    [Fact]
    public void Maximize_AFrozenCoordinate_DoesNotCountEither()
    {
        ExpressionFunction hill = DifferentiableFunction.FromExpression((x, y) => (5 * y) - (x * x));

        OptimizationResult result = new Split(1, Moving, new Frozen()).Maximize(hill, [3.0, 2.0]);

        result.Converged.Should().BeTrue($"{result}");
        result.Point[1].Should().Be(2);
    }

    [Fact]
    public void Minimize_EverythingFrozen_ShowsTheGradientAndStaysWhereItIs()
    {
        OptimizationResult result = new Frozen().Minimize(Coupled, [3.0, 0.0], new StoppingCriteria { MaxIterations = 3 });

        result.Reason.Should().Be(StopReason.IterationLimit);
        result.GradientNorm.Should().Be(3e6);
        result.Point.Should().Equal(3.0, 0.0);
    }

    [Fact]
    public void Resume_ASavedRunWithAFrozenCoordinate_EndsAtTheSameBits()
    {
        var rule = new Split(1, Moving, new Frozen());
        OptimizationRun run = rule.Iterate(Coupled, [3.0, 0.0]);
        foreach (Iteration iteration in run)
        {
            if (iteration.Number == 50)
            {
                break;
            }
        }

        string saved = run.ToJson();

        rule.Resume(Coupled, saved).Complete().Point.Should().Equal(run.Complete().Point);
    }

    [Fact]
    public void Step_ClippedBeforeASplit_ClipsByWhatMovesAlone()
    {
        IUpdateRule rule = new ClipByNorm(1).Then(new Split(1, new GradientDescent { LearningRate = 1 }, new Frozen()));
        OptimizerState state = rule.CreateState(2);
        double[] point = [5, 7];

        rule.Step(point, [0.5, 1e9], state);

        point.Should().Equal(4.5, 7);
    }

    [Fact]
    public void ClearFrozen_EachRule_ClearsWhatItFreezesAlone()
    {
        Cleared(Moving).Should().Equal(1, 1, 1);
        Cleared(new Frozen()).Should().Equal(0, 0, 0);
        Cleared(new Split(1, Moving, new Split(1, new Frozen(), Moving))).Should().Equal(1, 0, 1);
        Cleared(new ClipByNorm(1).Then(new ClipByValue(1)).Then(new Lookahead(new Split(^1, Moving, new Frozen())))).Should().Equal(1, 1, 0);
        Cleared(new Projected(new Split(1, new Frozen(), Moving), new Box([0, 2, -1], [1, 2, 1]))).Should().Equal(0, 0, 1);
        Cleared(new Projected(Moving, new Simplex())).Should().Equal(1, 1, 1);

        static double[] Cleared(IUpdateRule rule)
        {
            double[] gradient = [1, 1, 1];
            rule.ClearFrozen(gradient);
            return gradient;
        }
    }

    private static Dictionary<string, IOptimizer> Freezing()
    {
        var box = new Box([-10, 0], [10, 0]);
        var split = new Split(1, Moving, new Frozen());
        return new()
        {
            ["split"] = split,
            ["momentum"] = new Split(1, new StochasticGradientDescent { LearningRate = 0.05, Momentum = 0.9 }, new Frozen()),
            ["clipped"] = new ClipByNorm(10).Then(new ClipByValue(5)).Then(split),
            ["averaged"] = new ExponentialMovingAverage(split, 0.9),
            ["lookahead"] = new Lookahead(split),
            ["accumulated"] = new GradientAccumulation(split, 2),
            ["skipping"] = new SkipNotFinite(split),
            ["plateau"] = new ReduceOnPlateau(new Split(1, new GradientDescent { LearningRate = 0.1 }, new Frozen())) { Patience = 1000 },
            ["supervised"] = new Supervised(split),
            ["projected"] = new Projected(Moving, box),
            ["projected split"] = new Projected(split, new Box(-10, 10)),
            [nameof(Lbfgsb)] = new Lbfgsb(box),
            [nameof(ProximalGradient)] = new ProximalGradient(box),
            [nameof(AcceleratedProximalGradient)] = new AcceleratedProximalGradient(box),
        };
    }
}
