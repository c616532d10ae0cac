namespace Optimizers.Regression;

/// <summary>The JSON form of a loss: those of <see cref="Losses"/> by name and settings, all others by what a model needs of them.</summary>
internal sealed record LossJson
{
    private const string Absolute = "Absolute";
    private const string Custom = "Custom";

    /// <summary>The name in <see cref="Losses"/>, there without its reduction; or that of losses that are not there.</summary>
    public required string Name { get; init; }

    public required Dictionary<string, double> Settings { get; init; }

    public required LossReduction Reduction { get; init; }

    /// <summary>The loss in words; of a loss of the library it is for readers of the file, as is its link.</summary>
    public required string Formula { get; init; }

    public required Link Link { get; init; }

    public required int Outputs { get; init; }

    public static LossJson From(ILoss loss)
    {
        (string name, Dictionary<string, double> settings) = Describe(loss);
        return new LossJson
        {
            Name = name,
            Settings = settings,
            Reduction = loss.Reduction,
            Formula = loss.ToString() ?? loss.GetType().Name,
            Link = loss.Link,
            Outputs = loss.Outputs,
        };
    }

    /// <exception cref="FormatException">There is no such loss, or a setting is not there.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    public ILoss ToLoss() => Name switch
    {
        nameof(Losses.MeanSquaredError) => Losses.MeanSquaredError,
        nameof(Losses.HalfMeanSquaredError) => Losses.HalfMeanSquaredError,
        nameof(Losses.SumOfSquaredErrors) => Losses.SumOfSquaredErrors,
        nameof(Losses.HalfSumOfSquaredErrors) => Losses.HalfSumOfSquaredErrors,
        nameof(Losses.L2Norm) => Losses.L2Norm,
        nameof(Losses.RootMeanSquaredError) => Losses.RootMeanSquaredError,
        Absolute => new AbsoluteLoss { Reduction = Reduction },
        nameof(Losses.Huber) => new HuberLoss(Setting("delta")) { Reduction = Reduction },
        nameof(Losses.SmoothL1) => new SmoothL1Loss(Setting("beta")) { Reduction = Reduction },
        nameof(Losses.LogCosh) => new LogCoshLoss { Reduction = Reduction },
        nameof(Losses.Quantile) => new QuantileLoss(Setting("tau")) { Reduction = Reduction },
        nameof(Losses.EpsilonInsensitive) => new EpsilonInsensitiveLoss(Setting("epsilon")) { Reduction = Reduction },
        nameof(Losses.Logistic) => new LogisticLoss { Reduction = Reduction },
        nameof(Losses.Softmax) => new SoftmaxLoss(Outputs) { Reduction = Reduction },
        nameof(Losses.Poisson) => new PoissonLoss { Reduction = Reduction },
        nameof(Losses.Gamma) => new GammaLoss { Reduction = Reduction },
        nameof(Losses.Tweedie) => new TweedieLoss(Setting("power")) { Reduction = Reduction },
        Custom => new LoadedLoss(Formula, Reduction, Outputs, Link),
        _ => throw new FormatException($"There is no loss '{Name}'."),
    };

    private static (string Name, Dictionary<string, double> Settings) Describe(ILoss loss) => loss switch
    {
        SquaredLoss squared => (squared.Name, []),
        AbsoluteLoss => (Absolute, []),
        HuberLoss huber => (nameof(Losses.Huber), new() { ["delta"] = huber.Delta }),
        SmoothL1Loss smooth => (nameof(Losses.SmoothL1), new() { ["beta"] = smooth.Beta }),
        LogCoshLoss => (nameof(Losses.LogCosh), []),
        QuantileLoss quantile => (nameof(Losses.Quantile), new() { ["tau"] = quantile.Tau }),
        EpsilonInsensitiveLoss tube => (nameof(Losses.EpsilonInsensitive), new() { ["epsilon"] = tube.Epsilon }),
        LogisticLoss => (nameof(Losses.Logistic), []),
        SoftmaxLoss => (nameof(Losses.Softmax), []),
        PoissonLoss => (nameof(Losses.Poisson), []),
        GammaLoss => (nameof(Losses.Gamma), []),
        TweedieLoss tweedie => (nameof(Losses.Tweedie), new() { ["power"] = tweedie.Power }),
        _ => (Custom, []),
    };

    private double Setting(string name)
        => Settings.TryGetValue(name, out double value) ? value : throw new FormatException($"The loss '{Name}' has no setting '{name}'.");
}
