// Shows Adam's step inside a loop of one's own, a checkpoint on the way, and that going on from it gives the same bits.
using Optimizers;

var adam = new Adam { LearningRate = 0.02 };
double[] p = [-1.2, 1.0], g = new double[2];
OptimizerState state = adam.CreateState(p.Length);

double[]? pointAtCheckpoint = null;
string? checkpoint = null;
double value;
while ((value = Rosenbrock(p, g)) > 1e-10)
{
    adam.Step(p, g, state);
    if (state.StepCount == 500)
    {
        (pointAtCheckpoint, checkpoint) = ([.. p], state.ToJson());   // or state.Clone(), in memory
        Console.WriteLine($"checkpoint at step 500: f = {value:E3}, {checkpoint.Length} characters of JSON");
    }
}

Console.WriteLine($"without a stop: step {state.StepCount}, p = ({p[0]:R}, {p[1]:R})");

double[] q = pointAtCheckpoint!;
OptimizerState resumed = OptimizerState.FromJson(checkpoint!);
while (Rosenbrock(q, g) > 1e-10)
{
    adam.Step(q, g, resumed);
}

Console.WriteLine($"resumed:        step {resumed.StepCount}, p = ({q[0]:R}, {q[1]:R})");
Console.WriteLine($"the same bits: {p.SequenceEqual(q) && state.Equals(resumed)}");

// returns f and writes its gradient
static double Rosenbrock(ReadOnlySpan<double> x, Span<double> gradient)
{
    double a = x[1] - (x[0] * x[0]), b = 1 - x[0];
    gradient[0] = (-400 * a * x[0]) - (2 * b);
    gradient[1] = 200 * a;
    return (100 * a * a) + (b * b);
}
