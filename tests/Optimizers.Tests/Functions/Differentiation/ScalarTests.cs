using System.Linq.Expressions;

namespace Optimizers.Tests;

public sealed class ScalarTests
{
    private static readonly Dictionary<string, (Expression<Func<double, double>> Expression, double[] At)> Elementary = new()
    {
        ["Add"] = (x => x + 3 + x, [0.3]),
        ["Subtract"] = (x => 3 - x - 1, [0.3]),
        ["Multiply"] = (x => 3 * x * x, [0.3, -2, 0]),
        ["Divide"] = (x => (2 / x) + (x / 3) + (x / (x + 1)), [0.3, -2]),
        ["Negate"] = (x => -x, [0.3]),
        ["Square"] = (x => x * x, [0.3, -2, 0]),
        ["Sqrt"] = (x => Math.Sqrt(x), [0.3, 2]),
        ["Cbrt"] = (x => Math.Cbrt(x), [0.3, -2]),
        ["Exp"] = (x => Math.Exp(x), [0.3, -2, 0]),
        ["Log"] = (x => Math.Log(x), [0.3, 2]),
        ["Sin"] = (x => Math.Sin(x), [0.3, -2, 0]),
        ["Cos"] = (x => Math.Cos(x), [0.3, -2, 0]),
        ["Tan"] = (x => Math.Tan(x), [0.3, -2, 0]),
        ["Asin"] = (x => Math.Asin(x), [0.3, -0.9, 0]),
        ["Acos"] = (x => Math.Acos(x), [0.3, -0.9, 0]),
        ["Atan"] = (x => Math.Atan(x), [0.3, -2, 0]),
        ["Sinh"] = (x => Math.Sinh(x), [0.3, -2, 0]),
        ["Cosh"] = (x => Math.Cosh(x), [0.3, -2, 0]),
        ["Tanh"] = (x => Math.Tanh(x), [0.3, -2, 0]),
        ["Abs"] = (x => Math.Abs(x), [0.3, -2]),
        ["Max"] = (x => Math.Max(x * x, x), [0.3, 2]),
        ["Min"] = (x => Math.Min(x * x, x), [0.3, 2]),
        ["Pow 2.5"] = (x => Math.Pow(x, 2.5), [0.3, 2]),
        ["Pow -3"] = (x => Math.Pow(x, -3), [0.3, -2]),
        ["Pow 7"] = (x => Math.Pow(x, 7), [0.3, -2, 0]),
        ["Pow x"] = (x => Math.Pow(x, x), [0.3, 2]),
        ["Pow of 3"] = (x => Math.Pow(3, x), [0.3, -2, 0]),
        ["Chain"] = (x => Math.Atanh(x), [0.3, -0.9, 0]),
    };

