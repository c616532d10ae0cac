namespace Optimizers.Tests;

/// <summary>Every rule, with schedules and in compositions, by name: for what must hold of all of them, also in another process.</summary>
internal static class EveryOptimizer
{
    /// <summary>The methods that refuse mini-batches.</summary>
    public static IReadOnlyDictionary<string, IOptimizer> WholeOnly { get; } = new Dictionary<string, IOptimizer>
    {
        [nameof(Lbfgs)] = new Lbfgs(),
        [nameof(Bfgs)] = new Bfgs(),
        [nameof(ConjugateGradient)] = new ConjugateGradient(),
        [nameof(SteepestDescent)] = new SteepestDescent(),
        ["Barzilai and Borwein"] = new SteepestDescent { BarzilaiBorwein = true },
        [nameof(Lbfgsb)] = new Lbfgsb(new Box(-15, 15)),
        [nameof(NewtonCg)] = new NewtonCg(),
        [nameof(LevenbergMarquardt)] = new LevenbergMarquardt(),
        [nameof(ProximalGradient)] = new ProximalGradient(new L1Penalty(0.1)),
        ["projected gradient"] = new ProximalGradient(new Box(-0.5, 0.9)),
        [nameof(AcceleratedProximalGradient)] = new AcceleratedProximalGradient(new ElasticNetPenalty(0.1, 0.01)),
    };

    public static IReadOnlyDictionary<string, IOptimizer> ByName { get; } = All().Concat(WholeOnly.Select(item => (item.Key, item.Value))).ToDictionary();

    /// <summary>(1/12) Σ ½aᵢ‖x − bᵢ‖², slightly curved: a mean with a different minimum for each sample.</summary>
    public static IFiniteSumFunction Mean { get; } = DifferentiableFunction.Create(3, 12, (x, samples, g) =>
    {
        double value = 0;
        g.Clear();
        foreach (int i in samples)
        {
            for (int j = 0; j < 3; j++)
            {
                double a = (1 + (0.1 * i)) / samples.Length, d = x[j] - Math.Sin(i + j);
                value += a * ((0.5 * d * d) + (0.1 * Math.Cos(d)));
                g[j] += a * (d - (0.1 * Math.Sin(d)));
            }
        }

        return value;
    });

    public static double[] Start => [3, -2, 1];

    /// <summary>Σ 100(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)² of 20 coordinates: hard enough to keep the methods that refuse mini-batches busy.</summary>
    public static IResidualFunction Hard { get; } = ResidualFunction.Create(
        20,
        38,
        (x, r) =>
        {
            for (int i = 0; i < 19; i++)
            {
                (r[2 * i], r[(2 * i) + 1]) = (10 * (x[i + 1] - (x[i] * x[i])), 1 - x[i]);
            }
        },
        (x, jacobian) =>
        {
            jacobian.Clear();
            for (int i = 0; i < 19; i++)
            {
                (jacobian[(40 * i) + i], jacobian[(40 * i) + i + 1], jacobian[(40 * i) + 20 + i]) = (-20 * x[i], 10, -1);
            }
        });

    public static double[] HardStart => [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? -12 : 10)];

    private static IEnumerable<(string Name, IOptimizer Optimizer)> All()
    {
        foreach (Type type in typeof(IUpdateRule).Assembly.GetExportedTypes()
            .Where(type => type.IsAssignableTo(typeof(IUpdateRule)) && type.IsSealed && type.GetConstructor([]) is not null))
        {
            yield return (type.Name, (IOptimizer)Activator.CreateInstance(type)!);
        }

        var sgd = new StochasticGradientDescent { LearningRate = 0.05, Momentum = 0.9 };
        yield return ("SGD with momentum", sgd);
        yield return ("RMSProp with momentum", new RmsProp { Momentum = 0.9, WeightDecay = 0.01 });
        yield return (nameof(PolyakStep), new PolyakStep());
        yield return (nameof(Split), new Split(1, new Adam { LearningRate = 0.1 }, new Split(1, new Frozen(), sgd)));
        yield return (nameof(Lookahead), new Lookahead(new Adam { LearningRate = 0.1 }));
        yield return (nameof(GradientAccumulation), new GradientAccumulation(new Adam { LearningRate = 0.1 }, 3));
        yield return (nameof(ExponentialMovingAverage), new ExponentialMovingAverage(sgd, 0.9));
        yield return (nameof(StochasticWeightAveraging), new StochasticWeightAveraging(sgd) { Start = 20, Period = 3 });
        yield return (nameof(SkipNotFinite), new SkipNotFinite(sgd));
        yield return (nameof(Projected), new Projected(new Adam { LearningRate = 0.1 }, new NonNegative()));
        yield return ("averaged on the simplex", new ExponentialMovingAverage(new Projected(sgd, new Simplex()), 0.9));
        yield return ("clipped, penalized, noisy", new ClipByNorm(1)
            .Then(new CoupledWeightDecay(0.01)).Then(new GradientNoise(0.1) { Seed = 3 }).Then(new ClipByValue(0.5)).Then(new AdamW { LearningRate = 0.05 }));
        yield return ("scheduled",
            new Adam { LearningRate = new CosineWarmRestarts(0.1, 15) { PeriodFactor = 2 }.AfterWarmUp(10), WeightDecay = new LinearRamp(0.1, 50) });
        yield return ("one cycle", new StochasticGradientDescent { LearningRate = new OneCycle(0.1, 100), Momentum = new OneCycle(0.1, 100).Momentum() });
        yield return ("sequence", new Lion { LearningRate = new StepDecay(0.1, 20).Until(40, new Cyclic(0.01, 0.05, 7)) });
        yield return (nameof(ReduceOnPlateau),
            new ReduceOnPlateau(new StochasticGradientDescent { LearningRate = 0.5, Momentum = 0.9 }) { Patience = 2, Cooldown = 1, Factor = 0.7 });
        yield return (nameof(Supervised), new Supervised(new StochasticGradientDescent { LearningRate = 8 }) { Period = 3 });
        yield return ("supervised plateau of averages",
            new Supervised(new ReduceOnPlateau(new ExponentialMovingAverage(new GradientDescent { LearningRate = 6 }, 0.8)) { Patience = 1, Factor = 0.8 }));
    }
}
