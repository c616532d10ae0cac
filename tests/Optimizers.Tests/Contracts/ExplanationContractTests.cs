using System.Reflection;
using System.Text.RegularExpressions;

namespace Optimizers.Tests;

/// <summary>Every sentence of <see cref="OptimizationResult.Explain"/>: a run of which it is true, and says so, and one of which it is not, and does
/// not.</summary>
public sealed class ExplanationContractTests
{
    private static readonly GradientDescent Descent = new() { LearningRate = 0.1 };
    private static readonly StoppingCriteria Ten = new() { MaxIterations = 10 };

    /// <summary>(x − 1)² + (y + 1)².</summary>
    private static IDifferentiableFunction Bowl => DifferentiableFunction.FromExpression((x, y) => ((x - 1) * (x - 1)) + ((y + 1) * (y + 1)));

    /// <summary>|x − 0.3| + 0.1x² + 3|y + 1|.</summary>
    private static IDifferentiableFunction Kinked => DifferentiableFunction.Create(2, (x, g) =>
    {
        (g[0], g[1]) = (Math.CopySign(1, x[0] - 0.3) + (0.2 * x[0]), 3 * Math.CopySign(1, x[1] + 1));
        return Math.Abs(x[0] - 0.3) + (0.1 * x[0] * x[0]) + (3 * Math.Abs(x[1] + 1));
    });

    /// <summary>The mean square of 100x + 5 − (ax + b) over a hundred x.</summary>
    private static IFiniteSumFunction Line => DifferentiableFunction.Create(2, 100, (w, samples, g) =>
    {
        double value = 0;
        g.Clear();
        foreach (int i in samples)
        {
            double x = i / 100.0, error = (w[0] * x) + w[1] - ((100 * x) + 5);
            value += error * error / samples.Length;
            (g[0], g[1]) = (g[0] + (2 * error * x / samples.Length), g[1] + (2 * error / samples.Length));
        }

        return value;
    });

    private static MiniBatches Batches => new(8) { Epochs = 20 };

    public static TheoryData<string> Names => [.. AllSentences().Select(sentence => sentence.Name)];

