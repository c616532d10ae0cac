namespace Optimizers.Tests;

public sealed class ProjectedTests : UpdateRuleContract
{
    private static readonly Projected InABox = new(new GradientDescent { LearningRate = 0.05 }, new Box(-0.9, 1.1));

    protected override IUpdateRule Rule => InABox with { Set = new Box(-0.9, 1.1) };

    protected override IEnumerable<(string Setting, IUpdateRule Changed)> Changes =>
    [
        ("Rule", InABox with { Rule = new GradientDescent { LearningRate = 0.06 } }),
        ("Set", InABox with { Set = new Box(-0.9, 1) }),
    ];

    protected override IEnumerable<(string Setting, Action Set)> OutOfRange =>
    [
        ("Rule", () => _ = new Projected(null!, new NonNegative())),
        ("Set", () => _ = new Projected(new Adam(), null!)),
        ("Set", () => new Projected(new Adam(), new Box([0, 0], [1, 1])).CreateState(3)),
    ];

    protected override void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = Math.Clamp(x[i] - (0.05 * g[i]), -0.9, 1.1);
        }
    }

    [Fact]
    public void Minimize_AdamInABox_ConvergesToTheConstrainedMinimum()
    {
        OptimizationResult result = new Projected(new Adam { LearningRate = 0.02 }, new Box(-2, 0.8)).Minimize(PenalizedProblems.Rosenbrock, [-1.2, 1]);

        result.Reason.Should().Be(StopReason.GradientTolerance);
        result.Point[0].Should().Be(0.8);
        result.Point[1].Should().BeApproximately(0.64, 1e-9);
        result.GradientNorm.Should().BeLessThanOrEqualTo(1e-9);
    }

    [Fact]
    public void Minimize_OnTheSimplex_ConvergesToTheConstrainedMinimum()
    {
        foreach (IUpdateRule rule in (IUpdateRule[])[new Adam { LearningRate = 0.1, Beta2 = 0.9, Epsilon = 1 },
            new StochasticGradientDescent { LearningRate = 0.1, Momentum = 0.5 }])
        {
            // Σ 1/cᵢ = 2.5 for c = (1, 1, 2): the multiplier is 1/2.5
            OptimizationResult result = new Projected(rule, new Simplex()).Minimize(PenalizedProblems.Quadratic([1, 1, 2], new double[3]), [0, 0, 1]);

            result.Reason.Should().Be(StopReason.GradientTolerance);
            result.Point.Zip([0.4, 0.4, 0.2], (a, e) => Math.Abs(a - e)).Should().OnlyContain(difference => difference < 1e-9);
        }
    }

    [Fact]
    public void Minimize_AdamOfTinyEpsilonOnTheSimplex_DoesNotClaimToHaveConverged()
    {
        // each coordinate has a step of its own length, and the projection undoes equal steps
        OptimizationResult result = new Projected(new Adam { LearningRate = 0.02 }, new Simplex())
            .Minimize(PenalizedProblems.Quadratic([1, 1, 2], new double[3]), [0, 0, 1]);

        result.Reason.Should().Be(StopReason.IterationLimit);
        result.GradientNorm.Should().BeGreaterThan(0.1);
        new Simplex().Contains(result.Point).Should().BeTrue();
    }

    [Fact]
    public void Minimize_EverySet_EvaluatesOnlyInside()
    {
        foreach (ConvexSet set in EveryPenalty.Sets)
        {
            IDifferentiableFunction function = PenalizedProblems.LeastSquares(10, EveryPenalty.Dimension, 20)
                .Watched(x => set.Contains(x).Should().BeTrue($"{set}"));
            foreach (IUpdateRule rule in (IUpdateRule[])[new Projected(new Adam { LearningRate = 0.5 }, set), new ClipByNorm(1)
                .Then(new Lookahead(new Projected(new Adam { LearningRate = 0.5 }, set)))])
            {
                double[] point = rule.Minimize(function, [9, -9, 8, -8, 7, -7], new StoppingCriteria { MaxIterations = 50 }).Point;
                set.Contains(point).Should().BeTrue($"{set}");
            }
        }
    }

    [Fact]
    public void Minimize_OfBatches_ClosesInTheSetWithItsNorm()
    {
        OptimizationResult result = new Projected(new Adam { LearningRate = 0.02 }, new NonNegative())
            .Minimize(
                EveryOptimizer.Mean, EveryOptimizer.Start, new MiniBatches(4) { Epochs = 400, Seed = 1 }, new StoppingCriteria { GradientTolerance = 0.05 });
        double[] g = new double[3];
        EveryOptimizer.Mean.Evaluate(result.Point, g);

        result.Reason.Should().Be(StopReason.GradientTolerance);
        result.Point.Should().OnlyContain(x => x >= 0);
        result.GradientNorm.Should().BeApproximately(result.Point.Zip(g, (x, d) => Math.Abs(x - Math.Max(0, x - d))).Max(), 1e-15);
    }

    [Fact]
    public void Maximize_StartOutside_IsProjectedFirst()
    {
        ExpressionFunction hill = DifferentiableFunction.FromExpression((x, y) => 4 - (x * x) - ((y - 1) * (y - 1)));
        var rule = new Projected(new GradientDescent { LearningRate = 0.1 }, new Box(0.5, 3));
        OptimizationRun run = rule.Start(hill, [-7, 9], new RunOptions { Maximize = true });

        run.Point.ToArray().Should().Equal(0.5, 3);
        run.Result.GradientNorm.Should().Be(2.5, "(0.5, 3) − (1, 4) is projected to (0.5, 0.5)");
        OptimizationResult top = run.Complete();
        top.Converged.Should().BeTrue();
        top.Point[0].Should().Be(0.5);
        top.Point[1].Should().BeApproximately(1, 1e-9);
    }

    [Fact]
    public void WriteAverage_OfTheRuleInside_StaysInTheSet()
    {
        OptimizationResult inside = new Projected(new ExponentialMovingAverage(new GradientDescent { LearningRate = 0.5 }, 0.9), new Box(0.5, 3))
            .Minimize(PenalizedProblems.Quadratic([1, 1], [-5, 1]), [2, 2]);

        inside.AveragedPoint![0].Should().Be(0.5);
        inside.AveragedPoint[1].Should().BeApproximately(1, 0.1);
    }

    [Fact]
    public void Split_ProjectsTheGroupThatHasASet()
    {
        var rule = new Split(1, new GradientDescent { LearningRate = 0.5 }, new Projected(new GradientDescent { LearningRate = 0.5 }, new NonNegative()));

        OptimizationResult result = rule.Minimize(PenalizedProblems.Quadratic([1, 1, 1], [-1, -2, 3]), [-4, -4, -4]);

        result.Reason.Should().Be(StopReason.GradientTolerance);
        result.History[0].GradientNorm.Should().Be(3, "the start of the second group is 0");
        result.Point[1].Should().Be(0);
        result.Point[0].Should().BeApproximately(-1, 1e-9);
        result.Point[2].Should().BeApproximately(3, 1e-9);
    }

    [Fact]
    public void Minimize_SetOfAnotherDimension_SaysBothNumbers()
        => Refused(() => new Projected(new Adam(), new Box([0], [1]))
            .Minimize(PenalizedProblems.Rosenbrock, [0, 0]), "The set has 1 coordinate; the function takes 2.*", "Set");
}
