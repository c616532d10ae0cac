using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace Optimizers.Benchmarks;

/// <summary>A function of ours as MathNet's minimizers see it, its evaluations counted.</summary>
internal sealed class MathNetObjective
{
    // it has been seen to go on for ever
    private const int EvaluationLimit = 100_000;

    private readonly IDifferentiableFunction _function;

    public MathNetObjective(IDifferentiableFunction function)
    {
        _function = function;
        Objective = ObjectiveFunction.Gradient(Evaluate);
    }

    public int Evaluations { get; private set; }

    /// <summary>The lowest value seen, which MathNet loses when it throws.</summary>
    public double Lowest { get; private set; } = double.PositiveInfinity;

    public IObjectiveFunction Objective { get; }

    private (double, Vector<double>) Evaluate(Vector<double> point)
    {
        if (++Evaluations > EvaluationLimit)
        {
            throw new InvalidOperationException("Too many evaluations.");
        }

        double[] gradient = new double[point.Count];
        double value = _function.Evaluate(point.AsArray() ?? point.ToArray(), gradient);
        Lowest = Math.Min(Lowest, value);
        return (value, Vector<double>.Build.Dense(gradient));
    }
}
