namespace Optimizers.Regression.Tests;

/// <summary>Every loss with every penalty, bounds and the solver that the library chooses, and how each reads in another unit of the targets.</summary>
internal static class EveryFit
{
    private const int Samples = 37;
    private const int Features = 3;
    private static readonly Box Free = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Numbers of 12 bits, which stay exact where they are shifted and doubled.</summary>
    public static Matrix<double> X { get; } = Matrix<double>.Build.Dense(
        Samples, Features, (i, j) => Dyadic((1.5 * Math.Sin((i * (j + 1.3)) + j)) + (j == 1 ? Math.Cos(i * 1.3) : 0)));

    /// <summary>What a regression adds to its loss, for a loss that is f times as large and weights that are c times as large.</summary>
    public static IReadOnlyDictionary<string, Func<double, double, (IPenalty? Penalty, Box? Bounds)>> Terms { get; } =
        new Dictionary<string, Func<double, double, (IPenalty?, Box?)>>
        {
            ["nothing"] = (_, _) => (null, null),
            ["bounds"] = (_, c) => (null, new Box(-0.25 * c, 0.5 * c)),
            [nameof(RidgePenalty)] = (f, c) => (new RidgePenalty(0.125 * f / c / c), null),
            [nameof(L1Penalty)] = (f, c) => (new L1Penalty(0.0625 * f / c), null),
            [nameof(ElasticNetPenalty)] = (f, c) => (new ElasticNetPenalty(0.03125 * f / c, 0.0625 * f / c / c), null),
            [nameof(GroupLassoPenalty)] = (f, c) => (new GroupLassoPenalty(0.0625 * f / c, 1, 2), null),
            [nameof(L2Ball)] = (_, c) => (new L2Ball(0.5 * c), null),
            [nameof(LInfinityBall)] = (_, c) => (new LInfinityBall(0.25 * c), null),
            [nameof(NonNegative)] = (_, _) => (new NonNegative(), null),
            [nameof(Simplex)] = (_, c) => (new Simplex(0.5 * c), null),
            [nameof(Box)] = (_, c) => (new Box(-0.125 * c, 0.25 * c), null),
        };

    /// <summary>The optimizers that may be named: rules, whose rates have units of their own, and methods, which have none.</summary>
    public static IReadOnlyDictionary<string, IOptimizer> Rules { get; } = Named(
        new AdaBelief(), new AdaDelta(), new AdaGrad(), new Adam(), new AdamW(), new Adamax(), new AmsGrad(), new AmsGradW(),
        new AveragedSgd { LearningRate = 0.125 }, new CenteredRmsProp(), new DistanceOverGradients(),
        new GradientDescent { LearningRate = 0.125 }, new Lion(), new NAdam(), new PolyakStep(), new Prodigy(), new RAdam(), new RmsProp(), new Rprop(),
        new ScheduleFreeAdamW(), new ScheduleFreeSgd { LearningRate = 0.125 },
        new StochasticGradientDescent { LearningRate = 0.125 }, new Yogi());

    public static IReadOnlyDictionary<string, IOptimizer> Methods { get; } = Named(
        new Lbfgs(), new Bfgs(), new Lbfgsb(Free), new ConjugateGradient(), new NewtonCg(), new SteepestDescent(), new LevenbergMarquardt(),
        new ProximalGradient(), new AcceleratedProximalGradient());

    public static TheoryData<string, string> Names
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string loss in EveryLoss.ByName.Keys)
            {
                foreach (string term in Terms.Keys)
                {
                    data.Add(loss, term);
                }
            }

            return data;
        }
    }

    /// <summary>The regression of a loss and a term.</summary>
    public static LinearRegression Regression(string loss, string term) => With(new LinearRegression { Loss = EveryLoss.ByName[loss] }, term, 1, 1);

    /// <summary>The same for targets that are c times as large; null where the loss has a unit of its own.</summary>
    public static LinearRegression? InTargets(string loss, string term, double c) => (EveryLoss.ByName[loss] switch
    {
        // a δ that is taken from the data has no unit
        HuberLoss huber => ($"{huber}".Contains('δ', StringComparison.Ordinal) ? huber : huber with { Delta = huber.Delta * c }, c * c, c),
        SmoothL1Loss smooth => (smooth with { Beta = smooth.Beta * c }, c, c),
        EpsilonInsensitiveLoss flat => (flat with { Epsilon = flat.Epsilon * c }, c, c),
        AbsoluteLoss or QuantileLoss => (EveryLoss.ByName[loss], c, c),
        GammaLoss => (EveryLoss.ByName[loss], 1, 1),
        PoissonLoss => (EveryLoss.ByName[loss], c, 1),
        TweedieLoss tweedie => (tweedie, Math.Pow(c, 2 - tweedie.Power), 1),
        { Reduction: LossReduction.RootOfMean or LossReduction.RootOfSum } root => (root, c, c),
        ILoss squared when typeof(Losses).GetProperties().Any(
            property => property.Name.Contains("Square", StringComparison.Ordinal) && Equals(property.GetValue(null), squared)) => (squared, c * c, c),
        _ => ((ILoss?)null, 1.0, 1.0),
    }) is ({ } scaled, double f, double weights) ? With(new LinearRegression { Loss = scaled }, term, f, weights) : null;

    /// <summary>Targets for a loss, n × k, of 12 bits where the loss takes any number.</summary>
    public static Matrix<double> Targets(string name)
    {
        ILoss loss = EveryLoss.ByName[name];
        return loss.TargetRule is null
            ? Matrix<double>.Build.Dense(Samples, 1, (i, _) => Dyadic((1.5 * X[i, 0]) - (0.75 * X[i, 1]) + (0.25 * X[i, 2]) + 2 + Math.Sin(i * i)))
            : Matrix<double>.Build.DenseOfRowMajor(Samples, loss.Outputs, loss.Targets(Samples, 5));
    }

    private static LinearRegression With(LinearRegression regression, string term, double f, double c)
    {
        (IPenalty? penalty, Box? bounds) = Terms[term](f, c);
        return regression with { Penalty = penalty, Bounds = bounds };
    }

    private static double Dyadic(double value) => Math.Round(1024 * value) / 1024;

    private static Dictionary<string, IOptimizer> Named(params IOptimizer[] optimizers) => optimizers.ToDictionary(optimizer => optimizer.GetType().Name);
}
