using System.Linq.Expressions;

namespace Optimizers.Tests;

public sealed class ExpressionFunctionTests
{
    private readonly double _field = 2.5;

    public static TheoryData<Expression<Func<double, double>>, string, string> Printed => new()
    {
        { x => (x * x) + (2 * x) + 3, "x² + 2x + 3", "2x + 2" },
        { x => -((x * x) + (2 * x) + 3), "-(x² + 2x + 3)", "-(2x + 2)" },
        { x => Math.Pow(x, 3) - (4 * x), "x³ - 4x", "3x² - 4" },
        { x => 7, "7", "0" },
        { x => x, "x", "1" },
        { x => +x / 2, "0.5x", "0.5" },
        { x => 1 / x, "1/x", "-1/x²" },
        { x => 3 / (x * x), "3/x²", "-6/x³" },
        { x => Math.Sqrt(x), "√x", "1/(2√x)" },
        { x => Math.Exp(-x * x), "exp(-x²)", "-2x·exp(-x²)" },
        { x => Math.Sin(x) * Math.Cos(x), "sin(x)·cos(x)", "cos(x)² - sin(x)²" },
        { x => Math.Abs(x - 1), "|x - 1|", "sign(x - 1)" },
        { x => Math.Log(x), "ln(x)", "1/x" },
        { x => Math.Pow(2, x), "2^x", "0.6931471805599453·2^x" },
        { x => x * Math.PI, "πx", "π" },
        { x => x + x + x - (3 * x), "0", "0" },
        { x => x > 0 ? x * x : -x, "((x > 0) ? x² : -x)", "((x > 0) ? 2x : -1)" },
    };

    public static TheoryData<Expression<Func<double, double>>, double> Kin => new()
    {
        { x => Math.Pow(x, 2.5), 1.3 },
        { x => Math.Pow(2.5, x), 1.3 },
        { x => Math.Pow(x, x), 1.3 },
        { x => Math.Pow(x, -3), -1.3 },
        { x => Math.Pow(x, 7), -1.3 },
        { x => Math.Sqrt(x), 2 },
        { x => Math.Cbrt(x), -2 },
        { x => Math.Exp(x), 0.3 },
        { x => Math.Log(x), 0.3 },
        { x => Math.Log(x, 3), 0.3 },
        { x => Math.Log2(x), 0.3 },
        { x => Math.Log10(x), 0.3 },
        { x => Math.Sin(x), 0.3 },
        { x => Math.Cos(x), 0.3 },
        { x => Math.Tan(x), 0.3 },
        { x => Math.Asin(x), 0.3 },
        { x => Math.Acos(x), 0.3 },
        { x => Math.Atan(x), 0.3 },
        { x => Math.Sinh(x), 0.3 },
        { x => Math.Cosh(x), 0.3 },
        { x => Math.Tanh(x), 0.3 },
        { x => Math.Asinh(x), 0.3 },
        { x => Math.Acosh(x), 1.3 },
        { x => Math.Atanh(x), 0.3 },
        { x => Math.Abs(x), -0.3 },
        { x => Math.Max(x * x, x), 0.3 },
        { x => Math.Max(x * x, x), 1.3 },
        { x => Math.Min(x * x, x), 0.3 },
        { x => Math.FusedMultiplyAdd(x, x, x), 0.3 },
        { x => double.Exp(x) / (1 + double.Exp(x)), 0.3 },
        { x => (x < 1 ? Math.Log(x) : x - 1) * x, 0.3 },
        { x => (x < 1 ? Math.Log(x) : x - 1) * x, 1.3 },
        { x => Math.Sin(Math.Sqrt(1 + (x * x))) / (x - 4), 0.3 },
    };

    [Theory]
    [MemberData(nameof(Printed))]
    public void ToString_OfFunctionAndDerivative_ReadsLikeAPersonsWriting(Expression<Func<double, double>> expression, string formula, string derivative)
    {
        ExpressionFunction function = DifferentiableFunction.FromExpression(expression);

        function.ToString().Should().Be(formula);
        function.Derivative().ToString().Should().Be(derivative);
    }

    [Theory]
    [MemberData(nameof(Kin))]
    public void Evaluate_EveryFunctionWithARule_AgreesWithDifferences(Expression<Func<double, double>> expression, double at)
    {
        ExpressionFunction function = DifferentiableFunction.FromExpression(expression);

        function.Evaluate([at]).Should().Be(expression.Compile()(at), "the value is computed as written");
        GradientCheck.Compare(function, [at]).LargestRelativeError.Should().BeLessThan(1e-8, function.ToString());
        GradientCheck.Compare(function.Derivative(), [at]).LargestRelativeError.Should().BeLessThan(1e-8, function.Derivative().ToString());
    }

