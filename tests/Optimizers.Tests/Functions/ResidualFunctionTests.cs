using Optimizers.TestFunctions;

namespace Optimizers.Tests;

public sealed class ResidualFunctionTests
{
    private static readonly double[] Point = [1.5, -0.5];

    public static TheoryData<string> All => Problems.All;

    public static TheoryData<string, IResidualFunction, double> Factories => new()
    {
        { "Create", ResidualFunction.Create(2, 3, Write), 1e-9 },
        { "Create with a difference", ResidualFunction.Create(2, 3, Write, new RiddersDifference()), 1e-11 },
        { "Create with a Jacobian", ResidualFunction.Create(2, 3, Write, WriteJacobian), 0 },
        { "Forward", ResidualFunction.Forward(2, 3, new Curve()), 0 },
    };

    public static TheoryData<string, IResidualFunction> Kinds => new()
    {
        { "Create", ResidualFunction.Create(2, 3, Write) },
        { "Create with a Jacobian", ResidualFunction.Create(2, 3, Write, WriteJacobian) },
        { "Forward", ResidualFunction.Forward(2, 3, new Curve()) },
    };

    [Theory]
    [MemberData(nameof(Factories))]
    public void Factory_GivesValueGradientResidualsAndJacobian(string name, IResidualFunction function, double tolerance)
    {
        double[] r = new double[3], jacobian = [.. Enumerable.Repeat(double.NaN, 6)], gradient = [double.NaN, double.NaN], expected = new double[6];
        WriteJacobian(Point, expected);

        (function.Dimension, function.ResidualCount).Should().Be((2, 3), name);
        function.EvaluateResiduals(Point, r);
        r.Should().Equal(3.5, -0.75, Math.Exp(1.5));
        function.EvaluateResiduals(Point, r, jacobian);
        r.Should().Equal(3.5, -0.75, Math.Exp(1.5));
        jacobian.Should().Equal(expected, (a, b) => Math.Abs(a - b) <= tolerance);

        double value = function.Evaluate(Point, gradient);
        value.Should().BeApproximately((3.5 * 3.5) + (0.75 * 0.75) + Math.Exp(3), 1e-14 * 33);
        function.Evaluate(Point).Should().Be(value, "the value alone has the same bits");
        for (int j = 0; j < 2; j++)
        {
            double product = 2 * Enumerable.Range(0, 3).Sum(i => jacobian[(2 * i) + j] * r[i]);
            gradient[j].Should().BeApproximately(product, 1e-14 * 60, "it is 2Jᵀr, in any order of summation");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void EvaluateResiduals_TestFunctions_SquaresAndJacobianAreThoseOfValueAndGradient(string id)
    {
        TestFunction problem = Problems.Get(id);
        double[] point = problem.NearStart(), r = new double[problem.Function.ResidualCount], alone = new double[r.Length];
        double[] jacobian = new double[r.Length * point.Length], gradient = new double[point.Length];
        problem.Function.EvaluateResiduals(point, r, jacobian);
        problem.Function.EvaluateResiduals(point, alone);
        double value = problem.Function.Evaluate(point, gradient);

        alone.Should().Equal(r);
        value.Should().BeApproximately(r.Sum(residual => residual * residual), 1e-14 * value);
        double[] product = [.. point.Select((_, j) => 2 * r.Select((residual, i) => jacobian[(i * point.Length) + j] * residual).Sum())];
        // sums of up to a hundred products in another order
        Problems.RelativeError(gradient, product).Should().BeLessThan(1e-13);
        problem.Reverse.Evaluate(point, product).Should().BeApproximately(value, 1e-14 * value);
        Problems.RelativeError(gradient, product).Should().BeLessThan(1e-13, "dual numbers and the tape are both exact");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Evaluate_WrongLengths_Throws(string name, IResidualFunction function)
    {
        double[] gradient = [7, 7], r = [7, 7, 7], jacobian = [7, 7, 7, 7, 7, 7];
        const string shortPoint = "The point has 1 coordinate; the function takes 2.*";

        Refused(() => function.Evaluate([1]), shortPoint, "point");
        Refused(() => function.Evaluate([1], gradient), shortPoint, "point");
        Refused(() => function.Evaluate([1, 2], new double[3]), "The gradient has 3 coordinates; the function takes 2.*", "gradient");
        Refused(() => function.EvaluateResiduals([1], r), shortPoint, "point");
        Refused(() => function.EvaluateResiduals([1], r, jacobian), shortPoint, "point");
        Refused(() => function.EvaluateResiduals([1, 2], new double[2]), "There are 2 places for 3 residuals.*", "residuals");
        Refused(() => function.EvaluateResiduals([1, 2], new double[4], jacobian), "There are 4 places for 3 residuals.*", "residuals");
        Refused(() => function.EvaluateResiduals([1, 2], r, new double[3]), "There are 3 places for 6 partial derivatives.*", "jacobian");
        gradient.Concat(r).Concat(jacobian).Should().AllBeEquivalentTo(7.0, $"{name} writes nothing");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Evaluate_AfterTheFirst_AllocatesNothing(string name, IResidualFunction function)
    {
        double[] gradient = new double[2], r = new double[3], jacobian = new double[6];
        double sum = Run();

        GC.Collect(); // one in between would be charged with the rest of this thread's memory
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            sum += Run();
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0, name);
        sum.Should().BePositive();

        double Run()
        {
            function.EvaluateResiduals(Point, r, jacobian);
            function.EvaluateResiduals(Point, r);
            return function.Evaluate(Point, gradient) + function.Evaluate(Point);
        }
    }

    [Fact]
    public void Factories_RefuseNullAndCountsBelowOne()
    {
        Action[] none =
        [
            () => ResidualFunction.Create(1, 1, null!), () => ResidualFunction.Create(1, 1, null!, WriteJacobian),
                () => ResidualFunction.Create(1, 1, Write, jacobian: null!),
            () => ResidualFunction.Forward<Curve>(1, 1, null!),
        ];

        none.Should().AllSatisfy(create => create.Should().Throw<ArgumentNullException>());
        Refused(() => ResidualFunction.Create(0, 1, Write), "dimension must be at least 1; it is 0.*", "dimension");
        Refused(() => ResidualFunction.Create(1, 0, Write, WriteJacobian), "residualCount must be at least 1; it is 0.*", "residualCount");
        Refused(() => ResidualFunction.Forward(1, -1, new Curve()), "residualCount must be at least 1; it is -1.*", "residualCount");
    }

    private static void Write(ReadOnlySpan<double> x, Span<double> r) => (r[0], r[1], r[2]) = (x[0] + 2, x[0] * x[1], Math.Exp(x[0]));

    private static void WriteJacobian(ReadOnlySpan<double> x, Span<double> jacobian)
    {
        (jacobian[0], jacobian[1]) = (1, 0);
        (jacobian[2], jacobian[3]) = (x[1], x[0]);
        (jacobian[4], jacobian[5]) = (Math.Exp(x[0]), 0);
    }

    private sealed class Curve : IScalarResiduals
    {
        public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> residuals)
            where T : struct, IScalar<T>
        {
            residuals[0] = x[0] + 2;
            residuals[1] = x[0] * x[1];
            residuals[2] = T.Exp(x[0]);
        }
    }
}
