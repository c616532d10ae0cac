// Shows the core: a function from a C# expression, its iterations, minimum and maximum, a numerical derivative, and a path over contours.
using Optimizers;
using Optimizers.Plotting;

ExpressionFunction f = DifferentiableFunction.FromExpression(x => x * x + 2 * x + 3);   // powers are Math.Pow(x, 3): ^ is exclusive or in C#
Console.WriteLine($"f(x)  = {f}");
Console.WriteLine($"f'(x) = {f.Derivative()}");

Console.WriteLine("\nDescent from x = 5 with rate 0.1, the first iterations:");
OptimizationRun run = new GradientDescent { LearningRate = 0.1 }.Iterate(f, [5.0]);
foreach (Iteration i in run)
{
    Console.WriteLine($"{i.Number,3}  x = {run.Point[0],9:F6}  f = {i.Value,9:F6}  |f'| = {i.GradientNorm:E1}");
    if (i.Number == 5)
    {
        break;
    }
}

Console.WriteLine(run.Complete());

Console.WriteLine("\nAscent on -f:");
ExpressionFunction hill = DifferentiableFunction.FromExpression(x => -(x * x + 2 * x + 3));
Console.WriteLine(new GradientDescent { LearningRate = 0.1 }.Maximize(hill, [5.0]));

Console.WriteLine("\nThe same descent with the derivative by differences, and how far that is from the exact one:");
IDifferentiableFunction byValues = DifferentiableFunction.FromValue(1, x => x[0] * x[0] + 2 * x[0] + 3, new ForwardDifference(1e-5));
Console.WriteLine(new GradientDescent { LearningRate = 0.1 }.Minimize(byValues, [5.0], new StoppingCriteria { GradientTolerance = 1e-8 }));
Console.WriteLine(GradientCheck.Compare(f, [5.0]));

Console.WriteLine("\nMomentum through the valley of Rosenbrock's function:");
ExpressionFunction valley = DifferentiableFunction.FromExpression((x, y) => (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x));
OptimizationRun path =
    new StochasticGradientDescent { LearningRate = 0.0005, Momentum = 0.9 }.Iterate(valley, [-1.2, 1.0], new StoppingCriteria { GradientTolerance = 1e-3 });
List<double[]> points = [];
foreach (Iteration _ in path)
{
    points.Add(path.Point.ToArray());
}

Console.WriteLine(path.Result);

string folder = Directory.CreateDirectory(args.FirstOrDefault() ?? "pictures").FullName;
string picture = Path.Combine(folder, "contour.png");
ContourPlot.Of(valley, ("momentum 0.9", points)).WithTitle("Rosenbrock's valley: from the square to the diamond").SavePng(picture);
Console.WriteLine($"\nPicture: {picture}");