    [Fact]
    public void EverySentence_HasACaseInWhichItIsTrueAndOneInWhichItIsNot()
        => Cases().Keys.Should().BeEquivalentTo(AllSentences().Select(sentence => sentence.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Explain_WhereTheSentenceIsTrue_SaysIt(string name)
    {
        OptimizationResult result = Cases()[name].True();

        result.Explain().Should().MatchRegex(Pattern(name), $"{result}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Explain_WhereTheSentenceIsNotTrue_DoesNotSayIt(string name)
    {
        foreach (Func<OptimizationResult> run in Cases()[name].False)
        {
            OptimizationResult result = run();

            result.Explain().Should().NotMatchRegex(Pattern(name), $"{result}");
        }
    }

    [Fact]
    public void Explain_EverySentenceSaid_IsOneOfTheTable()
    {
        string[] patterns = [.. AllSentences().Select(sentence => Pattern(sentence.Name))];
        foreach ((string name, (Func<OptimizationResult> isTrue, Func<OptimizationResult>[] isFalse)) in Cases())
        {
            foreach (Func<OptimizationResult> run in (Func<OptimizationResult>[])[isTrue, .. isFalse])
            {
                OptimizationResult result = run();
                string left = result.Explain()[$"{result.Outcome()}.".Length..];
                foreach (string pattern in patterns)
                {
                    left = Regex.Replace(left, pattern, "");
                }

                left.Trim().Should().BeEmpty(name);
            }
        }
    }

    [Fact]
    public void Explain_SolvedAtAKink_SpeaksOfTheKinkAndNotOfNoise()
    {
        foreach (IOptimizer method in (IOptimizer[])[new Lbfgs(), new Bfgs(), new ConjugateGradient(),
            new NewtonCg(), new Lbfgsb(new Box(-500, 500)), new Lbfgs { LineSearch = new StrongWolfe() }])
        {
            foreach (double[] start in (double[][])[[1, 1], [0, 0], [-3, 2.7], [100, 200]])
            {
                OptimizationResult result = method.Minimize(Kinked, start);

                result.Point[1].Should().BeApproximately(-1, 1e-4, $"{method}");
                result.Explain().Should().NotContain("nois").And.NotContain("wrong");
                // methods may creep along the kink until the iterations are used up, too far from it to see it
                (result.Reason == StopReason.IterationLimit || result.Explain().Contains("a kink", StringComparison.Ordinal))
                    .Should().BeTrue($"{method}: {result.Explain()}");
                (result.Reason == StopReason.LineSearchFailed || method is not (Bfgs or Lbfgsb or Lbfgs { LineSearch: HagerZhang }))
                    .Should().BeTrue($"{method}: {result}");
            }
        }
    }

    /// <summary>Values in single precision are stairs: flat on short steps, whatever the slope is.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(1e6)]
    [InlineData(1e-20)]
    public void Explain_ValuesInSinglePrecision_BlamesNoGradient(double unit)
    {
        IDifferentiableFunction stairs = DifferentiableFunction.Create(2, (x, g) =>
        {
            (g[0], g[1]) = (2 * unit * (x[0] - 1), 20 * unit * (x[1] + 2));
            return unit * (float)(3 + ((x[0] - 1) * (x[0] - 1)) + (10 * (x[1] + 2) * (x[1] + 2)));
        });
        foreach (IOptimizer method in (IOptimizer[])[new Lbfgs(), new Bfgs(), new ConjugateGradient(), new GradientDescent { LearningRate = 0.05 / unit }])
        {
            OptimizationResult result = method.Minimize(stairs, [3, 4]);

            result.Reason.Should().NotBe(StopReason.WrongGradient, $"{method}");
            result.Explain().Should().NotContain("wrong");
            result.Point[0].Should().BeApproximately(1, 1e-2);
        }
    }

    [Fact]
    public void Explain_KinkInAnyUnit_IsSeen()
    {
        foreach (double unit in (double[])[1e-150, 1e-9, 1e9, 1e100])
        {
            foreach (double size in (double[])[1e-12, 1e12])
            {
                IDifferentiableFunction function = DifferentiableFunction.Create(2, (x, g) =>
                {
                    double value = Kinked.Evaluate([x[0] / size, x[1] / size], g);
                    (g[0], g[1]) = (g[0] * unit / size, g[1] * unit / size);
                    return unit * value;
                });

                new Lbfgs().Minimize(function, [-3 * size, 2.7 * size]).Explain().Should().Contain("a kink", $"{unit}, {size}").And.NotContain("nois");
            }
        }
    }

    [Fact]
    public void Explain_AnyRun_StaysInTheBox()
    {
        bool isInside = true;
        IDifferentiableFunction root = DifferentiableFunction.Create(2, (x, g) =>
        {
            isInside &= x[0] >= 0 && x[1] is >= 0 and <= 2;
            (g[0], g[1]) = ((1.5 * Math.Sqrt(x[0])) + 1, 2 * (x[1] - 3));
            return (x[0] * Math.Sqrt(x[0])) + x[0] + ((x[1] - 3) * (x[1] - 3));
        });
        var box = new Box([0, 0], [double.PositiveInfinity, 2]);
        foreach (IOptimizer optimizer in (IOptimizer[])[new Lbfgsb(box), new Projected(Descent, box),
            new ProximalGradient(box), new AcceleratedProximalGradient(box)])
        {
            foreach (int steps in (int[])[0, 1, 3])
            {
                foreach (double[] start in (double[][])[[0, 2], [1, 0], [0, 0]])
                {
                    optimizer.Minimize(root, start, new StoppingCriteria { MaxIterations = steps })
                        .Explain().Should().NotContain("wrong").And.NotContain("kink");
                }
            }
        }

        isInside.Should().BeTrue();
    }

    [Fact]
    public void Explain_MiniBatches_SpeaksOfEpochsAndNotOfIterationsOrOtherMethods()
    {
        foreach (double rate in (double[])[1e-4, 1e-2, 1, 10])
        {
            string text = new Adam { LearningRate = rate }.Minimize(Line, [0, 0], Batches).Explain();

            text.Should().StartWith(
                "Done: the mini-batches are used up. All 260 steps of the mini-batches are taken, 20 whole epochs; Resume goes on with more.")
                .And.NotContain("MaxIterations").And.NotContain("Lbfgs").And.NotContain("too high");
        }
    }

    private static string Pattern(string name)
        => Regex.Replace(
            Regex.Escape((string)AllSentences().Single(sentence => sentence.Name == name).GetRawConstantValue()!), @"\\\{\d[^}]*}", "[^ ]+( times)?");

    private static IEnumerable<FieldInfo> AllSentences()
        => typeof(Sentences).GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(sentence => sentence.IsLiteral);

    private static Dictionary<string, (Func<OptimizationResult> True, Func<OptimizationResult>[] False)> Cases() => new()
    {
        [nameof(Sentences.GradientNorm)] = (() => Descent.Minimize(Bowl, [3, 4], Ten), [() => new Adam().Minimize(Line, [0, 0], Batches)]),
        [nameof(Sentences.LastChange)] =
            (() => Descent.Minimize(Bowl, [3, 4], Ten with { ValueTolerance = 1e-9 }), [() => Descent.Minimize(Bowl, [3, 4], Ten)]),
        [nameof(Sentences.LastStep)] = (() => Descent.Minimize(Bowl, [3, 4], Ten with { StepTolerance = 1e-9 }), [() => Descent.Minimize(Bowl, [3, 4], Ten)]),
        [nameof(Sentences.Target)] = (() => Descent.Minimize(Bowl, [3, 4], Ten with { TargetValue = -1 }), [() => Descent.Minimize(Bowl, [3, 4], Ten)]),
        [nameof(Sentences.Nearest)] = (
            () => Descent.Minimize(Bowl, [3, 4], Ten with { ValueTolerance = 1e-9 }),
            [() => Descent.Minimize(Bowl, [3, 4], Ten), () => Descent.Minimize(Bowl, [3, 4], new StoppingCriteria { ValueTolerance = 1e-9 })]),
        [nameof(Sentences.Stationary)] = (() => new Lbfgs().Minimize(Bowl, [3, 4]),
            [() => Descent.Minimize(Bowl, [3, 4], Ten), () => Descent.Minimize(Bowl, [3, 4], Ten with { TargetValue = 5 })]),
        [nameof(Sentences.FallsForEver)] = (
            () => new Lbfgs().Minimize(
                Slope(3), [1.0]), [() => new Lbfgs().Maximize(Slope(3), [1.0]), () => Descent.Minimize(Bowl, [3, 4], Ten), () => Oscillating()]),
        [nameof(Sentences.RisesForEver)] = (() => new Lbfgs().Maximize(Slope(3), [1.0]), [() => new Lbfgs().Minimize(Slope(3), [1.0])]),
        [nameof(Sentences.NotFiniteAtStart)] = (() => new Lbfgs().Minimize(Logarithm, [-1.0]), [() => OffTheLogarithm(), () => Oscillating()]),
        [nameof(Sentences.LeftNumbers)] = (() => OffTheLogarithm(), [() => new Lbfgs().Minimize(Logarithm, [-1.0]), () => Oscillating()]),
        [nameof(Sentences.Separated)] = (() => Ended(StopReason.Separated), [() => Descent.Minimize(Bowl, [3, 4], Ten), () => Ended(StopReason.Cancelled)]),
        [nameof(Sentences.Undetermined)] =
            (() => Ended(StopReason.Undetermined, 2), [() => Descent.Minimize(Bowl, [3, 4], Ten), () => Ended(StopReason.Cancelled)]),
        [nameof(Sentences.AboveStart)] = (() => OverTheHill(0.35), [() => OverTheHill(0.01), () => WrongGradient([0.0])]),
        [nameof(Sentences.WrongAtStart)] = (
            () => WrongGradient([0.0]), [() => new Lbfgs()
                .Minimize(Kinked, [1, 1]), () => Noisy(), () => OverTheHill(0.35), () => Steep(), () => ByValues(), () => Oscillating()]),
        [nameof(Sentences.WrongAtEnd)] =
            (() => WrongLater(), [() => new Lbfgs().Minimize(Kinked, [1, 1]), () => Noisy(), () => WrongGradient([0.0]), () => Steep(), () => ByValues()]),
        [nameof(Sentences.Unset)] =
            (() => Careless((x, g) => g[0] = 2 * x[0]), [() => Careless((x, g) => (g[0], g[1]) = (2 * x[0], g[1] + (2 * x[1]))), () => NaNAtStart()]),
        [nameof(Sentences.Added)] =
            (() => Careless((x, g) => (g[0], g[1]) = (2 * x[0], g[1] + (2 * x[1]))), [() => Careless((x, g) => g[0] = 2 * x[0]), () => NaNAtStart()]),
        [nameof(Sentences.Kink)] = (() => new Lbfgs().Minimize(Kinked, [1, 1]),
            [() => Noisy(), () => Descent.Minimize(Bowl, [3, 4], Ten), () => Steep(), () => WrongGradient([0.0]), () => ByValues()]),
        [nameof(Sentences.KinkBetween)] = (() => new Lbfgs().Minimize(Kinked, [1, 1]), [() => BesideAKink(), () => Descent.Minimize(Bowl, [3, 4], Ten)]),
        [nameof(Sentences.Noise)] =
            (() => Noisy(), [() => new Lbfgs().Minimize(Kinked, [1, 1]), () => Descent.Minimize(Bowl, [3, 4], Ten), () => SlightlyWrong()]),
        [nameof(Sentences.NoCause)] = (() => SlightlyWrong(), [() => Noisy(), () => new Lbfgs().Minimize(Kinked, [1, 1]), () => WrongGradient([0.0])]),
        [nameof(Sentences.RateTooHigh)] = (
            () => Oscillating(),
            [
                () => new Adam { LearningRate = 1e-4 }.Minimize(Line, [0, 0], Batches),
                    () => Descent.Minimize(Bowl, [3, 4], Ten), () => OffTheLogarithm(), () => WrongGradient([0.0]),
                () => Descent.Minimize(Slope(3), [1.0], Ten), () => new Lbfgs()
                    .Minimize(Bowl, [3, 4], Ten with { MaxIterations = 1 }), () => Ended(StopReason.Cancelled),
            ]),
        [nameof(Sentences.Epochs)] = (
            () => new Adam().Minimize(
                Line, [0, 0], Batches), [() => new Adam().Minimize(Line, [0, 0], Ten), () => new Adam().Minimize(Line, [0, 0], Batches, Ten)]),
        [nameof(Sentences.StillFalling)] = (
            () => new Adam { LearningRate = 1e-4 }.Minimize(Line, [0, 0], Batches),
            [
                () => Descent.Minimize(Line, [100, 5], Batches), () => new GradientDescent { LearningRate = 1.1 }.Minimize(Line, [0, 0], Batches),
                () => new GradientDescent { LearningRate = 0.3 }.Minimize(Line, [0, 0], Batches with { Epochs = 500 }),
                    () => Descent.Minimize(Bowl, [3, 4], Ten),
            ]),
        [nameof(Sentences.Scales)] = (
            () => new GradientDescent { LearningRate = 5e-7 }.Minimize(
                Ill, [1, 1], Ten), [() => Descent.Minimize(Bowl, [3, 4], Ten), () => Descent.Minimize(Slope(3), [1.0], Ten)]),
        [nameof(Sentences.MoreAllowed)] = (
            () => new Lbfgs().Minimize(Ill, [1, 1], Ten with { MaxIterations = 1 }),
            [() => new Adam().Minimize(Line, [0, 0], Batches), () => Oscillating(), () => Ended(StopReason.Cancelled), () => Descent.Minimize(Bowl, [3, 4])]),
        [nameof(Sentences.MoreAllowedOrLbfgs)] = (
            () => Descent.Minimize(Bowl, [3, 4], Ten),
            [
                () => new Lbfgs().Minimize(Ill, [1, 1], Ten with { MaxIterations = 1 }), () => new Adam()
                    .Minimize(Line, [0, 0], Batches), () => new Adam().Minimize(Line, [0, 0], Batches, Ten),
                () => new Projected(Descent, new Simplex()).Minimize(Bowl, [3, 4], Ten with { MaxIterations = 1 }),
            ]),
    };

    private static IDifferentiableFunction Ill => DifferentiableFunction.FromExpression((x, y) => (x * x) + (1e6 * y * y));

    private static IDifferentiableFunction Logarithm => DifferentiableFunction.FromExpression(x => x - Math.Log(x));

    private static ExpressionFunction Slope(double slope) => DifferentiableFunction.FromExpression(x => slope * x);

    private static OptimizationResult Oscillating() => new GradientDescent { LearningRate = 1.01 }.Minimize(Bowl, [3, 4], Ten);

    // the first step leads below 0
    private static OptimizationResult OffTheLogarithm() => new GradientDescent { LearningRate = 10 }.Minimize(Logarithm, [5.0]);

    private static OptimizationResult OverTheHill(double rate)
        => new GradientDescent { LearningRate = rate }.Minimize(
            DifferentiableFunction.FromExpression(x => (((x * x) - 1) * ((x * x) - 1)) + (0.9 * x)), [-1.5]);

    private static OptimizationResult WrongGradient(double[] start) => Descent.Minimize(
        DifferentiableFunction.Create(1, (x, g) =>
        {
            g[0] = 2 * (x[0] + 1);
            return (x[0] - 1) * (x[0] - 1);
        }),
        start);

    private static OptimizationResult WrongLater() => Descent.Minimize(
        DifferentiableFunction.Create(1, (x, g) =>
        {
            g[0] = x[0] > 0.5 ? 2 * (x[0] - 1.5) : 2 * (x[0] - 1);
            return (x[0] - 1) * (x[0] - 1);
        }),
        [0.0]);

    private static OptimizationResult Careless(Action<double[], Span<double>> write) => Descent.Minimize(
        DifferentiableFunction.Create(2, (x, g) =>
        {
            write(x.ToArray(), g);
            return (x[0] * x[0]) + (x[1] * x[1]);
        }),
        [1, 2]);

    private static OptimizationResult NaNAtStart()
        => Descent.Minimize(DifferentiableFunction.Create(1, (x, g) => x[0] + (0 * (g[0] = double.NaN)) is double.NaN ? 1 : 2), [1.0]);

    // noise of 1e-4 that depends on the last digits of the point
    private static OptimizationResult Noisy() => new Lbfgs { LineSearch = new ArmijoBacktracking() }.Minimize(
        DifferentiableFunction.Create(2, (x, g) =>
        {
            (g[0], g[1]) = (2 * x[0], 4 * x[1]);
            ulong digits = (BitConverter.DoubleToUInt64Bits(x[0]) * 31) + BitConverter.DoubleToUInt64Bits(x[1]);
            return 1 + (x[0] * x[0]) + (2 * x[1] * x[1]) + (1e-4 * (digits * 0x5851F42D4C957F2D) / ulong.MaxValue);
        }),
        [1, 1]);

    // a gradient off by less than what counts as wrong
    private static OptimizationResult SlightlyWrong() => new SteepestDescent { LineSearch = new ArmijoBacktracking() }.Minimize(
        DifferentiableFunction.Create(1, (x, g) =>
        {
            g[0] = (2 * x[0]) + 1e-5;
            return x[0] * x[0];
        }),
        [1.0]);

    // a right gradient that changes over lengths of 1e-7
    private static OptimizationResult Steep() => new GradientDescent { LearningRate = 1e-15 }.Minimize(
        DifferentiableFunction.Create(1, (x, g) =>
        {
            g[0] = Math.Sinh(x[0] / 1e-7) / 1e-7;
            return Math.Cosh(x[0] / 1e-7);
        }),
        [3e-7],
        Ten with { MaxIterations = 3 });

    private static OptimizationResult ByValues()
        => Descent.Minimize(DifferentiableFunction.FromValue(2, x => (x[0] * x[0]) + (3 * x[1] * x[1]) + (x[0] * x[1]), new ForwardDifference()), [1, 2], Ten);

    // stopped on the way down, next to where the slope changes
    private static OptimizationResult BesideAKink() => new GradientDescent { LearningRate = 1 }.Minimize(
        DifferentiableFunction.Create(1, (x, g) =>
        {
            g[0] = x[0] > 1 ? 1 : 0.5;
            return x[0] > 1 ? x[0] - 1 : 0.5 * (x[0] - 1);
        }),
        [2.0],
        Ten with { MaxIterations = 1 });

    private static OptimizationResult Ended(StopReason reason, params int[] undetermined)
    {
        OptimizationResult made = Descent.Minimize(Bowl, [3, 4], Ten);
        return new OptimizationResult
        {
            Point = made.Point,
            Value = made.Value,
            GradientNorm = made.GradientNorm,
            Iterations = made.Iterations,
            Evaluations = made.Evaluations,
            Elapsed = made.Elapsed,
            Reason = reason,
            UndeterminedCoordinates = undetermined,
            History = made.History,
            Facts = made.Facts,
        };
    }
}
