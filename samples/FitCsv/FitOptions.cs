using Optimizers;

/// <summary>What the command line asked for; null where it left the choice.</summary>
internal sealed record FitOptions
{
    public required FileInfo Data { get; init; }

    public required string? Target { get; init; }

    public required string[] Features { get; init; }

    public required bool OneHot { get; init; }

    public required string Model { get; init; }

    /// <summary>The loss of least squares.</summary>
    public required ILoss? Squares { get; init; }

    public required double? Tau { get; init; }

    public required double? Delta { get; init; }

    public required double? Power { get; init; }

    public required string Penalty { get; init; }

    public required double? Lambda { get; init; }

    public required int? Folds { get; init; }

    public required string Optimizer { get; init; }

    public required double? LearningRate { get; init; }

    public required int? Epochs { get; init; }

    public required int? BatchSize { get; init; }

    public required double TestFraction { get; init; }

    public required int Seed { get; init; }

    public required bool Summary { get; init; }

    public required DirectoryInfo Plots { get; init; }

    public required FileInfo? Output { get; init; }

    public required FileInfo? SaveModel { get; init; }

    public bool IsClassifier => Model is "logistic" or "softmax";

    /// <summary>The loss of the model, for so many classes.</summary>
    public ILoss LossFor(int classes) => Model switch
    {
        "huber" => Losses.Huber(Delta),
        "absolute" => Losses.MeanAbsoluteError,
        "quantile" => Losses.Quantile(Tau ?? 0.5),
        "logistic" => Losses.Logistic,
        "softmax" => Losses.Softmax(classes),
        "poisson" => Losses.Poisson,
        "gamma" => Losses.Gamma,
        "tweedie" => Losses.Tweedie(Power ?? 1.5),
        _ => Squares ?? Losses.MeanSquaredError,
    };

    public IPenalty? PenaltyFor(double lambda) => Penalty switch
    {
        "ridge" => new RidgePenalty(lambda),
        "lasso" => new L1Penalty(lambda),
        "elastic-net" => new ElasticNetPenalty(lambda / 2, lambda / 2),
        _ => null,
    };

    /// <summary>Refuses options that have no effect or contradict each other.</summary>
    public void Check()
    {
        Refuse(!(TestFraction is >= 0 and < 1), $"--test-fraction must be at least 0 and below 1; it is {TestFraction}.");
        Refuse(Optimizer == "exact"
            && this is not { LearningRate: null, Epochs: null, BatchSize: null },
            "The exact solution takes no --learning-rate, --epochs or --batch-size; name an --optimizer that does.");
        Refuse(Squares is not null && Model != "least-squares", $"--loss is of --model least-squares; the model is {Model}.");
        Refuse(Tau is not null && Model != "quantile", $"--tau is of --model quantile; the model is {Model}.");
        Refuse(Delta is not null && Model != "huber", $"--delta is of --model huber; the model is {Model}.");
        Refuse(Power is not null && Model != "tweedie", $"--power is of --model tweedie; the model is {Model}.");
        Refuse(Lambda is { } lambda && !(lambda >= 0), $"--lambda must be at least 0; it is {Lambda}.");
        Refuse(Folds < 2, $"--cv must be at least 2; it is {Folds}.");
        Refuse(Penalty == "none" && Lambda is not null, "--lambda weighs a --penalty; name one.");
        Refuse(Penalty == "none" && Folds is not null, "--cv picks the λ of a --penalty; name one.");
        Refuse(Penalty != "none" && Lambda is null && Folds is null, $"--penalty {Penalty} needs its weight: give --lambda, or --cv to pick it.");
        Refuse(Lambda is not null && Folds is not null, "--cv picks λ; give either it or --lambda.");
        Refuse(Folds is not null && Model == "softmax", "--cv picks the λ of models of one target, and softmax has one for each class; give --lambda.");
        Refuse(Summary && Model == "softmax", "--summary is of models of one target, and softmax has one for each class.");
    }

    private static void Refuse(bool wrong, string message)
    {
        if (wrong)
        {
            throw new ArgumentException(message);
        }
    }
}
