using System.Globalization;

namespace Optimizers;

/// <summary>The words of <see cref="OptimizationResult.Explain"/>: why a run stopped, which criterion was nearest, what to try.</summary>
internal sealed class Explanation(OptimizationResult result, RunFacts facts)
{
    // differences cost 2n evaluations, and curvatures as many
    private const int LargestChecked = 1000;
    private const double WrongGradient = 1e-4;
    private const double SpreadOfScales = 1e4;

    private static readonly CentralDifference Central = new();

    private readonly List<string> _sentences = [];

    public override string ToString()
    {
        _sentences.Clear();
        _sentences.Add($"{result.Outcome()}.");
        AddNearest();
        if (result.Converged)
        {
            Add($"The point is stationary to that tolerance; whether it is a minimum, a gradient cannot tell.", result.Reason is StopReason.GradientTolerance or StopReason.RoundingLimit);
        }
        else
        {
            AddAdvice();
        }

        Add(
            $"Other values of {result.Undetermined()} give the same predictions: hold them at known values, as by CurveFit.Fixed, or take data on which they have an effect of their own.",
            result.UndeterminedCoordinates.Count > 0);
        return string.Join(' ', _sentences);
    }

    /// <summary>How far the criteria were, and which was the nearest.</summary>
    private void AddNearest()
    {
        (string Name, double Times) nearest = ("", double.PositiveInfinity);
        int criteria = 0;
        if (facts.GradientTolerance is { } tolerance && double.IsFinite(result.GradientNorm))
        {
            double times = result.GradientNorm / tolerance;
            string relation = result.GradientNorm <= tolerance ? "within" : tolerance > 0 ? Text($"{times:G2} times") : "above";
            _sentences.Add(Text($"The gradient norm is {result.GradientNorm:G3}, {relation} its tolerance {tolerance:G3}."));
            Compare(nameof(StoppingCriteria.GradientTolerance), times);
        }

        if (result.History.Count > 1 && facts.Stopping.ValueTolerance is { } change)
        {
            double value = result.History[^1].Value, before = result.History[^2].Value, last = Math.Abs(value - before);
            _sentences.Add(Text($"The last change of the value is {last:G3}; its tolerance is {change:G3} of the value's size."));
            Compare(nameof(StoppingCriteria.ValueTolerance), last / (change * Math.Max(Math.Max(Math.Abs(value), Math.Abs(before)), Math.Abs(value - result.History[0].Value))));
        }

        if (facts.LastStep is { } step && facts.Stopping.StepTolerance is { } shortest)
        {
            _sentences.Add(Text($"The last step is {step:G3} of the point's size; its tolerance is {shortest:G3}."));
            Compare(nameof(StoppingCriteria.StepTolerance), step / shortest);
        }

        if (facts.Stopping.TargetValue is { } target)
        {
            _sentences.Add(Text($"The value is {Math.Abs(result.Value - target):G3} from the target {target:G6}."));
        }

        Add(Text($"The nearest tolerance was {nearest.Name}, {nearest.Times:G2} times away."), criteria > 1 && !result.Converged && double.IsFinite(nearest.Times));

        void Compare(string name, double times)
        {
            criteria++;
            nearest = times < nearest.Times ? (name, times) : nearest;
        }
    }

    private void AddAdvice()
    {
        bool isRising = result.History.Count > 1 && facts.Objective.Own(result.History[^1].Value) > facts.Objective.Own(result.History[0].Value);
        Add("The function falls without bound along the way taken: it has no minimum there. Check its sign, or call Maximize if a maximum is wanted.", result.Reason == StopReason.Unbounded);
        Add("The function is not finite at the start; start elsewhere.", result.Reason == StopReason.NotFinite && result.Iterations == 0);
        if (facts.LearningRate is { } rate && result.Iterations > 0 && (isRising || result.Reason is StopReason.NotFinite or StopReason.Unbounded))
        {
            _sentences.Add(Text($"The learning rate {rate:G3} may be too high: try {rate / 10:G3}."));
        }

        Add("The function left the numbers on the way: keep the variables where it is defined, for example by Lbfgsb or Projected with a Box.", result.Reason == StopReason.NotFinite && result.Iterations > 0);
        Add("Set a Penalty, such as RidgePenalty, which keeps the coefficients finite, or leave out a feature that gives the classes away.", result.Reason == StopReason.Separated);
        if (result.Reason is StopReason.Cancelled or StopReason.Separated || !facts.Objective.HasFunction || facts.Point.Length > LargestChecked || !IsUsable(facts.Start) || !IsUsable(facts.Point) || AddWrongGradient())
        {
            return;
        }

        Add("No wrong derivative was found, so that what stops the search is noise in the value, or its rounding: a looser GradientTolerance may be all that is needed.", result.Reason == StopReason.LineSearchFailed);
        if (result.Reason is StopReason.IterationLimit or StopReason.EvaluationLimit or StopReason.TimeLimit)
        {
            AddScales();
            _sentences.Add($"A higher {result.Reason switch { StopReason.IterationLimit => nameof(StoppingCriteria.MaxIterations), StopReason.EvaluationLimit => nameof(StoppingCriteria.MaxEvaluations), _ => nameof(StoppingCriteria.TimeLimit) }} lets it go on"
                + (facts.LearningRate is null ? "." : "; for a smooth function Lbfgs is likely to be faster."));
        }
    }

