// Shows rules racing down Beale's function, Rosenbrock's valley and a ravine with the same budget, over contours; a learning-rate finder; schedules.
using Optimizers;
using Optimizers.Plotting;

string folder = Directory.CreateDirectory(args.FirstOrDefault() ?? "pictures").FullName;

Race("Beale", DifferentiableFunction.FromExpression((x, y) =>
    (1.5 - x + x * y) * (1.5 - x + x * y) + (2.25 - x + x * y * y) * (2.25 - x + x * y * y) + (2.625 - x + x * y * y * y) * (2.625 - x + x * y * y * y)), [1.0,
        1.5], 0.005);
Race("Rosenbrock", DifferentiableFunction.FromExpression((x, y) => (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x)), [-1.2, 1.0], 0.0005);
Race("Ravine", DifferentiableFunction.FromExpression((x, y) => 0.5 * (x * x + 50 * y * y)), [-10.0, 1.5], 0.02);

ExpressionFunction valley = DifferentiableFunction.FromExpression((x, y) => (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x));
LearningRateSearch search = new LearningRateFinder().Find(rate => new StochasticGradientDescent { LearningRate = rate, Momentum = 0.9 }, valley, [-1.2, 1.0]);
Console.WriteLine($"Learning rate for momentum in the valley: {search.Suggestion:G2}");
LearningRatePlot.Of(search).SavePng(Path.Combine(folder, "rate.png"));

SchedulePlot.Of(
    200,
    ("cosine after warm-up", new CosineAnnealing(0.1, 180).AfterWarmUp(20)),
    ("warm restarts", new CosineWarmRestarts(0.1, 25) { PeriodFactor = 2 }),
    ("one cycle", new OneCycle(0.1, 200)),
    ("steps", new StepDecay(0.1, 50) { Factor = 0.5 })).WithAxes("step", "learning rate").SavePng(Path.Combine(folder, "schedules.png"));
Console.WriteLine($"Pictures: {folder}");

void Race(string name, IDifferentiableFunction function, double[] start, double rate)
{
    // the rates of plain descent and momentum are the problem's, for they must fit its steepest slope; the others scale themselves
    OptimizerComparison comparison = OptimizerComparison.Of(
        function, start, 400,
        ("gradient descent", new GradientDescent { LearningRate = rate }),
        ("momentum", new StochasticGradientDescent { LearningRate = rate / 2, Momentum = 0.9 }),
        ("RMSProp", new RmsProp { LearningRate = 0.03 }),
        ("Adam", new Adam { LearningRate = 0.1 }),
        ("Prodigy", new Prodigy { InitialDistance = 1e-2 }));
    Console.WriteLine($"{name}, 400 evaluations each\n{comparison}\n");
    ContourPlot.Of(function, comparison).WithTitle($"{name}: 400 evaluations each").SavePng(Path.Combine(folder, $"{name.ToLowerInvariant()}.png"));
    LossPlot.Of(comparison).WithTitle($"{name}: value over the iterations").SavePng(Path.Combine(folder, $"{name.ToLowerInvariant()}-values.png"));
}
