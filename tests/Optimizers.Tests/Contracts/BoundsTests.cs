namespace Optimizers.Tests;

/// <summary>Whatever the method, no point outside the box is evaluated: not by the run, not by differences, not to explain.</summary>
public sealed class BoundsTests
{
    private static readonly Dictionary<string, Func<Box, IOptimizer>> Methods = new()
    {
        ["Lbfgsb"] = box => new Lbfgsb(box),
        ["LbfgsbMoreThuente"] = box => new Lbfgsb(box) { LineSearch = new MoreThuente() },
        ["ProximalGradient"] = box => new ProximalGradient(box),
        ["AcceleratedProximalGradient"] = box => new AcceleratedProximalGradient(box),
        ["ProjectedAdam"] = box => new Projected(new Adam { LearningRate = 0.1 }, box),
        ["ProjectedGradientDescent"] = box => new Projected(new GradientDescent { LearningRate = 0.01 }, box),
        ["Lookahead"] = box => new Lookahead(new Projected(new Adam { LearningRate = 0.1 }, box)),
        ["Split"] = box => new Split(
            1, new Projected(new GradientDescent { LearningRate = 0.01 }, Part(box, 0)), new Projected(new Adam { LearningRate = 0.1 }, Part(box, 1))),
        ["Supervised"] = box => new Supervised(new Projected(new Adam { LearningRate = 0.1 }, box)),
    };

