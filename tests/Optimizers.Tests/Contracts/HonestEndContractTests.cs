namespace Optimizers.Tests;

/// <summary>What every optimizer holds to: a run that converged is not above its start, and none converges above it by a wrong gradient.</summary>
public sealed class HonestEndContractTests
{
    private static readonly StoppingCriteria Bounded = new() { MaxIterations = 3000 };

    private delegate double Evaluation(ReadOnlySpan<double> point, Span<double> gradient);

    public static TheoryData<string> Names => [.. Optimizers().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Converged_RightGradient_IsNotAboveTheStartAndNeverCalledWrong(string name)
    {
        foreach ((string function, Evaluation evaluate) in Functions())
        {
            foreach (double[] start in Starts())
            {
                OptimizationResult result = Optimizers()[name].Minimize(new Changed(evaluate, (_, _) => { }), start, Bounded);

                HoldsToItsStart(result, evaluate, start, $"{name} on {function} from {start[0]}: {result}");
                result.Reason.Should().NotBe(StopReason.WrongGradient, $"{name} on {function}");
                result.Explain().Should().NotContain("The gradient is wrong", $"{name} on {function}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Converged_WrongGradient_IsNeverAboveTheStart(string name)
    {
        foreach ((string function, Evaluation evaluate) in Functions())
        {
            foreach ((string fault, Action<double[], Span<double>> change) in Faults())
            {
                foreach (double[] start in Starts())
                {
                    OptimizationResult result = Optimizers()[name].Minimize(new Changed(evaluate, change), start, Bounded);

                    HoldsToItsStart(result, evaluate, start, $"{name} on {function}, {fault}, from {start[0]}: {result}");
                    (result.Reason is StopReason.AboveStart).Should().BeFalse($"a check finds the fault: {name} on {function}, {fault}: {result}");
                }
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Minimize_GradientOfAnotherMinimum_IsCalledWrongInAnyUnit(bool isMaximized)
    {
        foreach (double unit in (double[])[1e-200, 1, 1e100])
        {
            foreach (double size in (double[])[1e-9, 1, 1e12])
            {
                double sign = isMaximized ? -1 : 1;
                IDifferentiableFunction function = DifferentiableFunction.Create(1, (x, g) =>
                {
                    double t = x[0] / size;
                    g[0] = sign * unit * 2 * (t + 1) / size;
                    return sign * unit * (t - 1) * (t - 1);
                });
                var descent = new GradientDescent { LearningRate = 0.1 * size * size / unit };

                OptimizationResult result = isMaximized ? descent.Maximize(function, [0.0]) : descent.Minimize(function, [0.0]);

                result.Reason.Should().Be(StopReason.WrongGradient, $"{unit}, {size}");
                result.Point.Should().Equal([0.0], "the best point comes back");
                result.Converged.Should().BeFalse();
                result.Explain().Should().Contain("The gradient is wrong at coordinate 0: at the start the function gives ");
            }
        }
    }

    [Fact]
    public void Minimize_WrongOnlyWhereTheRunEnds_IsFoundThere()
    {
        // right up to 0.5, from there on it vanishes at 1.5
        IDifferentiableFunction function = DifferentiableFunction.Create(1, (x, g) =>
        {
            g[0] = x[0] > 0.5 ? 2 * (x[0] - 1.5) : 2 * (x[0] - 1);
            return (x[0] - 1) * (x[0] - 1);
        });

        OptimizationResult result = new GradientDescent { LearningRate = 0.1 }.Minimize(function, [0.0]);

        result.Reason.Should().Be(StopReason.WrongGradient);
        result.Explain().Should().Contain("wrong at coordinate 0: where the run ended the function gives");
        result.Value.Should().BeLessThan(0.01, "the best point comes back");
    }

    [Fact]
    public void Minimize_ClimbsOutOfItsValley_IsAboveItsStartAndNotConverged()
    {
        // minima near −1.1 (low) and 0.86 (high); the first step leads over the hill between them
        IDifferentiableFunction wells = Wells();
        double[] start = [-1.5];

        OptimizationResult result = new GradientDescent { LearningRate = 0.35 }.Minimize(wells, start);

        result.Reason.Should().Be(StopReason.AboveStart, $"{result}");
        result.Value.Should().BeLessThanOrEqualTo(wells.Evaluate(start));
        result.History[^1].Value.Should().BeGreaterThan(wells.Evaluate(start));
        result.ToString().Should().StartWith("Not converged: the run came to rest above its start after ");
        result.Explain().Should().Contain("a smaller learning rate stays in it").And.NotContain("wrong");
        new GradientDescent { LearningRate = 0.01 }.Minimize(wells, start).Converged.Should().BeTrue();
    }

    [Fact]
    public void Minimize_TheCheckOfTheGradient_StaysInTheBoxAndIsCounted()
    {
        int calls = 0;
        bool isInside = true;
        IDifferentiableFunction wrong = DifferentiableFunction.Create(1, (x, g) =>
        {
            calls++;
            isInside &= x[0] is >= -3 and <= 0;
            g[0] = 2 * (x[0] + 1);
            return (x[0] - 1) * (x[0] - 1);
        });

        OptimizationResult result = new Projected(new GradientDescent { LearningRate = 0.1 }, new Box(-3, 0)).Minimize(wrong, [0.0]);

        result.Reason.Should().Be(StopReason.WrongGradient);
        result.Evaluations.Should().Be(calls);
        result.Explain().Should().Contain("wrong at coordinate 0");
        isInside.Should().BeTrue();
    }

    [Fact]
    public void Resume_AWrongGradient_IsFoundAndSavedToo()
    {
        IDifferentiableFunction wrong = new Changed(Sphere, (_, g) => g[0] += 5);
        var descent = new GradientDescent { LearningRate = 0.1 };
        OptimizationRun part = descent.Iterate(wrong, [0.1, 0.2]), whole = descent.Iterate(wrong, [0.1, 0.2]);
        for (int i = 0; i < 40; i++)
        {
            part.MoveNext();
        }

        OptimizationRun resumed = descent.Resume(wrong, part.ToJson());
        resumed.Complete().Reason.Should().Be(StopReason.WrongGradient);
        whole.Complete().Evaluations.Should().Be(resumed.Result.Evaluations);

        OptimizationResult loaded = descent.Resume(wrong, resumed.ToJson()).Result;
        loaded.Reason.Should().Be(StopReason.WrongGradient);
        loaded.Explain().Should().Be(whole.Result.Explain()).And.Contain("wrong at coordinate 0");
    }

    [Fact]
    public void Minimize_FrozenCoordinateWithAWrongDerivative_DoesNotMatter()
    {
        IDifferentiableFunction wrong = new Changed(Sphere, (_, g) => g[1] = 77);

        new Split(1, new StochasticGradientDescent { LearningRate = 0.1, Momentum = 0.9 }, new Frozen())
            .Minimize(wrong, [3.0, 4.0]).Converged.Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Minimize_FunctionThatAddsOrForgets_IsCalledWrongAtOnce(string name)
    {
        IOptimizer optimizer = Optimizers()[name];
        if (optimizer is LevenbergMarquardt)
        {
            return;
        }

        OptimizationResult adds = optimizer.Minimize(new Careless((x, g) => { g[0] += 2 * x[0]; g[1] = 2 * x[1]; }), [1, 2], Bounded);
        OptimizationResult forgets = optimizer.Minimize(new Careless((x, g) => g[0] = 2 * x[0]), [1, 2], Bounded);

        (adds.Reason, forgets.Reason).Should().Be((StopReason.WrongGradient, StopReason.WrongGradient));
        adds.Explain().Should().Contain("The gradient function adds to what is at coordinate 0");
        forgets.Explain().Should().Contain("The gradient function leaves coordinate 1 unset");
        adds.Point.Should().Equal(1, 2);
    }

    private static void HoldsToItsStart(OptimizationResult result, Evaluation evaluate, double[] start, string because)
    {
        double first = evaluate(start, new double[2]);
        if (result.Converged)
        {
            result.Value.Should().BeLessThanOrEqualTo(first + (1e-10 * Math.Abs(first)), because);
        }

        evaluate(result.Point, new double[2]).Should().Be(result.Value, because);
    }

    /// <summary>Every optimizer, at rates with which it moves, and without penalties, which would be part of the value.</summary>
    private static Dictionary<string, IOptimizer> Optimizers()
    {
        var all = new Dictionary<string, IOptimizer>(EveryMethod.ByName);
        foreach ((string name, IOptimizer optimizer) in EveryOptimizer.ByName)
        {
            bool isOther = optimizer is LevenbergMarquardt or ProximalGradient or AcceleratedProximalGradient or Projected
                || name is "averaged on the simplex" or nameof(Split) or nameof(Frozen) or "clipped, penalized, noisy";
            if (!isOther)
            {
                all[name] = Faster(optimizer);
            }
        }

        all["projected gradient"] = new ProximalGradient(new Box(-20, 20));
        all["accelerated"] = new AcceleratedProximalGradient(new Box(-20, 20));
        all[nameof(Projected)] = new Projected(new Adam { LearningRate = 0.1 }, new Box(-20, 20));
        return all;
    }

    private static IOptimizer Faster(IOptimizer optimizer) => optimizer switch
    {
        GradientDescent descent => descent with { LearningRate = 0.1 },
        Adam adam => adam with { LearningRate = 0.1 },
        RmsProp rms => rms with { LearningRate = 0.05 },
        AdaGrad adaGrad => adaGrad with { LearningRate = 1 },
        _ => optimizer,
    };

    private static IEnumerable<double[]> Starts() => [[0, 0], [3, -2], [-1.5, 0.5]];

    private static IEnumerable<(string Name, Evaluation Evaluate)> Functions() =>
    [
        ("a sphere", Sphere),
        ("a valley", (x, g) =>
        {
            (g[0], g[1]) = (x[0] - 1, 20 * (x[1] + 1));
            return (0.5 * (x[0] - 1) * (x[0] - 1)) + (10 * (x[1] + 1) * (x[1] + 1));
        }),
        ("a bell", (x, g) =>
        {
            double bell = Math.Exp(-((x[0] * x[0]) + (x[1] * x[1])) / 8);
            (g[0], g[1]) = ((x[0] * bell / 4) + (0.02 * x[0]), (x[1] * bell / 4) + (0.02 * x[1]));
            return -bell + (0.01 * ((x[0] * x[0]) + (x[1] * x[1])));
        }),
    ];

    private static IEnumerable<(string Name, Action<double[], Span<double>> Change)> Faults() =>
    [
        ("sign flipped", (_, g) => (g[0], g[1]) = (-g[0], -g[1])),
        ("one sign flipped", (_, g) => g[1] = -g[1]),
        ("shifted", (_, g) => g[0] += 1),
        ("shifted far", (_, g) => g[0] += 30),
        ("one missing", (_, g) => g[1] = 0),
        ("of another minimum", (x, g) => (g[0], g[1]) = (2 * (x[0] + 4), 2 * (x[1] - 3))),
    ];

    private static double Sphere(ReadOnlySpan<double> x, Span<double> g)
    {
        (g[0], g[1]) = (2 * (x[0] - 1), 2 * (x[1] + 1));
        return ((x[0] - 1) * (x[0] - 1)) + ((x[1] + 1) * (x[1] + 1));
    }

    private static IDifferentiableFunction Wells() => DifferentiableFunction.Create(1, (x, g) =>
    {
        double t = (x[0] * x[0]) - 1;
        g[0] = (4 * x[0] * t) + 0.9;
        return (t * t) + (0.9 * x[0]);
    });

    private sealed class Changed(Evaluation evaluate, Action<double[], Span<double>> change) : IDifferentiableFunction
    {
        public int Dimension => 2;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
        {
            double value = evaluate(point, gradient);
            change(point.ToArray(), gradient);
            return value;
        }
    }

    private sealed class Careless(Action<double[], Span<double>> write) : IDifferentiableFunction
    {
        public int Dimension => 2;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
        {
            write(point.ToArray(), gradient);
            return (point[0] * point[0]) + (point[1] * point[1]);
        }
    }
}
