using Optimizers;
using Optimizers.Regression;
using Spectre.Console;

/// <summary>Reads, splits, fits, reports.</summary>
internal static class FitCommand
{
    public static void Run(FitOptions options, CancellationToken cancellationToken)
    {
        options.Check();
        var all = Samples.From(TextTable.Read(options.Data), options);
        (Samples training, Samples? heldOut) = Split(all, options);
        LinearRegression regression = Regressions.Of(options, training);
        FittedModel model;
        try
        {
            model = Fit(regression, training, options, cancellationToken);
        }
        catch (ArgumentException e) when (e.ParamName == "X")
        {
            // the names of columns are enough, for a file has no X that they are counted in
            string message = training.Encoding.FeatureNames.Index()
                .Aggregate(e.Message, (text, column) => text.Replace($"{column.Index} ({column.Item})", column.Item, StringComparison.Ordinal));
            throw new InvalidDataException($"{options.Data.Name}: {message.Replace(" (Parameter 'X')", "", StringComparison.Ordinal)}", e);
        }

        Report.Write(options, regression, training, heldOut, model);
        Plots.Save(options, training, heldOut ?? training, model);
        if (options.Output is { } output)
        {
            Report.SavePredictions(output, all, training, model);
        }

        if (options.SaveModel is { } file)
        {
            model.Save(file.FullName);
            Console.WriteLine($"Model: {file.FullName}");
        }
    }

    private static (Samples Training, Samples? HeldOut) Split(Samples all, FitOptions options)
    {
        int rows = all.Rows.Count, held = (int)Math.Round(options.TestFraction * rows);
        int[] order = Sampler.Choice(rows, rows, replace: false, random: new Random(options.Seed));
        return (all.Take(order[held..].Order()), held > 0 ? all.Take(order[..held].Order()) : null);
    }

    private static FittedModel Fit(LinearRegression regression, Samples training, FitOptions options, CancellationToken cancellationToken)
    {
        if (options.Model == "softmax")
        {
            return new FittedClasses(regression.FitTargets(training.Data, cancellationToken));
        }

        LinearModel model = options.Folds is { } folds
            ? Select(regression, training, folds, options, cancellationToken)
            : Watch(regression, training, cancellationToken);
        return new FittedLine(model, training.Classes is [_, var second] ? second : training.Target);
    }

    private static LinearModel Select(LinearRegression regression, Samples training, int folds, FitOptions options, CancellationToken cancellationToken)
    {
        // a ridge leaves coefficients at any λ, and losses with kinks have no slope to tell the largest λ from
        bool isOpen = options.Penalty == "ridge" || options.Model is "absolute" or "quantile";
        PenaltySelection selection = new CrossValidation { Folds = folds, Seed = options.Seed }.Select(
            new RegularizationPath
            {
                Regression = regression with { Penalty = null },
                Penalty = λ => options.PenaltyFor(λ)!,
                Lambdas = isOpen ? [.. Enumerable.Range(0, 41).Select(i => Math.Pow(10, 2 - (i / 5.0)))] : null,
            },
            training.Data,
            cancellationToken);
        Console.WriteLine(selection);
        Console.WriteLine($"{regression with { Penalty = options.PenaltyFor(selection.BestLambda) }}");
        return selection.Model;
    }

    private static LinearModel Watch(LinearRegression regression, Samples training, CancellationToken cancellationToken)
    {
        FitRun<LinearModel> fit = regression.Iterate(training.Data, cancellationToken);
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
}
