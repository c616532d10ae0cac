using System.CommandLine;
using Optimizers;

/// <summary>The options of a fit on the command line.</summary>
internal sealed class FitArguments
{
    private static readonly Dictionary<string, ILoss> Squares = new()
    {
        ["mse"] = Losses.MeanSquaredError,
        ["half-mse"] = Losses.HalfMeanSquaredError,
        ["rmse"] = Losses.RootMeanSquaredError,
        ["sse"] = Losses.SumOfSquaredErrors,
        ["half-sse"] = Losses.HalfSumOfSquaredErrors,
        ["l2"] = Losses.L2Norm,
    };

    private readonly Option<FileInfo> _data = new("--data")
    {
        Description = "the file, CSV with a header or .parquet",
        DefaultValueFactory = _ => new(Path.Combine(AppContext.BaseDirectory, "diabetes.csv")),
    };
    private readonly Option<string?> _target = new("--target") { Description = "the column to predict [default: the last]" };
    private readonly Option<string[]> _features =
        new("--features") { Description = "the columns to predict from [default: all others]", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string> _text = Choice("--text", "what to do with columns of text", "refuse", "one-hot");
    private readonly Option<string> _model =
        Choice("--model", "what to fit", "least-squares", "huber", "absolute", "quantile", "logistic", "softmax", "poisson", "gamma", "tweedie");
    private readonly Option<string?> _loss = new("--loss") { Description = "how least squares are counted [default: mse]" };
    private readonly Option<double?> _tau = new("--tau") { Description = "the share of targets below a quantile [default: 0.5]" };
    private readonly Option<double?> _delta = new("--delta")
    {
        Description = "the size from which huber counts a residual as large, in units of the target [default: 1.345 robust deviations of the residuals]",
    };
    private readonly Option<double?> _power =
        new("--power") { Description = "the power of the mean in the variance of tweedie, between 1 and 2 [default: 1.5]" };
    private readonly Option<string> _penalty = Choice(
        "--penalty",
        "what keeps the coefficients of standardized features small; elastic-net is half lasso, half ridge",
        "none",
        "ridge",
        "lasso",
        "elastic-net");
    private readonly Option<double?> _lambda = new("--lambda") { Description = "the weight of the penalty" };
    private readonly Option<int?> _folds = new("--cv") { Description = "the folds of a cross-validation that picks the weight of the penalty" };
    private readonly Option<string> _optimizer = Choice("--optimizer", "how to fit", "exact", "gd", "sgd", "momentum", "adam");
    private readonly Option<double?> _learningRate = new("--learning-rate")
    {
        Description = "the rate of an iterative optimizer [default: 0.1 gd, 0.01 sgd, 0.002 momentum; adam 0.01, of residuals times the standard "
            + "deviation of the target]",
    };

    private readonly Option<int?> _epochs = new("--epochs") { Description = "the passes of an iterative optimizer over the training rows [default: 200]" };
    private readonly Option<int?> _batchSize = new("--batch-size") { Description = "the rows in a step [default: all for gd, 32 for sgd, momentum and adam]" };
    private readonly Option<double> _testFraction =
        new("--test-fraction") { Description = "the share of rows held out from the fit, below 1", DefaultValueFactory = _ => 0.2 };
    private readonly Option<int> _seed = new("--seed") { Description = "the seed of the split, of the batches and of the folds", DefaultValueFactory = _ => 1 };
    private readonly Option<bool> _summary = new("--summary") { Description = "show standard errors, tests and intervals" };
    private readonly Option<DirectoryInfo> _plot = new("--plot") { Description = "the folder for the plots", DefaultValueFactory = _ => new("plots") };
    private readonly Option<FileInfo?> _output = new("--output") { Description = "a CSV file for the predictions [default: none]" };
    private readonly Option<FileInfo?> _saveModel =
        new("--save-model") { Description = "a JSON file for the model, which the command predict takes [default: none]" };

    public FitArguments(Command command)
    {
        _loss.AcceptOnlyFromAmong([.. Squares.Keys]);
        Option[] all =
        [
            _data, _target, _features, _text, _model, _loss, _tau, _delta, _power,
                _penalty, _lambda, _folds, _optimizer, _learningRate, _epochs, _batchSize, _testFraction, _seed,
            _summary, _plot, _output, _saveModel,
        ];
        Array.ForEach(all, command.Options.Add);
    }

    public FitOptions Read(ParseResult parsed) => new()
    {
        Data = parsed.GetValue(_data)!,
        Target = parsed.GetValue(_target),
        Features = parsed.GetValue(_features) ?? [],
        OneHot = parsed.GetValue(_text) == "one-hot",
        Model = parsed.GetValue(_model)!,
        Squares = parsed.GetValue(_loss) is { } loss ? Squares[loss] : null,
        Tau = parsed.GetValue(_tau),
        Delta = parsed.GetValue(_delta),
        Power = parsed.GetValue(_power),
        Penalty = parsed.GetValue(_penalty)!,
        Lambda = parsed.GetValue(_lambda),
        Folds = parsed.GetValue(_folds),
        Optimizer = parsed.GetValue(_optimizer)!,
        LearningRate = parsed.GetValue(_learningRate),
        Epochs = parsed.GetValue(_epochs),
        BatchSize = parsed.GetValue(_batchSize),
        TestFraction = parsed.GetValue(_testFraction),
        Seed = parsed.GetValue(_seed),
        Summary = parsed.GetValue(_summary),
        Plots = parsed.GetValue(_plot)!,
        Output = parsed.GetValue(_output),
        SaveModel = parsed.GetValue(_saveModel),
    };

    /// <summary>An option with a few values, of which the first is the default.</summary>
    private static Option<string> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => values[0] };
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