    [Fact]
    public void Evaluate_SeveralParameters_GivesAllPartialDerivatives()
    {
        ExpressionFunction two = DifferentiableFunction.FromExpression((x, y) => 4 - (x * x) - ((y - 1) * (y - 1)));
        ExpressionFunction three = DifferentiableFunction.FromExpression((x, y, z) => (x * y) + (y * z * z));
        ExpressionFunction four = DifferentiableFunction.FromExpression((a, b, c, d) => (a * b) - (c * d));
        double[] g2 = new double[2], g3 = new double[3], g4 = new double[4];

        two.Evaluate([3, -2], g2).Should().Be(-14);
        g2.Should().Equal(-6, 6);
        three.Evaluate([2, 3, 5], g3).Should().Be(81);
        g3.Should().Equal(3, 27, 30);
        four.Evaluate([2, 3, 5, 7], g4).Should().Be(-29);
        g4.Should().Equal(3, 2, -7, -5);
        two.ToString().Should().Be("4 - x² - (y - 1)²");
        two.Derivative(1).ToString().Should().Be("-2(y - 1)");
        three.ToString().Should().Be("xy + yz²");
        three.Derivative(2).ToString().Should().Be("2yz");
    }

    [Fact]
    public void Derivative_OfDerivative_IsTheSecond()
    {
        ExpressionFunction cube = DifferentiableFunction.FromExpression(x => x * x * x);

        cube.Derivative().Derivative().ToString().Should().Be("6x");
        cube.Derivative().Derivative().Evaluate([2]).Should().Be(12);
    }

    [Fact]
    public void Evaluate_CapturedVariables_AreReadAnewAndPrintByName()
    {
        double a = 3;
        int n = 2;
        ExpressionFunction function = DifferentiableFunction.FromExpression(x => (a * x * x) + (n * x) + _field);
        double[] g = new double[1];

        function.ToString().Should().Be("ax² + nx + _field");
        function.Derivative().ToString().Should().Be("2ax + n");
        function.Evaluate([1], g).Should().Be(7.5);
        g[0].Should().Be(8);
        a = 10;
        function.Evaluate([1], g).Should().Be(14.5);
        g[0].Should().Be(22);
    }

    [Fact]
    public void Evaluate_AtKinks_GivesTheDocumentedSubgradient()
    {
        double[] g = new double[1];
        DifferentiableFunction.FromExpression(x => Math.Abs(x)).Evaluate([0], g);
        g[0].Should().Be(0);
        DifferentiableFunction.FromExpression(x => Math.Max(x, -x)).Evaluate([0], g);
        g[0].Should().Be(1);
        DifferentiableFunction.FromExpression(x => Math.Abs(x)).Evaluate([double.NaN], g).Should().Be(double.NaN);
        g[0].Should().Be(double.NaN);
    }

    [Fact]
    public void Evaluate_PointAndGradientInOneSpan_GivesTheRightGradient()
    {
        ExpressionFunction function = DifferentiableFunction.FromExpression((x, y) => x * x * y);
        double[] both = [2, 3];

        function.Evaluate(both, both).Should().Be(12);

        both.Should().Equal(12, 4);
    }

    [Fact]
    public void Evaluate_AfterTheFirst_AllocatesNothing()
    {
        ExpressionFunction function = DifferentiableFunction.FromExpression((x, y) => Math.Exp(x) * Math.Sin(y));
        double[] x = [1, 2], g = new double[2];
        double sum = function.Evaluate(x, g) + function.Evaluate(x);

        GC.Collect(); // one in between would be charged with the rest of this thread's memory
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            sum += function.Evaluate(x, g) + function.Evaluate(x);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        sum.Should().NotBe(0);
    }

    [Fact]
    public void FromExpression_NoRule_SaysWhatLacksOne()
    {
        Refused(x => Math.Floor(x), "Math.Floor has no derivative rule.");
        Refused(x => Math.IEEERemainder(x, 2), "Math.IEEERemainder has no derivative rule.");
        Refused(x => x % 2, "The operator Modulo in (x % 2) has no derivative rule.");
        Refused(x => (int)x, "The conversion to Int32 in Convert(x, Int32) has no derivative rule.");
        Refused(x => Half(x), "ExpressionFunctionTests.Half has no derivative rule.");
        Func<double, double> own = x => x;
        Refused(x => own(x), "Invoke in Invoke(*) has no derivative rule.");
    }

    [Fact]
    public void Evaluate_WrongLengths_Throws()
    {
        ExpressionFunction function = DifferentiableFunction.FromExpression((x, y) => x + y);
        Action point = () => function.Evaluate([1.0]);
        Action gradient = () => function.Evaluate([1.0, 2.0], new double[3]);
        Action coordinate = () => function.Derivative(2);

        point.Should().Throw<ArgumentException>().WithMessage("The point has 1 coordinate; the expression has 2.*");
        gradient.Should().Throw<ArgumentException>().WithMessage("The gradient has 3 coordinates; the expression has 2.*");
        coordinate.Should().Throw<ArgumentOutOfRangeException>().WithMessage("The expression has 2 parameters; 2 is not one of 0 … 1.*");
    }

    private static double Half(double x) => x / 2;

    private static void Refused(Expression<Func<double, double>> expression, string message)
    {
        Action create = () => DifferentiableFunction.FromExpression(expression);

        create.Should().Throw<NotSupportedException>().WithMessage(message);
    }
}
