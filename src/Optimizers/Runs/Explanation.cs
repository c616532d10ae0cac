using System.Globalization;

namespace Optimizers;

/// <summary>The words of <see cref="OptimizationResult.Explain"/>: why a run stopped, which criterion was nearest, what to try. Nothing is blamed that a check
/// did not show.</summary>
internal sealed class Explanation(OptimizationResult result, RunEvidence facts)
{
    private const double SpreadOfScales = 1e4;
    private const double LargestRounding = 1e-14;
    private const int FewestEpochs = 10;
    private const double ShareOfPace = 0.1;

    private readonly List<string> _sentences = [];

    private bool IsAtLimit => result.Reason is StopReason.IterationLimit or StopReason.EvaluationLimit or StopReason.TimeLimit;

    // a model's result has given it up with the samples
    private bool HasFunction => facts.Minimized.HasFunction;

    public override string ToString()
    {
        _sentences.Clear();
        _sentences.Add($"{result.Outcome()}.");
        AddNearest();
        Add(Sentences.Stationary, result.Reason is StopReason.GradientTolerance or StopReason.RoundingLimit);
        if (!result.Converged)
        {
            AddAdvice();
        }

        Add(Sentences.Undetermined, result.UndeterminedCoordinates.Count > 0, string.Join(", ", result.UndeterminedCoordinates));
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
            string relation = result.GradientNorm <= tolerance ? "within" : tolerance > 0 ? Text("{0:G2} times", times) : "above";
            Add(Sentences.GradientNorm, true, result.GradientNorm, relation, tolerance);
            Compare(nameof(StoppingCriteria.GradientTolerance), times);
        }

        if (result.History.Count > 1 && facts.Stopping.ValueTolerance is { } change)
        {
            double value = result.History[^1].Value, before = result.History[^2].Value, last = Math.Abs(value - before);
            Add(Sentences.LastChange, true, last, change);
            Compare(
                nameof(StoppingCriteria.ValueTolerance),
                last / (change * Math.Max(Math.Max(Math.Abs(value), Math.Abs(before)), Math.Abs(value - result.History[0].Value))));
        }

        if (facts.LastStep is { } step && facts.Stopping.StepTolerance is { } shortest)
        {
            Add(Sentences.LastStep, true, step, shortest);
            Compare(nameof(StoppingCriteria.StepTolerance), step / shortest);
        }

        Add(
            Sentences.Target,
            facts.Stopping.TargetValue is not null,
            Math.Abs(result.Value - (facts.Stopping.TargetValue ?? 0)),
            facts.Stopping.TargetValue ?? 0);
        Add(Sentences.Nearest, criteria > 1 && !result.Converged && double.IsFinite(nearest.Times), nearest.Name, nearest.Times);