    public static TheoryData<string> Names => [.. Elementary.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluate_ElementaryFunction_AgreesWithTheExpressionAndWithDifferences(string name)
    {
        (Expression<Func<double, double>> expression, double[] points) = Elementary[name];
        ExpressionFunction symbolic = DifferentiableFunction.FromExpression(expression);
        foreach (IDifferentiableFunction function in Scalars.Both(1, new Named(name)))
        {
            foreach (double at in points)
            {
                ((double value, double[] gradient), (double expected, double[] derivative)) = (function.At(at), symbolic.At(at));

                // a few roundings: both write the same formulas in different orders
                value.Should().BeApproximately(expected, 1e-15 * Math.Abs(expected));
                gradient[0].Should().BeApproximately(derivative[0], 1e-14 * Math.Abs(derivative[0]));
                function.Evaluate([at]).Should().Be(value);
                GradientCheck.Compare(function, [at]).LargestRelativeError.Should().BeLessThan(1e-8);
            }
        }
    }

    [Theory]
    [InlineData("Abs", 0, 0, 0)]
    [InlineData("Abs", double.NaN, double.NaN, double.NaN)]
    [InlineData("Max", 1, 1, 2)]
    [InlineData("Min", 1, 1, 2)]
    [InlineData("Max", double.NaN, double.NaN, double.NaN)]
    [InlineData("Min", double.NaN, double.NaN, double.NaN)]
    [InlineData("Sqrt", 0, 0, double.PositiveInfinity)]
    [InlineData("Cbrt", 0, 0, double.PositiveInfinity)]
    [InlineData("Log", 0, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData("Log", -1, double.NaN, -1)]
    [InlineData("Pow 0", 0, 1, 0)]
    [InlineData("Pow 0", -2, 1, 0)]
    [InlineData("Pow 1", 0, 0, 1)]
    [InlineData("Pow 0.5", 0, 0, double.PositiveInfinity)]
    [InlineData("Pow -3", 0, double.PositiveInfinity, double.NegativeInfinity)]
    [InlineData("Pow 2.5", -1, double.NaN, double.NaN)]
    [InlineData("Pow of 0", 2, 0, 0)]
    [InlineData("Pow to 2", -3, 9, -6)]
    [InlineData("Pow to 0", 0, 1, 0)]
    public void Evaluate_AtKinksAndEdges_GivesWhatIsDocumented(string name, double at, double value, double derivative)
    {
        foreach (IDifferentiableFunction function in Scalars.Both(1, new Named(name)))
        {
            (double actual, double[] gradient) = function.At(at);

            actual.Should().Be(value);
            gradient[0].Should().Be(derivative);
            function.Evaluate([at]).Should().Be(value);
        }
    }

    [Fact]
    public void MaxAndMin_OneNaN_GiveItFromEitherSide()
    {
        foreach (IDifferentiableFunction function in (IDifferentiableFunction[])[.. Scalars.Both(2, new Named("Max2")), .. Scalars.Both(2, new Named("Min2"))])
        {
            function.Evaluate([double.NaN, 1], new double[2]).Should().Be(double.NaN);
            function.Evaluate([1, double.NaN], new double[2]).Should().Be(double.NaN);
            function.At(2, 2).Gradient.Should().Equal([1, 0], "the first argument's at the kink");
        }
    }

    [Fact]
    public void Pow_OfBoth_IsAsAccurateAsThePower()
    {
        // e^(v ln u) would be wrong by 700 roundings
        foreach (IDifferentiableFunction function in Scalars.Both(2, new Named("Pow2")))
        {
            (double value, double[] gradient) = function.At(10, 300);

            value.Should().Be(Math.Pow(10, 300));
            gradient[0].Should().BeApproximately(3e301, 1e-14 * 3e301);
            gradient[1].Should().BeApproximately(1e300 * Math.Log(10), 1e-14 * 1e301);
        }
    }

    [Fact]
    public void Chain_InfiniteDerivative_LeavesTheOtherPartialsAlone()
    {
        foreach (IDifferentiableFunction function in Scalars.Both(2, new Named("√x + y")))
        {
            function.At(0, 3).Gradient.Should().Equal(double.PositiveInfinity, 1);
        }
    }

    [Fact]
    public void Comparisons_CompareValues()
    {
        foreach (IDifferentiableFunction function in Scalars.Both(2, new Named("Comparisons")))
        {
            function.At(1, 2).Should().BeEquivalentTo((101001.0, (double[])[0, 0]));
            function.At(2, 1).Should().BeEquivalentTo((10101.0, (double[])[0, 0]));
            function.At(2, 2).Should().BeEquivalentTo((1110.0, (double[])[0, 0]));
            function.Evaluate([1, 2]).Should().Be(101001);
        }
    }

    private sealed class Named(string name) : IScalarFunction
    {
        public T Evaluate<T>(ReadOnlySpan<T> x)
            where T : struct, IScalar<T>
        {
            T u = x[0];
            return name switch
            {
                "Add" => u + 3 + u,
                "Subtract" => 3 - u - 1,
                "Multiply" => 3 * u * u,
                "Divide" => (2 / u) + (u / 3) + (u / (u + 1)),
                "Negate" => -u,
                "Square" => T.Square(u),
                "Sqrt" => T.Sqrt(u),
                "Cbrt" => T.Cbrt(u),
                "Exp" => T.Exp(u),
                "Log" => T.Log(u),
                "Sin" => T.Sin(u),
                "Cos" => T.Cos(u),
                "Tan" => T.Tan(u),
                "Asin" => T.Asin(u),
                "Acos" => T.Acos(u),
                "Atan" => T.Atan(u),
                "Sinh" => T.Sinh(u),
                "Cosh" => T.Cosh(u),
                "Tanh" => T.Tanh(u),
                "Abs" => T.Abs(u),
                "Max" => T.Max(u * u, u),
                "Min" => T.Min(u * u, u),
                "Pow x" => T.Pow(u, u),
                "Pow of 3" => T.Pow((T)3, u),
                "Pow of 0" => T.Pow((T)0, u),
                "Pow to 2" => T.Pow(u, (T)2),
                "Pow to 0" => T.Pow(u, (T)0),
                "Chain" => T.Chain(u, Math.Atanh(u.Value), 1 / (1 - (u.Value * u.Value))),
                "Max2" => T.Max(u, x[1]),
                "Min2" => T.Min(u, x[1]),
                "Pow2" => T.Pow(u, x[1]),
                "√x + y" => T.Sqrt(u) + x[1],
                "Comparisons" => Digits(u < x[1], u > x[1], u <= x[1], u >= x[1], u == x[1], u != x[1]),
                _ => T.Pow(u, double.Parse(name[4..])),
            };
        }

        private static double Digits(params ReadOnlySpan<bool> bits)
        {
            double digits = 0;
            foreach (bool bit in bits)
            {
                digits = (10 * digits) + (bit ? 1 : 0);
            }

            return digits;
        }
    }
}
