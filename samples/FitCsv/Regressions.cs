using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;
using Optimizers;
using Optimizers.Regression;

/// <summary>The settings of the library for what the command line asked.</summary>
internal static class Regressions
{
    private const int DefaultEpochs = 200;
    private const int DefaultBatchSize = 32;

    public static LinearRegression Of(FitOptions options, Samples training)
    {
        var regression = new LinearRegression { Loss = options.LossFor(training.Classes.Count), Penalty = options.PenaltyFor(options.Lambda ?? 0) };
        if (options.Optimizer == "exact")
        {
            return regression;
        }

        int epochs = options.Epochs ?? DefaultEpochs;
        int? batchSize = options.BatchSize ?? (options.Optimizer == "gd" ? null : Math.Min(DefaultBatchSize, training.Rows.Count));
        Link link = regression.Loss.Link;
        return regression with
        {
            Optimizer = options.Optimizer switch
            {
                "gd" => new GradientDescent { LearningRate = options.LearningRate ?? 0.1 },
                "sgd" => new StochasticGradientDescent { LearningRate = options.LearningRate ?? 0.01 },
                "momentum" => new StochasticGradientDescent { LearningRate = options.LearningRate ?? 0.002, Momentum = 0.9 },
                // its rate is the size of a step, and so in units of what is added up: of the target, or of a logarithm
                _ => new Adam { LearningRate = options.LearningRate ?? (0.01 * (link == Link.Identity ? training.Y.PopulationStandardDeviation() : 1)) },
            },
            Start = link == Link.Softmax
                ? null
                : Vector<double>.Build.Dense([.. new double[training.Encoding.FeatureNames.Count], Intercept(link, training.Y.Average())]),
            Batches = batchSize is { } size ? new MiniBatches(size) { Epochs = epochs, Seed = options.Seed } : null,
            Stopping = batchSize is null ? new StoppingCriteria { MaxIterations = epochs } : new(),
        };
    }

    /// <summary>The intercept of a model that predicts the mean everywhere.</summary>
    private static double Intercept(Link link, double mean)
    {
        double intercept = link switch
        {
            Link.Log => Math.Log(mean),
            Link.Logit => Math.Log(mean / (1 - mean)),
            _ => mean,
        };
        return double.IsFinite(intercept) ? intercept : 0;
    }
}
