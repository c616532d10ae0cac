using Optimizers.TestFunctions;

namespace Optimizers.Tests;

public sealed class GradientCheckTests
{
    [Fact]
    public void Compare_RightGradient_FindsNoError()
    {
        ExpressionFunction function = DifferentiableFunction.FromExpression((x, y) => (100 * (y - (x * x)) * (y - (x * x))) + ((1 - x) * (1 - x)));

        GradientCheck.Compare(function, [-1.2, 1]).LargestRelativeError.Should().BeLessThan(1e-9);
    }

    public static TheoryData<string> All => Problems.All;

    [Theory]
    [MemberData(nameof(All))]
    public void Compare_TestFunctions_FindsNoError(string id)
    {
        TestFunction problem = Problems.Get(id);

        // 2e-6 where the value is a million times the partial derivative or changes over lengths of 1/320, else 1e-7
        double bound = id is "M04" or "M17" ? 2e-6 : 1e-7;
        foreach (double[] point in (double[][])[problem.Start, problem.NearStart()])
        {
            GradientCheck.Compare(problem.Function, point).LargestRelativeError.Should().BeLessThan(bound);
            GradientCheck.Compare(problem.Reverse, point).LargestRelativeError.Should().BeLessThan(bound);
        }
    }

    [Fact]
    public void Compare_OneWrongCoordinate_NamesIt()
    {
        IDifferentiableFunction wrong = DifferentiableFunction.Create(3, (x, g) =>
        {
            (g[0], g[1], g[2]) = (2 * x[0], 2.02 * x[1], 2 * x[2]);
            return (x[0] * x[0]) + (x[1] * x[1]) + (x[2] * x[2]);
        });

        GradientComparison found = GradientCheck.Compare(wrong, [1, 2, 3]);

        found.Coordinate.Should().Be(1);
        found.Analytic.Should().Be(4.04);
        found.Numerical.Should().BeApproximately(4, 1e-9);
        found.LargestRelativeError.Should().BeApproximately(0.04 / 4.04, 1e-9);
        found.ToString().Should().StartWith("largest relative error 0.0099 at coordinate 1: the function gives 4.04, differences give 4");
    }

    [Fact]
    public void Compare_CoordinateUnsetOrAddedTo_NamesItAndTheFault()
    {
        IDifferentiableFunction forgets = DifferentiableFunction.Create(4, (x, g) =>
        {
            (g[0], g[1], g[2]) = (1, 1, 1);
            return x[0] + x[1] + x[2] + x[3];
        });
        IDifferentiableFunction adds = DifferentiableFunction.Create(2, (x, g) =>
        {
            g[0] = 1;
            g[1] += 1;
            return x[0] + x[1];
        });

        GradientComparison unset = GradientCheck.Compare(forgets, [1, 2, 3, 4]), added = GradientCheck.Compare(adds, [1, 2]);

        (unset.Coordinate, added.Coordinate).Should().Be((3, 1));
        unset.LargestRelativeError.Should().Be(double.NaN);
        unset.ToString().Should().Be("the gradient function leaves coordinate 3 unset");
        added.LargestRelativeError.Should().Be(double.NaN);
        added.ToString().Should().Be("the gradient function adds to what is at coordinate 1 in place of writing it");
    }

    [Fact]
    public void Compare_NaN_IsTheWorstError()
    {
        IDifferentiableFunction broken = DifferentiableFunction.Create(2, (x, g) =>
        {
            (g[0], g[1]) = (5, double.NaN);
            return x[0];
        });

        GradientComparison found = GradientCheck.Compare(broken, [1, 2]);

        found.Coordinate.Should().Be(1);
        found.LargestRelativeError.Should().Be(double.NaN);
    }

    [Fact]
    public void Compare_PartialOfZero_IsNoError()
    {
        // ∂f/∂y is 0, where rounding of a large value is all that a difference sees
        GradientCheck.Compare(DifferentiableFunction.FromExpression((x, y) => 1e6 + Math.Sin(x) + (0 * y)), [1, 1])
            .LargestRelativeError.Should().BeLessThan(1e-6);
    }

    [Fact]
    public void Compare_BadPoint_Throws()
    {
        ExpressionFunction function = DifferentiableFunction.FromExpression((x, y) => x + y);
        Action shortPoint = () => GradientCheck.Compare(function, [1]);
        Action notFinite = () => GradientCheck.Compare(function, [1, double.NaN]);
        Action none = () => GradientCheck.Compare(null!, [1]);

        shortPoint.Should().Throw<ArgumentException>().WithMessage("The point has 1 coordinate; the function takes 2.*");
        notFinite.Should().Throw<ArgumentException>().WithMessage("Coordinate 1 of the point is NaN; every coordinate must be finite.*");
        none.Should().Throw<ArgumentNullException>();
    }
}
