using Optimizers.TestFunctions;

namespace Optimizers.Tests;

/// <summary>What holds of every method that searches along lines.</summary>
public sealed class EveryMethodTests
{
    private static readonly ChainedRosenbrock Valley = new(20);

    [Theory]
    [MemberData(nameof(EveryMethod.Names), MemberType = typeof(EveryMethod))]
    public void Minimize_Quadratic_FindsTheMinimum(string name)
    {
        IDifferentiableFunction f = DifferentiableFunction.FromExpression((x, y) => (3 * (x - 1) * (x - 1)) + ((x - 1) * (y + 2)) + (y + 2) * (y + 2));

        OptimizationResult result = EveryMethod.ByName[name].Minimize(f, [5.0, 5.0]);

        result.Converged.Should().BeTrue(result.ToString());
        result.Point[0].Should().BeApproximately(1, 1e-8);
        result.Point[1].Should().BeApproximately(-2, 1e-8);
    }

    [Theory]
    [MemberData(nameof(EveryMethod.Names), MemberType = typeof(EveryMethod))]
    public void MoveNext_AfterTheFirst_AllocatesNothing(string name)
    {
        OptimizationRun run = EveryMethod.ByName[name].Iterate(Valley, Valley.Start, new StoppingCriteria { GradientTolerance = 0 });
        // the history takes memory in pieces of 64
        for (int i = 0; i <= 16; i++)
        {
            run.MoveNext();
        }

        GC.Collect(); // one in between would be charged with the rest of this thread's memory
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 15; i++)
        {
            run.MoveNext();
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(WithoutMatrices))]
    public void Iterate_LongVector_HasTheSameBitsOnAnyNumberOfThreads(string name)
    {
        var valley = new ChainedRosenbrock(40_000);
        double[][] points = [.. ((int[])[1, 2, 8]).Select(threads =>
        {
            using IDisposable limit = Parallelism.AtMost(threads);
            return EveryMethod.ByName[name].Minimize(valley, valley.Start, new StoppingCriteria { MaxIterations = 4 }).Point;
        })];

        points.Should().AllSatisfy(point => point.AsSpan().SequenceEqual(points[0]).Should().BeTrue());
        points[0].AsSpan().SequenceEqual(valley.Start).Should().BeFalse();
    }

    public static TheoryData<string> WithoutMatrices => [.. EveryMethod.ByName.Where(method => method.Value is not Bfgs).Select(method => method.Key)];

    [Theory]
    [MemberData(nameof(EveryMethod.Names), MemberType = typeof(EveryMethod))]
    public void Minimize_Valley_NeverRisesAboveTheStartAndReportsTheBest(string name)
    {
        OptimizationResult result = EveryMethod.ByName[name].Minimize(Valley, Valley.Start, new StoppingCriteria { MaxIterations = 200 });

        double[] gradient = new double[20];
        result.Value.Should().Be(Valley.Evaluate(result.Point, gradient))
            .And.Be(result.Converged ? result.Value : result.History.Min(iteration => iteration.Value));
        result.Value.Should().BeLessThan(result.History[0].Value);
    }

    [Theory]
    [InlineData("Lbfgs", 3)]
    [InlineData("Bfgs", 3)]
    [InlineData("ConjugateGradient", 6)]
    [InlineData("NewtonCg", 3)]
    public void Minimize_EveryTestFunction_IsSolvedOrSaysSo(string name, int unsolvedAllowed)
    {
        IOptimizer method = name switch { "Lbfgs" => new Lbfgs(), "Bfgs" => new Bfgs(), "NewtonCg" => new NewtonCg(), _ => new ConjugateGradient() };
        int unsolved = 0;
        foreach (TestFunction problem in TestFunction.All)
        {
            OptimizationResult result = method.Minimize(problem.Function, problem.Start);
            unsolved += problem.IsSolvedBy(result.Value) ? 0 : 1;
            double size = Math.Max(1, result.Point.Max(Math.Abs));
            // where variables differ by many powers of ten, a gradient that their rounding makes may be large at the minimum
            bool isFound = problem.IsSolvedBy(result.Value)
                || result.GradientNorm * size <= 1e-6 * Math.Max(result.History[0].Value - result.Value, Math.Abs(result.Value));
            result.Converged.Should().Be(result.Converged && isFound, $"{problem}: {result}");
            result.Reason.Should().BeOneOf(StopReason.GradientTolerance, StopReason.RoundingLimit, StopReason.LineSearchFailed, StopReason.IterationLimit);
        }

        unsolved.Should().BeLessThanOrEqualTo(unsolvedAllowed);
    }

    [Fact]
    public void Start_BatchesForAnyMethod_AreRefusedByItsName()
        => EveryMethod.ByName.Values.Should().AllSatisfy(method =>
            Refused(
                () => method.Minimize(EveryOptimizer.Mean, EveryOptimizer.Start, new MiniBatches(3)),
                $"{method.GetType().Name} compares values, which mini-batches change*",
                "options"));

    [Fact]
    public void Start_Batches_AreRefusedWithAWayOut()
        => Refused(
            () => new Lbfgs().Minimize(EveryOptimizer.Mean, EveryOptimizer.Start, new MiniBatches(3)),
            "Lbfgs compares values, which mini-batches change from step to step. Leave the batches out, or use an update rule such as Adam or "
            + "StochasticGradientDescent.*",
            "options");

    [Fact]
    public void Maximize_Hill_ShowsItsOwnValues()
    {
        ExpressionFunction hill = DifferentiableFunction.FromExpression((x, y) => 4 - (x * x) - ((y - 1) * (y - 1)));

        EveryMethod.ByName.Values.Should().AllSatisfy(method => method.Maximize(hill, [3.0, -2.0]).Value.Should().BeApproximately(4, 1e-12));
    }

    [Fact]
    public void Settings_Change_TheWay()
    {
        long Evaluations(IOptimizer method) => method.Minimize(Valley, Valley.Start).Evaluations;

        Evaluations(new Lbfgs { Memory = 3 }).Should().NotBe(Evaluations(new Lbfgs()));
        Evaluations(new Lbfgs { LineSearch = new StrongWolfe() }).Should().NotBe(Evaluations(new Lbfgs()));
        Evaluations(new Lbfgsb(new Box(-3, 3)) { Memory = 3 }).Should().NotBe(Evaluations(new Lbfgsb(new Box(-3, 3))));
        Evaluations(new ConjugateGradient { RestartThreshold = 0.01 }).Should().NotBe(Evaluations(new ConjugateGradient()));
        Enum.GetValues<ConjugateGradientFormula>().Select(formula => Evaluations(new ConjugateGradient { Formula = formula })).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Settings_OutOfRange_AreRefused()
    {
        Refused(() => _ = new Lbfgs { Memory = 0 }, "Memory must be at least 1; it is 0.*", "Memory");
        Refused(() => _ = new Lbfgsb(new Box(0, 1)) { Memory = -1 }, "Memory must be at least 1; it is -1.*", "Memory");
        Refused(() => _ = new ConjugateGradient { RestartThreshold = 0 }, "RestartThreshold must be a finite number above 0; it is 0.*", "RestartThreshold");
        FluentActions.Invoking(() => new Bfgs { LineSearch = null! }).Should().Throw<ArgumentNullException>().WithParameterName("LineSearch");
        FluentActions.Invoking(() => new Lbfgsb(null!)).Should().Throw<ArgumentNullException>().WithParameterName("Bounds");
    }
}
