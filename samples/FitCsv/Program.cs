// Shows the main job: fit a linear model to any CSV file from the command line. Try --help, --optimizer adam, or your own --data.
using System.CommandLine;
using Optimizers;

var losses = new Dictionary<string, ILoss>
{
    ["mse"] = Losses.MeanSquaredError,
    ["half-mse"] = Losses.HalfMeanSquaredError,
    ["rmse"] = Losses.RootMeanSquaredError,
    ["sse"] = Losses.SumOfSquaredErrors,
    ["half-sse"] = Losses.HalfSumOfSquaredErrors,
    ["l2"] = Losses.L2Norm,
};

var data = new Option<FileInfo>("--data") { Description = "the CSV file, with a header", DefaultValueFactory = _ => new(Path.Combine(AppContext.BaseDirectory, "diabetes.csv")) };
var target = new Option<string?>("--target") { Description = "the column to predict [default: the last]" };
var features = new Option<string[]>("--features") { Description = "the columns to predict from [default: all others]", AllowMultipleArgumentsPerToken = true };
var text = new Option<string>("--text") { Description = "what to do with columns of text", DefaultValueFactory = _ => "refuse" };
var optimizer = new Option<string>("--optimizer") { Description = "how to fit", DefaultValueFactory = _ => "exact" };
var learningRate = new Option<double?>("--learning-rate") { Description = "the rate of an iterative optimizer [default: 0.1 gd, 0.01 sgd, 0.002 momentum; adam 0.01 standard deviations of the target]" };
var epochs = new Option<int?>("--epochs") { Description = "the passes of an iterative optimizer over the training rows [default: 200]" };
var batchSize = new Option<int?>("--batch-size") { Description = "the rows in a step [default: all for gd, 32 for sgd, momentum and adam]" };
var loss = new Option<string>("--loss") { Description = "what to minimize", DefaultValueFactory = _ => "mse" };
var testFraction = new Option<double>("--test-fraction") { Description = "the share of rows held out from the fit, below 1", DefaultValueFactory = _ => 0.2 };
var seed = new Option<int>("--seed") { Description = "the seed of the split and of the batches", DefaultValueFactory = _ => 1 };
var plot = new Option<DirectoryInfo>("--plot") { Description = "the folder for the plots", DefaultValueFactory = _ => new("plots") };
var output = new Option<FileInfo?>("--output") { Description = "a CSV file for the predictions [default: none]" };
text.AcceptOnlyFromAmong("refuse", "one-hot");
optimizer.AcceptOnlyFromAmong("exact", "gd", "sgd", "momentum", "adam");
loss.AcceptOnlyFromAmong([.. losses.Keys]);

var command = new RootCommand("Fits a linear model to a CSV file and shows coefficients, R² and plots. Ctrl-C ends a fit early and keeps the best model so far.")
{
    data, target, features, text, optimizer, learningRate, epochs, batchSize, loss, testFraction, seed, plot, output,
};
command.SetAction(parsed =>
{
    using var cancel = new CancellationTokenSource();
    Console.CancelKeyPress += (_, e) =>
    {
        e.Cancel = true;
        cancel.Cancel();
    };

    var options = new FitOptions
    {
        Data = parsed.GetValue(data)!,
        Target = parsed.GetValue(target),
        Features = parsed.GetValue(features) ?? [],
        OneHot = parsed.GetValue(text) == "one-hot",
        Optimizer = parsed.GetValue(optimizer)!,
        LearningRate = parsed.GetValue(learningRate),
        Epochs = parsed.GetValue(epochs),
        BatchSize = parsed.GetValue(batchSize),
        Loss = losses[parsed.GetValue(loss)!],
        TestFraction = parsed.GetValue(testFraction),
        Seed = parsed.GetValue(seed),
        Plots = parsed.GetValue(plot)!,
        Output = parsed.GetValue(output),
    };

    try
    {
        FitCommand.Run(options, cancel.Token);
        return 0;
    }
    catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException)
    {
        // what is wrong with the file, the settings or the data, in the words of whoever found it
        Console.Error.WriteLine($"error: {(e is ArgumentException { ParamName: { } name } ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : e.Message)}");
        return 1;
    }
});

// Ctrl-C is ours
return command.Parse(args).Invoke(new InvocationConfiguration { ProcessTerminationTimeout = null });
