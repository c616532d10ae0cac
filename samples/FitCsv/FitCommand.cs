using System.Globalization;
using System.Text.RegularExpressions;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;
using Optimizers;
using Optimizers.Plotting;
using Optimizers.Regression;
using Spectre.Console;

/// <summary>Reads, splits, fits, reports.</summary>
internal static class FitCommand
{
    private const int DefaultEpochs = 200;
    private const int DefaultBatchSize = 32;

    public static void Run(FitOptions options, CancellationToken cancel)
    {
        Check(options);
        DesignMatrix all = DesignMatrix.From(CsvTable.Read(options.Data), options);
        (DesignMatrix training, DesignMatrix? heldOut) = Split(all, options);
        LinearRegression regression = Regression(options, training);
        LinearModel model;
        try
        {
            model = Fit(regression, training, cancel);
        }
        catch (ArgumentException e) when (e.ParamName == "X")
        {
            throw new InvalidDataException($"{options.Data.Name}: {NameColumns(e.Message, training.Names)}", e);
        }

        Report.Write(options, all, training, heldOut, model);
        SavePlots(options, training, heldOut ?? training, model);
        if (options.Output is { } output)
        {
            Report.SavePredictions(output, all, training, model);
        }
    }

    private static void Check(FitOptions options)
    {
        if (!(options.TestFraction is >= 0 and < 1))
        {
            throw new ArgumentException($"--test-fraction must be at least 0 and below 1; it is {options.TestFraction}.");
        }

        if (options.Optimizer == "exact" && options is not { LearningRate: null, Epochs: null, BatchSize: null })
        {
            throw new ArgumentException("The exact solution takes no --learning-rate, --epochs or --batch-size; name an --optimizer that does.");
        }
    }

    private static LinearRegression Regression(FitOptions options, DesignMatrix training)
    {
        if (options.Optimizer == "exact")
        {
            return new LinearRegression { Loss = options.Loss };
        }

        int epochs = options.Epochs ?? DefaultEpochs;
        int? batchSize = options.BatchSize ?? (options.Optimizer == "gd" ? null : Math.Min(DefaultBatchSize, training.Y.Count));
        return new LinearRegression
        {
            Loss = options.Loss,
            Optimizer = options.Optimizer switch
            {
                "gd" => new GradientDescent { LearningRate = options.LearningRate ?? 0.1 },
                "sgd" => new StochasticGradientDescent { LearningRate = options.LearningRate ?? 0.01 },
                "momentum" => new StochasticGradientDescent { LearningRate = options.LearningRate ?? 0.002, Momentum = 0.9 },
                // its rate is the size of a step, and so in units of the target
                _ => new Adam { LearningRate = options.LearningRate ?? 0.01 * training.Y.PopulationStandardDeviation() },
            },
            Start = Vector<double>.Build.Dense([.. new double[training.Names.Length], training.Y.Average()]),
            Batches = batchSize is { } size ? new MiniBatches(size) { Epochs = epochs, Seed = options.Seed } : null,
            Stopping = batchSize is null ? new StoppingCriteria { MaxIterations = epochs } : new(),
        };
    }

    private static (DesignMatrix Training, DesignMatrix? HeldOut) Split(DesignMatrix all, FitOptions options)
    {
        int rows = all.Y.Count, held = (int)Math.Round(options.TestFraction * rows);
        int[] order = Sampler.Choice(rows, rows, replace: false, random: new Random(options.Seed));
        return (all.Take([.. order[held..].Order()]), held > 0 ? all.Take([.. order[..held].Order()]) : null);
    }

    /// <summary>Puts the names where the library speaks of the columns of X by number.</summary>
    private static string NameColumns(string message, string[] names) => Regex.Replace(
        message.Replace(" (Parameter 'X')", "", StringComparison.Ordinal),
        @"(?<=^Columns? )[\d, ]+(?= of X)",
        numbers => string.Join(", ", numbers.Value.Split(", ").Select(number => names[int.Parse(number, CultureInfo.InvariantCulture)])));

    private static LinearModel Fit(LinearRegression regression, DesignMatrix training, CancellationToken cancel)
    {
        FitRun<LinearModel> fit = regression.Iterate(training.X, training.Y, cancel);
        int? epochs = regression.Batches?.Epochs ?? regression.Stopping.MaxIterations;
        AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn()).Start(progress =>
        {
            ProgressTask task = progress.AddTask("fitting", maxValue: epochs ?? 1);
            int shown = -1;
            foreach (Iteration iteration in fit)
            {
                if (iteration.Epoch > shown)
                {
                    shown = iteration.Epoch;
                    task.Description = $"epoch {shown}, loss {iteration.Value:G6}";
                    task.Value = epochs is null ? 0 : shown;
                }
            }

            task.Value = fit.Model.Training.Reason == StopReason.Cancelled ? task.Value : task.MaxValue;
        });
        return fit.Model;
    }

    private static void SavePlots(FitOptions options, DesignMatrix training, DesignMatrix shown, LinearModel model)
    {
        options.Plots.Create();
        Vector<double> predictions = model.Predict(shown.X);
        string rows = ReferenceEquals(shown, training) ? "training rows" : "rows held out";
        List<(string File, Figure Figure)> figures =
        [
            ("loss.png", LossPlot.Of(model.LossHistory).WithTitle($"{options.Data.Name}: loss over the steps")),
            ("residuals.png", ResidualPlot.Of(predictions, shown.Y).WithTitle($"{options.Data.Name}: residuals of the {rows}").WithAxes($"prediction of {training.Target}", "residual (target − prediction)")),
        ];
        if (training.Names is [var name])
        {
            figures.Add(("line.png", FitPlot.Of(training.X.Column(0), training.Y, model).WithTitle($"{options.Data.Name}: data and fitted line").WithAxes(name, training.Target)));
        }

        foreach ((string file, Figure figure) in figures)
        {
            figure.SavePng(Path.Combine(options.Plots.FullName, file));
        }

        AnsiConsole.WriteLine($"Plots: {string.Join(", ", figures.Select(figure => figure.File))} in {options.Plots.FullName}");
    }
}
