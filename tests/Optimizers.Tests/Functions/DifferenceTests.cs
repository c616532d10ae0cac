using Optimizers.TestFunctions;

namespace Optimizers.Tests;

public sealed class DifferenceTests
{
    // the orders and the factors of the errors, as documented
    private static readonly (Difference Difference, int Order, double Factor)[] Formulas =
        [(new ForwardDifference(), 1, 1 / 2.0), (new CentralDifference(), 2, 1 / 6.0), (new FivePointDifference(), 4, 1 / 30.0)];

    public static TheoryData<string> All => Problems.All;

    public static TheoryData<Difference, int> Orders
        => new() { { new ForwardDifference(), 1 }, { new CentralDifference(), 2 }, { new FivePointDifference(), 4 } };

    public static TheoryData<Difference, int> Counts
        => new() { { new ForwardDifference(), 4 }, { new CentralDifference(), 7 }, { new FivePointDifference(), 13 }, { new RiddersDifference(), 61 } };

    public static TheoryData<Difference> Kinds => [new ForwardDifference(), new CentralDifference(), new FivePointDifference(), new RiddersDifference()];

    [Theory]
    [MemberData(nameof(Orders))]
    public void FromValue_HalfTheStep_ErrorShrinksWithTheOrder(Difference difference, int order)
    {
        double full = Error(0.02), half = Error(0.01);

        // the next terms of the series change the ratio by a few hundredths
        (full / half).Should().BeApproximately(Math.Pow(2, order), 0.03 * Math.Pow(2, order));

        double Error(double step)
        {
            double[] gradient = new double[1];
            DifferentiableFunction.FromValue(1, x => Math.Exp(x[0]) * Math.Sin(x[0]), difference with { Step = step }).Evaluate([0.7], gradient);
            return Math.Abs(gradient[0] - (Math.Exp(0.7) * (Math.Sin(0.7) + Math.Cos(0.7))));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void FromValue_TestFunctions_AgreesToTheOrderOfAccuracy(string id)
    {
        TestFunction problem = Problems.Get(id);
        foreach (double[] point in (double[][])[problem.Start, problem.NearStart()])
        {
            foreach ((Difference difference, int order, double factor) in Formulas)
            {
                double[] approximate = new double[point.Length], exact = new double[point.Length];
                DifferentiableFunction.FromValue(point.Length, problem.Function.Evaluate, difference).Evaluate(point, approximate)
                    .Should().Be(problem.Function.Evaluate(point, exact));
                for (int j = 0; j < point.Length; j++)
                {
                    double h = Math.Pow(Problems.Ulp, 1.0 / (order + 1)) * Math.Max(1, Math.Abs(point[j]));
                    // twice, since the derivative in the error's formula is one at an unknown place within the step
                    double truncation = 2 * factor * Math.Abs(Differenced(problem.Function, point, j, order, h));
                    Math.Abs(approximate[j] - exact[j]).Should().BeLessThanOrEqualTo(
                        truncation + (2 * ValueRounding(problem.Function, point, j, h) / h), $"{difference.GetType().Name} at coordinate {j}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void FromValue_TestFunctionsByRidders_AgreesToElevenDigits(string id)
    {
        TestFunction problem = Problems.Get(id);
        // Osborne 1 has terms of e^(−320x): 0.05, the first step unless one is given, is many times the length over which they change
        Difference difference = id == "M17" ? new RiddersDifference(1e-3) : new RiddersDifference();
        foreach (double[] point in (double[][])[problem.Start, problem.NearStart()])
        {
            double[] approximate = new double[point.Length], exact = new double[point.Length];
            double value = DifferentiableFunction.FromValue(point.Length, problem.Function.Evaluate, difference).Evaluate(point, approximate);
            problem.Function.Evaluate(point, exact);
            double largest = exact.Max(Math.Abs);
            for (int j = 0; j < point.Length; j++)
            {
                // a step in units of x sees f/x beside the derivative
                Math.Abs(approximate[j] - exact[j]).Should()
                    .BeLessThanOrEqualTo(1e-11 * Math.Max(largest, Math.Abs(value) / Math.Max(1, Math.Abs(point[j]))), $"coordinate {j}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FromValue_EveryKind_AllocatesNothingAndLeavesThePoint(Difference difference)
    {
        IDifferentiableFunction function = DifferentiableFunction.FromValue(3, x => x[0] * x[1] * Math.Sin(x[2]), difference);
        double[] x = [1, 2, 3], gradient = new double[3];
        double sum = function.Evaluate(x, gradient) + function.Evaluate(x);

        GC.Collect(); // one in between would be charged with the rest of this thread's memory
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            sum += function.Evaluate(x, gradient) + function.Evaluate(x);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        x.Should().Equal(1, 2, 3);
        sum.Should().BeApproximately(404 * Math.Sin(3), 1e-11);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FromValue_EveryKind_GivesTheSlopeOfALineAndPassesNaNOn(Difference difference)
    {
        double[] gradient = new double[2];

        DifferentiableFunction.FromValue(2, x => 3 - (2 * x[0]) + (0.5 * x[1]), difference).Evaluate([1e3, -1e-3], gradient);
        gradient[0].Should().BeApproximately(-2, 1e-6);
        gradient[1].Should().BeApproximately(0.5, 1e-4);
        DifferentiableFunction.FromValue(2, x => Math.Sqrt(x[0]) + x[1], difference).Evaluate([-1, 2], gradient).Should().Be(double.NaN);
        gradient.Should().AllBeEquivalentTo(double.NaN);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void FromValue_ThreeCoordinates_TakesTheDocumentedValues(Difference difference, int count)
    {
        int calls = 0;
        IDifferentiableFunction function = DifferentiableFunction.FromValue(3, x => x[0] + x[1] + x[2] + (0 * calls++), difference);

        function.Evaluate([1, 2, 3], new double[3]).Should().Be(6);
        calls.Should().Be(count);
        function.Evaluate([1, 2, 3]).Should().Be(6);
        calls.Should().Be(count + 1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FromValue_FunctionThrows_PassesItThrough(Difference difference)
    {
        IDifferentiableFunction function = DifferentiableFunction.FromValue(1, x => x[0] == 1 ? 1 : throw new InvalidOperationException("mine"), difference);
        Action evaluate = () => function.Evaluate([1], new double[1]);

        evaluate.Should().Throw<InvalidOperationException>().WithMessage("mine");
    }

    /// <summary>hᵖ·∂ᵖ⁺¹f/∂xⱼᵖ⁺¹, by differences of the exact gradient over steps so long that they are no rounding.</summary>
    private static double Differenced(IDifferentiableFunction function, double[] point, int j, int order, double h)
    {
        double k = 7.4e-4 * Math.Max(1, Math.Abs(point[j])), sum = 0;
        (double Offset, double Weight)[] stencil = order switch
        {
            1 => [(1, 0.5), (-1, -0.5)],
            2 => [(1, 1), (0, -2), (-1, 1)],
            _ => [(2, 1), (1, -4), (0, 6), (-1, -4), (-2, 1)],
        };
        double[] moved = [.. point], gradient = new double[point.Length];
        foreach ((double offset, double weight) in stencil)
        {
            moved[j] = point[j] + (offset * k);
            function.Evaluate(moved, gradient);
            sum += weight * gradient[j];
        }

        return sum * Math.Pow(h / k, order);
    }

    /// <summary>The largest rounding of the values that a difference takes.</summary>
    private static double ValueRounding(IResidualFunction function, double[] point, int j, double h)
    {
        double[] r = new double[function.ResidualCount], jacobian = new double[r.Length * point.Length], moved = [.. point];
        double largest = 0;
        foreach (int offset in (int[])[-2, 0, 2])
        {
            moved[j] = point[j] + (offset * h);
            function.EvaluateResiduals(moved, r, jacobian);
            double[] rounding = Problems.ResidualRounding(20, moved, r, jacobian);
            largest = Math.Max(largest, r.Select((residual, i) => ((2 * Math.Abs(residual)) + rounding[i]) * rounding[i]).Sum());
        }

        return largest;
    }
}