        void Compare(string name, double times)
        {
            criteria++;
            nearest = times < nearest.Times ? (name, times) : nearest;
        }
    }

    private void AddAdvice()
    {
        Add(facts.Minimized.IsMaximized ? Sentences.RisesForEver : Sentences.FallsForEver, result.Reason == StopReason.Unbounded);
        Add(Sentences.Separated, result.Reason == StopReason.Separated);
        Add(Sentences.NotFiniteAtStart, result.Reason == StopReason.NotFinite && result.Iterations == 0);
        if (result.Reason is StopReason.Cancelled or StopReason.Separated or StopReason.Unbounded
            || (result.Reason == StopReason.NotFinite && result.Iterations == 0) || AddWrongGradient())
        {
            return;
        }

        Add(Sentences.AboveStart, result.Reason == StopReason.AboveStart, result.History[^1].Value, result.History[0].Value);
        bool isWorse = AddWorse();
        Add(Sentences.LeftNumbers, result.Reason == StopReason.NotFinite && !isWorse);
        Add(Sentences.Epochs, result.Reason == StopReason.EpochsDone, result.Iterations, result.History[^1].Epoch);
        Add(Sentences.StillFalling, HasFunction && facts.IsStochastic && !isWorse && StillFalls());
        if (HasFunction && (IsAtLimit || result.Reason == StopReason.LineSearchFailed)
            && GradientProbe.At(facts.Minimized, facts.Point, facts.Start, facts.Projection) is { } probe)
        {
            AddCause(probe, isWorse);
        }
        else
        {
            AddMoreAllowed(isWorse, isSmooth: false);
        }
    }

    /// <summary>What is wrong with the gradient: what the run found, or what differences find here and at the start.</summary>
    private bool AddWrongGradient()
    {
        if ((facts.Finding ?? (HasFunction ? GradientProbe.FindWrong(facts.Minimized, facts.Start, facts.Point, facts.Projection) : null)) is not { } found)
        {
            return false;
        }

        string sentence = found switch
        {
            { Fault: GradientFault.Unset } => Sentences.Unset,
            { Fault: GradientFault.Added } => Sentences.Added,
            { IsAtStart: true } => Sentences.WrongAtStart,
            _ => Sentences.WrongAtEnd,
        };
        Add(sentence, true, found.Coordinate, found.Given, found.Measured);
        return true;
    }

    /// <summary>Blames the rate where the value got worse on the same samples.</summary>
    private bool AddWorse()
    {
        if (result.Reason == StopReason.AboveStart || result.History.Count < 2 || (facts.IsStochastic && !HasFunction))
        {
            return false;
        }

        double before = facts.IsStochastic ? facts.Minimized.Look(facts.Start) : facts.Minimized.Own(result.History[0].Value);
        double after = facts.IsStochastic ? facts.Minimized.Look(facts.Point) : facts.Minimized.Own(result.History[^1].Value);
        bool isWorse = after - before > LargestRounding * Math.Max(Math.Abs(after), Math.Abs(before));
        double rate = facts.LearningRate ?? 0;
        Add(Sentences.RateTooHigh, isWorse && rate > 0, facts.Minimized.Own(before), facts.Minimized.Own(after), rate, rate / 10);
        return isWorse;
    }

    /// <summary>Whether going on the way of the run, by the share of an epoch, would make the value better nearly as fast as on the whole.</summary>
    private bool StillFalls()
    {
        double share = 1.0 / Math.Max(FewestEpochs, result.History[^1].Epoch);
        double[] ahead = new double[facts.Point.Length];
        for (int i = 0; i < ahead.Length; i++)
        {
            ahead[i] = facts.Point[i] + (share * (facts.Point[i] - facts.Start[i]));
        }

        facts.Projection?.Invoke(ahead);
        double start = facts.Minimized.Look(facts.Start), end = facts.Minimized.Look(facts.Point);
        return start > end && end - facts.Minimized.Look(ahead) > ShareOfPace * share * (start - end);
    }

    /// <summary>What stopped a search, or slowed the run down, by what is seen at the point.</summary>
    private void AddCause(GradientProbe probe, bool isWorse)
    {
        if (probe.FindKink() is { } kink)
        {
            Add(Sentences.Kink, true, kink.Coordinate);
            Add(Sentences.KinkBetween, kink.RisesBothWays);
            return;
        }

        if (result.Reason == StopReason.LineSearchFailed)
        {
            double noise = probe.NoiseTowards(facts.Start);
            Add(Sentences.Noise, noise > LargestRounding, noise);
            Add(Sentences.NoCause, !(noise > LargestRounding));
            return;
        }

        (var flattest, var steepest) = probe.Curvatures();
        Add(
            Sentences.Scales,
            steepest.Curvature > SpreadOfScales * flattest.Curvature,
            steepest.Coordinate,
            steepest.Curvature,
            flattest.Coordinate,
            flattest.Curvature);
        AddMoreAllowed(isWorse, isSmooth: true);
    }

    private void AddMoreAllowed(bool isWorse, bool isSmooth)
    {
        string limit = result.Reason switch
        {
            StopReason.IterationLimit => nameof(StoppingCriteria.MaxIterations),
            StopReason.EvaluationLimit => nameof(StoppingCriteria.MaxEvaluations),
            _ => nameof(StoppingCriteria.TimeLimit),
        };
        bool isForLbfgs = isSmooth && facts is { LearningRate: not null, IsStochastic: false, Projection: null } && facts.Minimized.Frozen.IsEmpty;
        Add(isForLbfgs ? Sentences.MoreAllowedOrLbfgs : Sentences.MoreAllowed, IsAtLimit && !isWorse, limit);
    }

    private void Add(string sentence, bool isTrue, params ReadOnlySpan<object?> values)
    {
        if (isTrue)
        {
            _sentences.Add(Text(sentence, values));
        }
    }

    private static string Text(string sentence, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.InvariantCulture, sentence, values);
}
