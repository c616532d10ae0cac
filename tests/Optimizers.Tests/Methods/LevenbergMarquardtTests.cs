using System.Text.RegularExpressions;
using Optimizers.TestFunctions;

namespace Optimizers.Tests;

public sealed class LevenbergMarquardtTests
{
    private static readonly LevenbergMarquardt Method = new();

    private static readonly IResidualFunction Valley = ResidualFunction.Create(2, 2, Rosenbrock, RosenbrockJacobian);

    public static TheoryData<string> Problems => [.. TestFunction.All.Select(problem => problem.Id)];

    [Theory]
    [MemberData(nameof(Problems))]
    public void Minimize_Problem_IsSolved(string id)
    {
        TestFunction problem = TestFunction.All.Single(problem => problem.Id == id);

        OptimizationResult result = Method.Minimize(problem.Function, problem.Start);

        result.Converged.Should().BeTrue(result.ToString());
        problem.IsSolvedBy(result.Value).Should().BeTrue(result.ToString());
        IsStationary(problem.Function, result.Point).Should().BeTrue(result.ToString());
        result.Value.Should().Be(problem.Function.Evaluate(result.Point, new double[problem.Start.Length]));
        result.Evaluations.Should().BeLessThan(2000);
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void Resume_Problem_GivesTheSameBits(string id)
    {
        TestFunction problem = TestFunction.All.Single(problem => problem.Id == id);
        OptimizationRun whole = Method.Iterate(problem.Function, problem.Start), part = Method.Iterate(problem.Function, problem.Start);
        int half = whole.Complete().Iterations / 2;
        for (int i = 0; i <= half; i++)
        {
            part.MoveNext().Should().BeTrue();
        }

        OptimizationRun resumed = Method.Resume(problem.Function, part.ToJson());
        resumed.Complete();

        WithoutTime(resumed.ToJson()).Should().Be(WithoutTime(whole.ToJson()));
    }

    [Fact]
    public void Minimize_ResidualsNotFiniteFromACallOn_EndsWithTheBestPoint()
    {
        for (int first = 0; first < 12; first++)
        {
            int calls = 0;
            double[] notNumbers = [double.NaN, double.PositiveInfinity];
            IResidualFunction function = ResidualFunction.Create(
                2, 2, (x, r) => (r[0], r[1]) = calls++ < first ? (10 * (x[1] - (x[0] * x[0])), 1 - x[0]) : (notNumbers[first % 2], 0), RosenbrockJacobian);

            OptimizationResult result = Method.Minimize(function, [-1.2, 1]);

            result.Converged.Should().BeFalse();
            result.Reason.Should().Be(first == 0 || !double.IsFinite(result.History[^1].Value) ? StopReason.NotFinite : result.Reason);
            result.Evaluations.Should().BeLessThan(200);
            if (first > 0)
            {
                result.Value.Should().Be(Valley.Evaluate(result.Point)).And.BeLessThanOrEqualTo(24.2);
            }
        }
    }

    [Fact]
    public void Minimize_TrialsNotFinite_AreShortened()
    {
        // ln x from 100: the step of Gauss and Newton leads below 0
        IResidualFunction function = ResidualFunction.Create(1, 1, (x, r) => r[0] = Math.Log(x[0]), (x, jacobian) => jacobian[0] = 1 / x[0]);

        OptimizationResult result = Method.Minimize(function, [100.0]);

        result.Converged.Should().BeTrue();
        result.Point[0].Should().BeApproximately(1, 1e-10);
    }

    [Fact]
    public void Minimize_WrongJacobian_SaysThatNoStepLowersTheValue()
    {
        IResidualFunction function = ResidualFunction.Create(2, 2, Rosenbrock, (x, jacobian) =>
        {
            RosenbrockJacobian(x, jacobian);
            foreach (ref double derivative in jacobian)
            {
                derivative = -derivative;
            }
        });

        OptimizationResult result = Method.Minimize(function, [-1.2, 1]);

        result.Reason.Should().Be(StopReason.LineSearchFailed);
        result.Point.Should().Equal(-1.2, 1);
        result.Evaluations.Should().BeLessThan(150);
    }

    [Fact]
    public void Minimize_ConstantResiduals_AreStationary()
    {
        OptimizationResult result = Method.Minimize(ResidualFunction.Create(2, 3, (x, r) => r.Fill(2)), [1, 2]);

        result.Reason.Should().Be(StopReason.GradientTolerance);
        result.Iterations.Should().Be(0);
        result.Value.Should().Be(12);
    }

    [Fact]
    public void Minimize_DependentAndZeroColumns_Converges()
    {
        IResidualFunction function = ResidualFunction.Create(
            3,
            3,
            (x, r) => (r[0], r[1], r[2]) = (x[0] + x[1] - 2, 1e6 * (x[0] + x[1] - 2), Math.Exp(x[0] + x[1]) - 1),
            (x, jacobian) => ((ReadOnlySpan<double>)[1, 1, 0, 1e6, 1e6, 0, Math.Exp(x[0] + x[1]), Math.Exp(x[0] + x[1]), 0]).CopyTo(jacobian));

        OptimizationResult result = Method.Minimize(function, [5, -1, 7]);

        result.Converged.Should().BeTrue();
        result.Point[2].Should().Be(7);
        IsStationary(function, result.Point).Should().BeTrue();
    }

    [Fact]
    public void Minimize_ColumnThatIsZeroAtFirst_IsUsedLater()
    {
        IResidualFunction function = ResidualFunction.Create(
            2, 2, (x, r) => (r[0], r[1]) = (x[0] - 1, x[0] * (x[1] - 3)), (x, jacobian) => ((ReadOnlySpan<double>)[1, 0, x[1] - 3, x[0]]).CopyTo(jacobian));

        OptimizationResult result = Method.Minimize(function, [0, 0]);

        result.Converged.Should().BeTrue();
        result.Value.Should().BeLessThan(1e-20);
        result.Point[1].Should().BeApproximately(3, 1e-8);
    }

    [Fact]
    public void Minimize_FewerResidualsThanVariables_FindsAZero()
    {
        IResidualFunction function = ResidualFunction.Create(
            3, 1, (x, r) => r[0] = (x[0] * x[0]) + (x[1] * x[2]) - 3, (x, jacobian) => (jacobian[0], jacobian[1], jacobian[2]) = (2 * x[0], x[2], x[1]));

        OptimizationResult result = Method.Minimize(function, [1, 2, -1]);

        result.Converged.Should().BeTrue();
        result.Value.Should().BeLessThan(1e-20);
    }

    [Fact]
    public void Minimize_StartAtTheOptimum_TakesNoStep()
    {
        OptimizationResult result = Method.Minimize(Valley, [1, 1]);

        result.Reason.Should().Be(StopReason.GradientTolerance);
        result.Iterations.Should().Be(0);
        result.Evaluations.Should().Be(1);
    }

    [Fact]
    public void Minimize_ColumnsOfVeryDifferentUnits_AreNoMatter()
    {
        IResidualFunction function = ResidualFunction.Create(
            2,
            2,
            (x, r) => Rosenbrock([x[0] * 1e150, x[1] * 1e-150], r),
            (x, jacobian) => ((ReadOnlySpan<double>)[-20 * x[0] * 1e150 * 1e150, 10 * 1e-150, -1e150, 0]).CopyTo(jacobian));

        OptimizationResult result = Method.Minimize(function, [-1.2e-150, 1e150]);

        result.Value.Should().BeLessThan(1e-20);
        result.Point[0].Should().BeApproximately(1e-150, 1e-160);
    }

    [Fact]
    public void Minimize_FunctionThatThrows_GoesOnFromTheLastPoint()
    {
        int calls = 0;
        IResidualFunction function = ResidualFunction.Create(
            2, 2, (x, r) => Rosenbrock(x, r), (x, jacobian) =>
            {
                jacobian.Fill(double.NaN);
                if (calls++ == 4)
                {
                    throw new InvalidOperationException("lost");
                }

                RosenbrockJacobian(x, jacobian);
            });
        OptimizationRun run = Method.Iterate(function, [-1.2, 1]);

        run.Invoking(run => run.Complete()).Should().Throw<InvalidOperationException>().WithMessage("lost");
        OptimizationResult result = run.Complete();

        result.Converged.Should().BeTrue();
        result.Value.Should().BeLessThan(1e-20);
    }

    [Fact]
    public void MoveNext_AllocatesNothingButTheHistory()
    {
        IResidualFunction slow = ResidualFunction.Create(2, 3, (x, r) => (r[0], r[1], r[2]) = (Math.Exp(-x[0]), x[1] * x[1] * x[1], 1), (x, jacobian) =>
        {
            jacobian.Clear();
            (jacobian[0], jacobian[3]) = (-Math.Exp(-x[0]), 3 * x[1] * x[1]);
        });
        OptimizationRun run = Method.Iterate(slow, [1, 1], new StoppingCriteria { GradientTolerance = 0 });
        // the history has room for 8 by then
        for (int i = 0; i < 6; i++)
        {
            run.MoveNext().Should().BeTrue();
        }

        GC.Collect(); // one in between would be charged with the rest of this thread's memory
        long before = GC.GetAllocatedBytesForCurrentThread();
        run.MoveNext();
        run.MoveNext();

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void InitialRadius_Smaller_TakesASmallerFirstStep()
    {
        FirstStep(0.01).Should().BeLessThan(FirstStep(0.1) / 2);

        static double FirstStep(double radius)
        {
            OptimizationRun run = new LevenbergMarquardt { InitialRadius = radius }.Iterate(Valley, [-1.2, 1]);
            run.MoveNext();
            run.MoveNext();
            return Math.Abs(run.Point[0] + 1.2) + Math.Abs(run.Point[1] - 1);
        }
    }

    [Fact]
    public void Settings_OutOfRange_AreRefused()
    {
        foreach (double radius in (double[])[0, -1, double.NaN, double.PositiveInfinity])
        {
            Refused(() => _ = Method with { InitialRadius = radius }, "InitialRadius must be a finite number above 0; it is *", "InitialRadius");
        }
    }

    [Fact]
    public void Start_WhatItCannotDo_IsRefused()
    {
        IDifferentiableFunction bowl = DifferentiableFunction.FromExpression(x => x * x);

        Refused(
            () => Method.Minimize(bowl, [1.0]),
            "LevenbergMarquardt needs an IResidualFunction*ExpressionFunction is none. Make one with ResidualFunction.Create.*",
            "function");
        Refused(
            () => Method.Maximize(Valley, [1, 1]),
            "LevenbergMarquardt fits residuals to 0, so it minimizes their sum of squares and cannot maximize it.*",
            "options");
        Refused(
            () => Method.Minimize(EveryOptimizer.Mean, [1, 1, 1], new MiniBatches(4)),
            "LevenbergMarquardt compares values, which mini-batches change*",
            "options");
        Refused(() => Method.Minimize(Valley, [1, 1, 1]), "The start has 3 coordinates; the function takes 2.*", "start");
        Refused(() => Method.Minimize(Valley, [1, double.NaN]), "Coordinate 1 of the start is NaN; every coordinate must be finite.*", "start");
        Method.Invoking(method => method.Minimize(null!, [1.0])).Should().Throw<ArgumentNullException>();
    }

    private static void Rosenbrock(ReadOnlySpan<double> x, Span<double> r) => (r[0], r[1]) = (10 * (x[1] - (x[0] * x[0])), 1 - x[0]);

    private static void RosenbrockJacobian(ReadOnlySpan<double> x, Span<double> jacobian) => ((ReadOnlySpan<double>)[-20 * x[0], 10, -1, 0]).CopyTo(jacobian);

    /// <summary>Whether every column of the Jacobian is at a right angle to the residuals, as far as rounding shows.</summary>
    private static bool IsStationary(IResidualFunction function, double[] point)
    {
        int n = function.Dimension, m = function.ResidualCount;
        double[] r = new double[m], jacobian = new double[m * n];
        function.EvaluateResiduals(point, r, jacobian);
        double norm = Math.Sqrt(r.Sum(residual => residual * residual));
        double[] lengths = [.. Enumerable.Range(0, n).Select(j => Math.Sqrt(Enumerable.Range(0, m).Sum(i => jacobian[(i * n) + j] * jacobian[(i * n) + j])))];
        double rounding = 1e-15 * lengths.Zip(point).Sum(pair => pair.First * Math.Abs(pair.Second));
        return Enumerable.Range(0, n).All(j =>
        {
            double slope = Math.Abs(Enumerable.Range(0, m).Sum(i => jacobian[(i * n) + j] * r[i]));
            return slope <= 1e-10 || slope <= lengths[j] * ((2e-6 * norm) + rounding);
        });
    }

    private static string WithoutTime(string json) => Regex.Replace(json, "\"elapsedTicks\":\\d+", "");
}
