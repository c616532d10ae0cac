// Shows the main job: fit a linear model to any CSV or Parquet file from the command line. Try --help, --model huber, --optimizer adam, or your own --data.
using System.CommandLine;

var root = new RootCommand(
    "Fits a linear model to a CSV or Parquet file and shows coefficients, how good it is, and plots. Ctrl-C ends a fit early and keeps the best model so far.");
var fit = new FitArguments(root);
root.SetAction(parsed =>
{
    using var cancel = new CancellationTokenSource();
    Console.CancelKeyPress += (_, e) =>
    {
        e.Cancel = true;
        cancel.Cancel();
    };
    return Run(() => FitCommand.Run(fit.Read(parsed), cancel.Token));
});

var model = new Option<FileInfo>("--model") { Description = "the JSON file of --save-model", Required = true };
var data = new Option<FileInfo>("--data") { Description = "the file, CSV with a header or .parquet", Required = true };
var output = new Option<FileInfo>("--output") { Description = "a CSV file for the predictions", Required = true };
var predict = new Command("predict", "Predicts the rows of a file by a saved model.") { model, data, output };
predict.SetAction(parsed => Run(() => PredictCommand.Run(parsed.GetRequiredValue(model), parsed.GetRequiredValue(data), parsed.GetRequiredValue(output))));
root.Subcommands.Add(predict);

// Ctrl-C is ours
return root.Parse(args).Invoke(new InvocationConfiguration { ProcessTerminationTimeout = null });

static int Run(Action command)
{
    try
    {
        command();
        return 0;
    }
    catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException
        or InvalidOperationException or OperationCanceledException)
    {
        // what is wrong with the file, the settings or the data, in the words of whoever found it
        Console.Error.WriteLine($"error: "
            + $"{(e is ArgumentException { ParamName: { } name } ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : e.Message)}");
        return 1;
    }
}
