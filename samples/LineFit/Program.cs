// Shows a line fitted by gradient descent and by mini-batch SGD with momentum: loss curves over each other, and the line.
using MathNet.Numerics.LinearAlgebra;
using Optimizers;
using Optimizers.Plotting;
using Optimizers.Regression;

var random = new Random(1);
Vector<double> x = Vector<double>.Build.Dense(1000, _ => 10 * (random.NextDouble() - 0.5));
Vector<double> y = Vector<double>.Build.Dense(1000, i => 7 * x[i] + 2 + 4 * (random.NextDouble() - 0.5));   // the line y = 7x + 2, with noise of ±2

var descent = new LinearRegression
{
    Optimizer = new GradientDescent { LearningRate = 0.05 },
    Stopping = new StoppingCriteria { MaxIterations = 100 },
};
var sgd = new LinearRegression
{
    Optimizer = new StochasticGradientDescent { LearningRate = 0.01, Momentum = 0.9 },
    Batches = new MiniBatches(32) { Epochs = 3, Seed = 1 },
};

LinearModel byDescent = descent.Fit(x, y), bySgd = sgd.Fit(x, y), exact = new LinearRegression().Fit(x, y);
Console.WriteLine($"gradient descent, 100 passes over the data:  {byDescent}   R² = {byDescent.Score(x, y):F6}");
Console.WriteLine($"mini-batch SGD with momentum, 3 passes:      {bySgd}   R² = {bySgd.Score(x, y):F6}");
Console.WriteLine($"exact least squares, the default:            {exact}   R² = {exact.Score(x, y):F6}");

string folder = Directory.CreateDirectory(args.FirstOrDefault() ?? "pictures").FullName;
LossPlot.Of(("gradient descent, all samples in a step", byDescent.LossHistory), ("SGD with momentum, 32 samples in a step", bySgd.LossHistory))
    .WithTitle("A line by gradient descent and by mini-batch SGD")
    .SavePng(Path.Combine(folder, "loss.png"));
FitPlot.Of(x, y, bySgd).WithTitle("The line that SGD found").SavePng(Path.Combine(folder, "line.png"));
Console.WriteLine($"Pictures: {Path.Combine(folder, "loss.png")}, {Path.Combine(folder, "line.png")}");
