// Shows classification: a ridge on thirty measurements and how good it is on tumours held out; a summary of three; and what becomes of the thirty without a
// penalty.
using MathNet.Numerics.LinearAlgebra;
using Optimizers;
using Optimizers.Data;
using Optimizers.Regression;
using ScottPlot;

TableSource file = CsvSource.Open(Path.Combine(AppContext.BaseDirectory, "breast_cancer.csv"));
string[] names = [.. file.Columns.SkipLast(1)];
Matrix<double> table = new FeatureEncoding(file.Columns, []).Encode(file);

int[] shuffled = Sampler.Choice(table.RowCount, table.RowCount, replace: false, random: new Random(1));
(Matrix<double> X, Vector<double> benign) = Rows(shuffled[..^143]);
(Matrix<double> heldOutX, Vector<double> heldOut) = Rows(shuffled[^143..]);

// with λ = 1/(nC) the objective of scikit-learn's LogisticRegression(C = 1) on standardized features
var regression = new LinearRegression { Loss = Losses.Logistic, Penalty = new RidgePenalty(1.0 / benign.Count) };
LinearModel model = regression.Fit(TrainingData.From(X, benign, names));
Vector<double> probabilities = model.Predict(heldOutX);
int[] predicted = model.PredictClass(heldOutX), actual = [.. heldOut.Select(label => (int)label)];
Matrix<double> confusion = ClassificationMetrics.ConfusionMatrix(actual, predicted, classes: 2);
double area = ClassificationMetrics.AreaUnderCurve(heldOut, probabilities);
Console.WriteLine($"{regression}\n{model.Training}\n");
Console.WriteLine($"{actual.Length} tumours held out from a fit to {benign.Count}");
Console.WriteLine($"  accuracy              {ClassificationMetrics.Accuracy(actual, predicted):F4}");
Console.WriteLine($"  area under the curve  {area:F4}");
Console.WriteLine($"  log-loss              {ClassificationMetrics.LogLoss(heldOut, probabilities):F4}\n");
Console.WriteLine($"{"",12}{"called malignant",18}{"called benign",18}");
Console.WriteLine($"{"malignant",12}{confusion[0, 0],18}{confusion[0, 1],18}");
Console.WriteLine($"{"benign",12}{confusion[1, 0],18}{confusion[1, 1],18}");

Console.WriteLine("\nThree of the measurements without a penalty, on all tumours:\n");
var likelihood = new LinearRegression { Loss = Losses.Logistic };
string[] three = ["mean_radius", "mean_texture", "mean_smoothness"];
Console.WriteLine(likelihood.Fit(TrainingData.FromTable(file, new TableSchema { Target = "benign", Features = three })).Summary());

// a plane through all thirty has every tumour on its side: the likelihood rises without end along it
LinearModel all = likelihood.Fit(TrainingData.FromTable(file, new TableSchema { Target = "benign" }));
Console.WriteLine($"\nAll thirty without a penalty, on all tumours: {all.Training.Reason}.\n{all.Training}");

string folder = Directory.CreateDirectory(args.FirstOrDefault() ?? "pictures").FullName;
string picture = Path.Combine(folder, "roc.png");
Draw(picture);
Console.WriteLine($"\nPicture: {picture}");

(Matrix<double> X, Vector<double> Y) Rows(int[] rows)
{
    Matrix<double> some = Matrix<double>.Build.DenseOfRows(rows.Select(table.Row));
    return (some.RemoveColumn(names.Length), some.Column(names.Length));
}

// from the threshold 1, which calls nothing benign, down to 0
void Draw(string path)
{
    List<Coordinates> curve = [new(0, 0)];
    double ones = heldOut.Sum(), zeros = heldOut.Count - ones, right = 0, wrong = 0;
    foreach (int i in Enumerable.Range(0, heldOut.Count).OrderByDescending(i => probabilities[i]))
    {
        (right, wrong) = (right + heldOut[i], wrong + 1 - heldOut[i]);
        curve.Add(new(wrong / zeros, right / ones));
    }

    var plot = new Plot();
    var line = plot.Add.ScatterLine(curve);
    (line.LineWidth, line.LegendText) = (3, $"ridge, area {area:F4}");
    var chance = plot.Add.Line(0, 0, 1, 1);
    (chance.Color, chance.LinePattern, chance.LegendText) = (Colors.Gray, LinePattern.Dashed, "guessing");
    plot.Title($"Benign or malignant: {heldOut.Count} tumours held out");
    plot.XLabel("share of malignant tumours called benign");
    plot.YLabel("share of benign tumours called benign");
    plot.ShowLegend(Alignment.LowerRight);
    plot.SavePng(path, 700, 600);
}
