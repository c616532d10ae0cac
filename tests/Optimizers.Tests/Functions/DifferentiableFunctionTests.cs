namespace Optimizers.Tests;

public sealed class DifferentiableFunctionTests
{
    [Fact]
    public void Create_Delegate_GivesValueWithAndWithoutGradient()
    {
        IDifferentiableFunction function = DifferentiableFunction.Create(2, (x, g) =>
        {
            (g[0], g[1]) = (2 * x[0], 3);
            return (x[0] * x[0]) + (3 * x[1]);
        });
        double[] gradient = new double[2];

        function.Dimension.Should().Be(2);
        function.Evaluate([2, 1], gradient).Should().Be(7);
        gradient.Should().Equal(4, 3);
        function.Evaluate([2, 1]).Should().Be(7);
    }

    [Fact]
    public void Create_FiniteSum_EvaluatesTheWholeAndBatches()
    {
        // fᵢ(x) = (x − i)²
        IFiniteSumFunction function = DifferentiableFunction.Create(1, 4, (x, samples, g) =>
        {
            double value = 0;
            g[0] = 0;
            foreach (int i in samples)
            {
                value += (x[0] - i) * (x[0] - i) / samples.Length;
                g[0] += 2 * (x[0] - i) / samples.Length;
            }

            return value;
        });
        double[] gradient = new double[1];

        function.SampleCount.Should().Be(4);
        function.Evaluate([0], gradient).Should().Be(3.5);
        gradient[0].Should().Be(-3);
        function.Evaluate([0], [3, 3], gradient).Should().Be(9);
        gradient[0].Should().Be(-6);
    }

    [Fact]
    public void FromValue_ForwardDifferenceWithAGivenStep_IsTheQuotient()
    {
        IDifferentiableFunction function = DifferentiableFunction.FromValue(1, x => (x[0] * x[0]) + (2 * x[0]) + 3, new ForwardDifference(1e-5));
        double[] gradient = new double[1];

        function.Evaluate([1.5], gradient).Should().Be(8.25);

        static double F(double x) => (x * x) + (2 * x) + 3;
        gradient[0].Should().Be((F(1.5 + 1e-5) - F(1.5)) / 1e-5);
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(0.3)]
    [InlineData(-7)]
    [InlineData(-4e6)]
    public void FromValue_OwnStep_IsRightAtEveryScale(double at)
    {
        // f = x³: the exact derivative is 3x²
        double[] forward = new double[1], central = new double[1];
        DifferentiableFunction.FromValue(1, x => x[0] * x[0] * x[0], new ForwardDifference()).Evaluate([at], forward);
        DifferentiableFunction.FromValue(1, x => x[0] * x[0] * x[0]).Evaluate([at], central);

        // truncation and rounding together: a few times √ε and ε^⅔ of the function's scale
        double scale = Math.Max(1, at * at);
        forward[0].Should().BeApproximately(3 * at * at, 2e-7 * scale);
        central[0].Should().BeApproximately(3 * at * at, 4e-10 * scale);
    }

    [Fact]
    public void FromValue_SeveralCoordinates_MovesOneAtATime()
    {
        IDifferentiableFunction function = DifferentiableFunction.FromValue(3, x => x[0] + (10 * x[1]) + (100 * x[2] * x[0]), new CentralDifference(0.5));
        double[] gradient = new double[3];

        function.Evaluate([1, 2, 3], gradient).Should().Be(321);
        gradient.Should().Equal(301, 10, 100);
        function.Evaluate([1, 2, 3]).Should().Be(321);
    }

    [Fact]
    public void Differences_AreValues()
    {
        new CentralDifference(1e-3).Should().Be(new CentralDifference { Step = 1e-3 });
        new CentralDifference().Should().NotBe(new CentralDifference(1e-3));
        foreach (double step in (double[])[0, -1, double.NaN, double.PositiveInfinity])
        {
            Action set = () => _ = new ForwardDifference(step);
            set.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("Step");
        }
    }

    public static TheoryData<string, IDifferentiableFunction> Kinds => new()
    {
        { "Create", DifferentiableFunction.Create(2, (_, g) => g[0] = 1) },
        { "Create of a sum", DifferentiableFunction.Create(2, 3, (_, _, g) => g[0] = 1) },
        { "FromValue", DifferentiableFunction.FromValue(2, x => x[0]) },
        { "Forward", DifferentiableFunction.Forward(2, new Scalars.Chain()) },
        { "Reverse", DifferentiableFunction.Reverse(2, new Scalars.Chain()) },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Evaluate_WrongLengths_Throws(string name, IDifferentiableFunction function)
    {
        double[] gradient = [7, 7, 7];

        Refused(() => function.Evaluate([1]), "The point has 1 coordinate; the function takes 2.*", "point");
        Refused(() => function.Evaluate([1, 2, 3]), "The point has 3 coordinates; the function takes 2.*", "point");
        Refused(() => function.Evaluate([1], gradient.AsSpan(0, 2)), "The point has 1 coordinate; the function takes 2.*", "point");
        Refused(() => function.Evaluate([1, 2], gradient), "The gradient has 3 coordinates; the function takes 2.*", "gradient");
        Refused(() => function.Evaluate([1, 2], gradient.AsSpan(0, 1)), "The gradient has 1 coordinate; the function takes 2.*", "gradient");
        gradient.Should().Equal([7, 7, 7], $"{name} writes nothing");
        if (function is IFiniteSumFunction sum)
        {
            Refused(() => sum.Evaluate([1], [0], gradient.AsSpan(0, 2)), "The point has 1 coordinate; the function takes 2.*", "point");
        }
    }

    [Fact]
    public void Factories_RefuseNullAndNoCoordinates()
    {
        Action[] none =
        [
            () => DifferentiableFunction.Create(1, null!),
            () => DifferentiableFunction.Create(1, 1, null!),
            () => DifferentiableFunction.FromValue(1, null!),
            () => DifferentiableFunction.Forward<Scalars.Chain>(1, null!),
            () => DifferentiableFunction.Reverse<Scalars.Chain>(1, null!),
            () => DifferentiableFunction.FromExpression((System.Linq.Expressions.Expression<Func<double, double>>)null!),
        ];
        Action[] empty =
        [
            () => DifferentiableFunction.Create(0, (_, _) => 0),
            () => DifferentiableFunction.Create(0, 1, (_, _, _) => 0),
            () => DifferentiableFunction.FromValue(0, _ => 0),
            () => DifferentiableFunction.Forward(0, new Scalars.Chain()),
            () => DifferentiableFunction.Reverse(0, new Scalars.Chain()),
        ];

        none.Should().AllSatisfy(create => create.Should().Throw<ArgumentNullException>());
        empty.Should().AllSatisfy(create => create.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("dimension"));
        Action noSamples = () => DifferentiableFunction.Create(1, 0, (_, _, _) => 0);
        noSamples.Should().Throw<ArgumentOutOfRangeException>().WithMessage("sampleCount must be at least 1; it is 0.*");
    }
}