    private static readonly Dictionary<string, Box> Boxes = new()
    {
        ["active"] = new Box([0, 2], [0.5, 3]),
        ["narrow"] = new Box([0.3, -1e-9], [0.3 + 1e-9, 1e-9]),
        ["half"] = new Box([0, double.NegativeInfinity], [double.PositiveInfinity, 0.25]),
        ["fixed"] = new Box([0.5, -2], [0.5, 2]),
        ["pinned"] = new Box([1e6, 1e-9], [1e6, 2e-9]),
        ["wide"] = new Box([-4, -3], [5, 6]),
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string method in Methods.Keys)
            {
                foreach (string box in Boxes.Keys)
                {
                    cases.Add(method, box);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Minimize_ByValuesAlone_EvaluatesInTheBoxOnly(string method, string box)
    {
        foreach (Difference difference in (Difference[])[new ForwardDifference(), new CentralDifference(),
            new FivePointDifference(), new RiddersDifference(), new CentralDifference(0.1)])
        {
            var watched = new Watched(Boxes[box], 2, x => Math.Pow(x[0] - 1, 2) + Math.Pow(x[1] - (x[0] * x[0]), 2));
            OptimizationResult result = Methods[method](Boxes[box])
                .Minimize(watched.ByValue(difference), [-1.2, 1], new StoppingCriteria { MaxIterations = 60 });

            result.Explain().Should().NotBeEmpty();
            watched.Outside.Should().Be(0, $"{difference}");
            Boxes[box].Contains(result.Point).Should().BeTrue();
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Explain_AfterNoIteration_EvaluatesInTheBoxOnly(string method, string box)
    {
        foreach (double[] start in (double[][])[[-1.2, 1], [0, 0], [100, -100]])
        {
            var watched = new Watched(Boxes[box], 2, x => Math.Pow(x[0] - 1, 2) + Math.Pow(x[1] - (x[0] * x[0]), 2));
            Methods[method](Boxes[box]).Minimize(watched.WithGradient(1), start, new StoppingCriteria { MaxIterations = 0 }).Explain().Should().NotBeEmpty();
            Methods[method](Boxes[box]).Minimize(watched.WithGradient(2), start, new StoppingCriteria { MaxIterations = 3 }).Explain().Should().NotBeEmpty();

            watched.Outside.Should().Be(0);
        }
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.0)]
    [InlineData(10.0)]
    public void Lbfgsb_DomainThatEndsAtTheBound_IsMinimizedThere(double start)
    {
        var watched = new Watched(new Box(0, 10), 1, x => (x[0] * Math.Sqrt(x[0])) + x[0]);

        OptimizationResult result = new Lbfgsb(new Box(0, 10)).Minimize(watched.ByValue(), [start]);

        result.Converged.Should().BeTrue();
        result.Point[0].Should().Be(0);
        watched.Outside.Should().Be(0);
    }

    [Fact]
    public void Explain_UserThrowsOutside_IsNotThrown()
    {
        IDifferentiableFunction function = DifferentiableFunction.FromValue(
            1, x => x[0] is >= 0 and <= 10 ? (x[0] * Math.Sqrt(x[0])) + x[0] : throw new InvalidOperationException($"{x[0]} is outside."));

        new Lbfgsb(new Box(0, 10)).Minimize(function, [10.0], new StoppingCriteria { MaxIterations = 0 })
            .Explain().Should().StartWith("Not converged: iteration limit.");
        new Lbfgsb(new Box(0, 10)).Minimize(function, [0.0], new StoppingCriteria { MaxIterations = 0 }).Explain().Should().StartWith("Converged");
    }

    [Fact]
    public void Lbfgsb_LogarithmDownToItsBound_IsMinimizedThere()
    {
        // least 3x − log x at 1/3; and −log x within [1e-8, 2] at 2, log x at 1e-8
        Check(x => (3 * x[0]) - Math.Log(x[0]), new Box(1e-8, double.PositiveInfinity), 1.0 / 3, 1e-7);
        Check(x => -Math.Log(x[0]), new Box(1e-8, 2), 2, 0);
        Check(x => Math.Log(x[0]), new Box(1e-8, 2), 1e-8, 0);
        Check(x => -Math.Sqrt(2 - x[0]) - x[0], new Box(double.NegativeInfinity, 2), 1.75, 1e-7);

        static void Check(Func<double[], double> f, Box box, double expected, double tolerance)
        {
            foreach (double start in (double[])[1, box.Lower(0), box.Upper(0)])
            {
                if (double.IsFinite(start))
                {
                    var watched = new Watched(box, 1, f);
                    OptimizationResult result = new Lbfgsb(box).Minimize(watched.ByValue(), [start]);

                    watched.Outside.Should().Be(0);
                    result.Point[0].Should().BeApproximately(expected, tolerance * expected);
                }
            }
        }
    }

    [Fact]
    public void Fixed_Coordinate_IsNotProbed()
    {
        List<double> seen = [];
        IDifferentiableFunction function = DifferentiableFunction.FromValue(2, x =>
        {
            seen.Add(x[1]);
            return Math.Pow(x[0] - 3, 2) + (x[1] * x[0]);
        });

        OptimizationResult result = new Lbfgsb(new Box([-10, 0.7], [10, 0.7])).Minimize(function, [1, 0.7]);

        result.Point[0].Should().BeApproximately(2.65, 1e-8);
        seen.Should().AllBeEquivalentTo(0.7);
    }

    [Theory]
    [InlineData("simplex")]
    [InlineData("nonNegative")]
    [InlineData("infinityBall")]
    [InlineData("ball")]
    public void Minimize_OverOtherSets_EvaluatesInTheBoxAroundThem(string name)
    {
        (ConvexSet set, Box around) = name switch
        {
            "simplex" => ((ConvexSet)new Simplex(2), new Box(0, 2)),
            "nonNegative" => (new NonNegative(), new Box(0, double.PositiveInfinity)),
            "infinityBall" => (new LInfinityBall(0.5), new Box(-0.5, 0.5)),
            _ => (new L2Ball(0.5), new Box(-0.5, 0.5)),
        };
        foreach (IOptimizer optimizer in (IOptimizer[])[new ProximalGradient(set), new AcceleratedProximalGradient(set),
            new Projected(new GradientDescent { LearningRate = 0.05 }, set)])
        {
            var watched = new Watched(around, 2, x => Math.Pow(x[0] + 1, 2) + Math.Pow(x[1] - 3, 2));
            OptimizationResult result = optimizer.Minimize(watched.ByValue(), [1, 1], new StoppingCriteria { MaxIterations = 500 });

            result.Explain().Should().NotBeEmpty();
            watched.Outside.Should().Be(0);
            double[] expected =
                name switch { "simplex" => [0, 2], "nonNegative" => [0, 3], "infinityBall" => [-0.5, 0.5], _ => [-0.5 / Math.Sqrt(10), 1.5 / Math.Sqrt(10)] };
            result.Point.Zip(expected, (x, e) => Math.Abs(x - e)).Max().Should().BeLessThan(1e-5);
        }
    }

    [Fact]
    public void LevenbergMarquardt_ResidualsByDifferences_EvaluateInTheBoxOnly()
    {
        var box = new Box([0, 0.2], [0.9, 0.2]);
        int outside = 0;
        IResidualFunction function = ResidualFunction.Create(2, 3, (x, r) =>
        {
            outside += box.Contains(x) ? 0 : 1;
            for (int i = 0; i < 3; i++)
            {
                r[i] = (Math.Sqrt(x[0]) * Math.Exp(-x[1] * i)) - (i * 0.2);
            }
        });

        OptimizationResult result = new LevenbergMarquardt { Bounds = box }.Minimize(function, [0, 0.2]);

        result.Explain().Should().NotBeEmpty();
        outside.Should().Be(0);
        box.Contains(result.Point).Should().BeTrue();
    }

    private static Box Part(Box box, int i) => new(box.Lower(i), box.Upper(i));

    /// <summary>A function that counts how often it is asked for a point outside a box.</summary>
    private sealed class Watched(Box box, int dimension, Func<double[], double> value)
    {
        public int Outside { get; private set; }

        public IDifferentiableFunction ByValue(Difference? difference = null) => DifferentiableFunction.FromValue(dimension, x => Value(x), difference);

        /// <summary>With a gradient that is so many times the right one of the function of these tests.</summary>
        public IDifferentiableFunction WithGradient(double factor) => DifferentiableFunction.Create(2, (x, g) =>
        {
            double rest = x[1] - (x[0] * x[0]);
            (g[0], g[1]) = (factor * ((2 * (x[0] - 1)) - (4 * x[0] * rest)), factor * 2 * rest);
            return Value(x);
        });

        private double Value(ReadOnlySpan<double> x)
        {
            Outside += box.Contains(x) ? 0 : 1;
            return value(x.ToArray());
        }
    }
}