    /// <summary>Compares the gradient with differences, here and at the start.</summary>
    private bool AddWrongGradient()
    {
        var asked = new Turned(facts.Objective);
        double[] sizes = Sizes();
        Box? bounds = facts.Objective.Bounds;
        GradientComparison here = GradientCheck.Compare(asked, facts.Point, bounds, sizes), start = GradientCheck.Compare(asked, facts.Start, bounds, sizes);
        if (start.LargestRelativeError > WrongGradient)
        {
            _sentences.Add(Text($"The gradient is wrong at coordinate {start.Coordinate}: at the start the function gives {start.Analytic:G6}, differences of its value give {start.Numerical:G6}."));
            return true;
        }

        Add(
            Text($"The gradient was right at the start; near the point found it jumps along coordinate {here.Coordinate}: a kink, as of an absolute value. Use an update rule with a falling rate, or ProximalGradient where the kink is a penalty."),
            here.LargestRelativeError > WrongGradient);
        return here.LargestRelativeError > WrongGradient;
    }

    /// <summary>Compares the curvatures along the coordinates.</summary>
    private void AddScales()
    {
        int n = facts.Point.Length;
        double[] gradient = new double[n], scratch = new double[n], sizes = Sizes();
        facts.Objective.Look(facts.Point, gradient);
        double slope = 0, error = 0;
        (double Curvature, int Coordinate) flattest = (double.PositiveInfinity, 0), steepest = (0, 0);
        for (int i = 0; i < n; i++)
        {
            if (facts.Objective.Bounds is { } bounds && bounds.Lower(i) == bounds.Upper(i))
            {
                continue;
            }

            Central.WriteColumn(
                new Partial(facts.Objective, i, scratch), facts.Point, i, [gradient[i]], new Span<double>(ref slope), new Span<double>(ref error), facts.Objective.Bounds, sizes[i]);
            double curvature = Math.Abs(slope);
            flattest = curvature < flattest.Curvature ? (curvature, i) : flattest;
            steepest = curvature > steepest.Curvature ? (curvature, i) : steepest;
        }

        Add(
            Text($"The curvature along coordinate {steepest.Coordinate} is {steepest.Curvature:G2}, along coordinate {flattest.Coordinate} {flattest.Curvature:G2}: the variables are scaled very differently. Bring them to like units; features, by Standardize."),
            steepest.Curvature > SpreadOfScales * flattest.Curvature);
    }

    /// <summary>How far the coordinates were from 0 on the way: lengths in the units that they have, also where one ends at 0.</summary>
    private double[] Sizes() => [.. facts.Start.Zip(facts.Point, (start, end) => Math.Max(Math.Abs(start), Math.Abs(end)))];

    private bool IsUsable(double[] point)
    {
        double[] gradient = new double[point.Length];
        return double.IsFinite(facts.Objective.Look(point, gradient)) && Require.FirstNotFinite(gradient) is null;
    }

    private void Add(string sentence, bool isTrue)
    {
        if (isTrue)
        {
            _sentences.Add(sentence);
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>The objective as a function, its evaluations not counted.</summary>
    private sealed class Turned(Objective objective) : IDifferentiableFunction
    {
        public int Dimension => objective.Dimension;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
        {
            double value = objective.Own(objective.Look(point, gradient));
            if (objective.IsMaximized)
            {
                Blas.Scale(-1, gradient, gradient);
            }

            return value;
        }

        public double Evaluate(ReadOnlySpan<double> point) => objective.LookAtOwn(point);
    }

    /// <summary>A partial derivative, its evaluations not counted.</summary>
    private readonly struct Partial(Objective objective, int coordinate, double[] gradient) : Difference.IValues
    {
        public bool HaveOneUnit => true;

        public void Evaluate(ReadOnlySpan<double> point, Span<double> values)
        {
            objective.Look(point, gradient);
            values[0] = gradient[coordinate];
        }
    }
}
