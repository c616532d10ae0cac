// Shows lines that outliers cannot draw away: Huber's loss and quantiles beside least squares, with standard errors.
using MathNet.Numerics.LinearAlgebra;
using Optimizers;
using Optimizers.Data;
using Optimizers.Plotting;
using Optimizers.Regression;
using ScottPlot;

TableSource file = CsvSource.Open(Path.Combine(AppContext.BaseDirectory, "engel.csv"));
Matrix<double> engel = new FeatureEncoding(file.Columns, []).Encode(file);
Vector<double> income = engel.Column(0), food = engel.Column(1);

// the ten richest households, as if their clerk had lost a digit of what they spent
int[] spoiled = [.. Enumerable.Range(0, income.Count).OrderByDescending(i => income[i]).Take(10)];
Vector<double> written = food.Clone();
foreach (int i in spoiled)
{
    written[i] /= 10;
}

// Huber's δ is where a residual begins to count as large: with none given 1.345 standard deviations, of which the median of the residuals' sizes is 0.6745 if
// they are normal
LinearModel huber = Fit(Losses.Huber(), written);
(string Label, LinearModel Model)[] fits =
[
    ("least squares, before", Fit(Losses.MeanSquaredError, food)),
    ("least squares", Fit(Losses.MeanSquaredError, written)),
    ($"Huber, δ = {((HuberLoss)huber.Loss).Delta:F1}", huber),
    ("median", Fit(Losses.Quantile(0.5), written)),
    ("lower quarter", Fit(Losses.Quantile(0.25), written)),
    ("upper quarter", Fit(Losses.Quantile(0.75), written)),
];

Console.WriteLine($"Food against income of {income.Count} households, {spoiled.Length} of them with a digit lost\n");
Console.WriteLine($"{"",-22}{"intercept",10}{"± error",10}{"slope",10}{"± error",10}   ended");
foreach ((string label, LinearModel model) in fits)
{
    IReadOnlyList<CoefficientSummary> rows = model.Summary().Coefficients;
    Console.WriteLine($"{label,-22}{rows[1].Estimate,10:F2}{rows[1].StandardError,10:F2}{rows[0].Estimate,10:F4}{rows[0].StandardError,10:F4}   "
        + $"{model.Training.Reason}");
}

Console.WriteLine($"\nHuber's line in full:\n\n{huber.Summary()}");

string folder = Directory.CreateDirectory(args.FirstOrDefault() ?? "pictures").FullName;
string picture = Path.Combine(folder, "lines.png");
Figure figure = FitPlot.Of(income, written, fits[1].Model)
    .WithTitle("What ten lost digits do to a line").WithAxes("income (francs a year)", "food (francs a year)");
double[] ends = [income.Minimum(), income.Maximum()];
figure.Plot.GetPlottables<ScottPlot.Plottables.Scatter>().Last().LegendText = fits[1].Label;
foreach ((int place, (string label, LinearModel model)) in fits.Index().Where(fit => fit.Index != 1))
{
    var line = figure.Plot.Add.ScatterLine(ends, model.Predict(Vector<double>.Build.Dense(ends)).ToArray(), Colors.Category10[place + 2]);
    (line.LineWidth, line.LegendText, line.LinePattern) = (2, label, place is 0 or > 3 ? LinePattern.Dashed : LinePattern.Solid);
}

figure.SavePng(picture);
Console.WriteLine($"\nPicture: {picture}");

LinearModel Fit(ILoss loss, Vector<double> target) => new LinearRegression { Loss = loss }.Fit(TrainingData.From(income.ToColumnMatrix(), target, ["income"]));
