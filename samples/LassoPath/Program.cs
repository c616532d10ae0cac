// Shows the lasso over all penalties: in which order the coefficients leave 0, and which penalty cross-validation picks.
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;
using Optimizers;
using Optimizers.Data;
using Optimizers.Plotting;
using Optimizers.Regression;
using ScottPlot;

TableSource file = CsvSource.Open(Path.Combine(AppContext.BaseDirectory, "diabetes.csv"));
TrainingData patients = TrainingData.FromTable(file, new TableSchema { Target = "target" });

// (1/2n) Σ e² + λ‖w‖₁ of standardized features, the objective of scikit-learn's Lasso(alpha = λ)
var lasso = new RegularizationPath { Regression = new LinearRegression { Loss = Losses.HalfMeanSquaredError }, Penalty = λ => new L1Penalty(λ) };
PathResult path = lasso.Fit(patients);
Console.WriteLine($"{path}\n");
Console.WriteLine("In this order they leave 0:");
foreach ((string name, double λ) in path.FeatureNames.Select((name, j) => (name, λ: Entry(j))).OrderByDescending(feature => feature.λ))
{
    Console.WriteLine($"  {name,-4} λ = {λ:F3}");
}

PenaltySelection selection = new CrossValidation { Folds = 10, Seed = 1 }.Select(lasso, patients);
Console.WriteLine($"\nTen folds:\n{"λ",12}{"loss",12}{"± error",10}   coefficients not 0");
for (int i = 0; i < path.Lambdas.Count; i += 9)
{
    Console.WriteLine($"{path.Lambdas[i],12:F4}{selection.MeanLosses[i],12:F1}{selection.StandardErrors[i],10:F1}{path.Coefficients[i].Count(w => w != 0),6}");
}

// of the models that the data do not tell from the best, the simplest
LinearModel simple = path.Models[path.Lambdas.Index().First(item => item.Item == selection.LargestLambdaWithinOneStandardError).Index];
Console.WriteLine($"\nleast loss, λ = {selection.BestLambda:F3}:\n{selection.Model}");
Console.WriteLine($"\nwithin one standard error of it, λ = {selection.LargestLambdaWithinOneStandardError:F3}:\n{simple}");

string folder = Directory.CreateDirectory(args.FirstOrDefault() ?? "pictures").FullName;
string coefficients = Path.Combine(folder, "path.png"), losses = Path.Combine(folder, "cross-validation.png");

// for a standard deviation of the feature, so that they can be compared
Matrix<double> X = patients.Encoding!.Encode(file);
Vector<double> deviations = Vector<double>.Build.DenseOfEnumerable(X.EnumerateColumns().Select(column => column.PopulationStandardDeviation()));
CoefficientPathPlot.Of(
    path.Lambdas, [.. path.Coefficients.Select(w => w.PointwiseMultiply(deviations))], path.FeatureNames, selection.LargestLambdaWithinOneStandardError)
    .WithTitle("The lasso on diabetes").WithAxes("λ (logarithmic)", "coefficient (target per standard deviation)").SavePng(coefficients);
DrawLosses(losses);
Console.WriteLine($"\nPictures: {coefficients}, {losses}");

// the largest λ at which a coefficient is not 0; λ of the path are the largest first
double Entry(int feature) => path.Lambdas.Where((_, i) => path.Coefficients[i][feature] != 0).DefaultIfEmpty().First();

void DrawLosses(string picture)
{
    double[] logarithms = [.. selection.Lambdas.Select(Math.Log10)];
    var plot = new Plot();
    var band = plot.Add.FillY(
        logarithms,
        [.. selection.MeanLosses.Zip(selection.StandardErrors, (loss, error) => loss - error)],
        [.. selection.MeanLosses.Zip(selection.StandardErrors, (loss, error) => loss + error)]);
    (band.FillColor, band.LineWidth, band.LegendText) = (Colors.C0.WithAlpha(0.2), 0, "± standard error");
    var line = plot.Add.ScatterLine(logarithms, [.. selection.MeanLosses], Colors.C0);
    (line.LineWidth, line.LegendText) = (3, "mean loss of ten folds");
    plot.Add.VerticalLine(Math.Log10(selection.BestLambda), 2, Colors.C1).LegendText = $"least, λ = {selection.BestLambda:F2}";
    plot.Add.VerticalLine(Math.Log10(selection.LargestLambdaWithinOneStandardError), 2, Colors.C2)
        .LegendText = $"within one standard error, λ = {selection.LargestLambdaWithinOneStandardError:F2}";
    plot.Title("The lasso on diabetes: ten folds");
    plot.XLabel("λ (logarithm to the base 10)");
    plot.YLabel("½ mean squared error of what was held out");
    plot.ShowLegend(Alignment.UpperLeft);
    plot.SavePng(picture, 900, 600);
}
