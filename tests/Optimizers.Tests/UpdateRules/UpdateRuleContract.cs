using System.Reflection;

namespace Optimizers.Tests;

/// <summary>What every update rule promises; each rule's test class inherits it.</summary>
public abstract class UpdateRuleContract
{
    private const int Steps = 100;

    /// <summary>The rule with settings that are not the defaults, so that each matters.</summary>
    protected abstract IUpdateRule Rule { get; }

    /// <summary>The same rule with one setting changed, by the setting's name; by default each setting a little.</summary>
    protected virtual IEnumerable<(string Setting, IUpdateRule Changed)> Changes
        => Settings.Select(setting => (setting.Name, With(setting, Varied(setting.GetValue(Rule)!))));

    /// <summary>Further ways to set something out of its range, by the setting's name.</summary>
    protected virtual IEnumerable<(string Setting, Action Set)> OutOfRange => [];

    /// <summary>False for a rule with a setting that matters only where something goes wrong; a test of its own shows what it does.</summary>
    protected virtual bool EverySettingChangesTheTrajectory => true;

    /// <summary>The smallest dimension that the rule can have.</summary>
    protected virtual int SmallestDimension => 0;

    /// <summary>The points of each step, by a plain loop over the coordinates.</summary>
    protected abstract void ReferenceStep(double[] x, double[] g, Dictionary<string, double[]> memory, int t);

    [Fact]
    public void Step_EveryLength_EqualsScalarReference()
    {
        for (int n = SmallestDimension; n <= 67; n++)
        {
            double[] x = Points.Wave(n, 1), expected = [.. x];
            var memory = new Dictionary<string, double[]>();
            OptimizerState state = Rule.CreateState(n);
            for (int t = 1; t <= 5; t++)
            {
                double[] g = Points.Wave(n, t + 1);
                Rule.Step(x, g, state);
                ReferenceStep(expected, g, memory, t);
                GoldenFile.Deviation(x, expected, 1e-13, 1e-15).Should().BeLessThanOrEqualTo(1, $"n = {n}, step {t}");
            }
        }
    }

    [Fact]
    public void Step_WrongLengths_ThrowsBeforeAnyWrite()
    {
        int n = SmallestDimension + 3;
        OptimizerState state = Rule.CreateState(n), before = state.Clone();
        double[] x = Points.Wave(n, 1), untouched = [.. x];

        Action shortGradient = () => Rule.Step(x, new double[n - 1], state);
        Action longPoint = () => Rule.Step(new double[n + 1], new double[n], state);
        Action noState = () => Rule.Step(x, new double[n], null!);

        shortGradient.Should().Throw<ArgumentException>()
            .WithParameterName("gradient").WithMessage($"The gradient has {n - 1} coordinates; the state was made for {n}.*");
        longPoint.Should().Throw<ArgumentException>()
            .WithParameterName("point").WithMessage($"The point has {n + 1} coordinates; the state was made for {n}.*");
        noState.Should().Throw<ArgumentNullException>().WithParameterName("state");
        x.Should().Equal(untouched);
        state.Should().Be(before);
    }

    [Fact]
    public void CreateState_NegativeDimension_Throws()
    {
        Action negative = () => Rule.CreateState(-1);

        negative.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("dimension");
    }

    [Fact]
    public void Steps_Repeated_GiveSameBits()
    {
        Trajectory(Rule, Steps).Should().Equal(Trajectory(Rule, Steps));
    }

    [Fact]
    public void Steps_ResumedFromCloneOrJson_GiveSameBits()
    {
        double[] x = Points.Wave(9, 1), fromClone, fromJson;
        OptimizerState state = Rule.CreateState(9);
        Walk(Rule, x, state, 0, 37);
        OptimizerState clone = state.Clone(), read = OptimizerState.FromJson(state.ToJson());
        (fromClone, fromJson) = ([.. x], [.. x]);

        Walk(Rule, x, state, 37, Steps);
        Walk(Rule, fromClone, clone, 37, Steps);
        Walk(Rule, fromJson, read, 37, Steps);

        fromClone.Should().Equal(x);
        fromJson.Should().Equal(x);
        clone.Should().Be(state);
        read.Should().Be(state);
        state.StepCount.Should().Be(Steps);
    }

    [Fact]
    public void Step_AfterTheFirst_AllocatesNothing()
    {
        double[] x = Points.Wave(100, 1), g = Points.Wave(100, 2);
        OptimizerState state = Rule.CreateState(100);
        IUpdateRule rule = Rule;
        rule.Step(x, g, state);

        GC.Collect(); // one in between would be charged with the rest of this thread's memory
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int t = 0; t < Steps; t++)
        {
            rule.Step(x, g, state);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void Step_LongVector_HasTheSameBitsOnAnyNumberOfThreadsAndAllocatesNothing()
    {
        (OptimizerState State, double[] Point)[] ends = [.. ((int[])[1, 2, 8]).Select(LongSteps)];

        ends.Should().AllSatisfy(end => end.State.Equals(ends[0].State).Should().BeTrue())
            .And.AllSatisfy(end => end.Point.AsSpan().SequenceEqual(ends[0].Point).Should().BeTrue());
    }

    private (OptimizerState State, double[] Point) LongSteps(int threads)
    {
        const int n = 100_003;
        using IDisposable limit = Parallelism.AtMost(threads);
        double[] x = Points.Wave(n, 1), g = Points.Wave(n, 2);
        OptimizerState state = Rule.CreateState(n);
        IUpdateRule rule = Rule;
        rule.Step(x, g, state);

        GC.Collect(); // one in between would be charged with the rest of this thread's memory
        long before = GC.GetAllocatedBytesForCurrentThread();
        rule.Step(x, g, state);
        rule.Step(x, g, state);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        return (state, x);
    }

    [Fact]
    public void Steps_OfOneRecordInParallel_DoNotMeet()
    {
        IUpdateRule rule = Rule;
        double[] alone = Trajectory(rule, 10 * Steps);
        double[][] together = new double[8][];

        Parallel.For(0, together.Length, i => together[i] = Trajectory(rule, 10 * Steps));

        together.Should().AllSatisfy(trajectory => trajectory.Should().Equal(alone));
    }

    [Fact]
    public void EverySetting_Changed_ChangesTheTrajectory()
    {
        string trajectory = Trace(Rule);
        foreach ((string setting, IUpdateRule changed) in Changes)
        {
            changed.Should().NotBe(Rule, setting);
            Trace(changed).Should().NotBe(trajectory, setting);
        }

        if (EverySettingChangesTheTrajectory)
        {
            Changes.Select(change => change.Setting).Distinct().Should().BeEquivalentTo(Settings.Select(setting => setting.Name));
        }
    }

    [Fact]
    public void EverySetting_OutOfRange_ThrowsWithItsName()
    {
        foreach (PropertyInfo setting in Settings)
        {
            foreach (object value in OutsideOf(setting))
            {
                Action set = () => With(setting, value);
                set.Should().Throw<ArgumentException>($"{value}").WithParameterName(setting.Name);
            }
        }

        foreach ((string setting, Action set) in OutOfRange)
        {
            set.Should().Throw<ArgumentException>().WithParameterName(setting);
        }
    }

    [Fact]
    public void LearningRate_AsASchedule_EqualsItsNumbersOneByOne()
    {
        if (Settings.FirstOrDefault(setting => setting.Name == "LearningRate" && setting.PropertyType == typeof(Schedule)) is not { } rate)
        {
            Rule.Should().NotBeNull("a rule without a rate of its own has nothing to schedule");
            return;
        }

        Schedule schedule = new ExponentialDecay(0.1, 0.9);
        double[] scheduled = Points.Wave(9, 1), byHand = Points.Wave(9, 1);
        IUpdateRule rule = With(rate, schedule);
        OptimizerState state = rule.CreateState(9), stateByHand = rule.CreateState(9);
        for (int t = 0; t < 20; t++)
        {
            double[] g = Points.Wave(9, t + 2);
            rule.Step(scheduled, g, state);
            With(rate, (Schedule)schedule.At(t)).Step(byHand, g, stateByHand);
        }

        scheduled.Should().Equal(byHand);
    }

    [Fact]
    public void RateScale_Halved_HalvesTheRateInForce()
    {
        OptimizerState state = Rule.CreateState(9);
        Walk(Rule, Points.Wave(9, 1), state, 0, 3);
        double? before = Rule.LearningRateAt(state);

        state.RateScale = 0.5;

        if (before is { } rate)
        {
            Rule.LearningRateAt(state).Should().BeApproximately(rate / 2, 0.01 * rate, "a rate that shrinks by itself shrinks a little slower");
        }
        else
        {
            Rule.LearningRateAt(state).Should().BeNull();
        }
    }

    [Fact]
    public void Minimize_Sphere_ComesDown()
    {
        IDifferentiableFunction sphere = DifferentiableFunction.Create(9, (x, g) =>
        {
            double value = 0;
            for (int i = 0; i < x.Length; i++)
            {
                value += 0.5 * x[i] * x[i];
                g[i] = x[i];
            }

            return value;
        });

        OptimizationResult result = Rule.Minimize(sphere, Points.Wave(9, 1), new StoppingCriteria { MaxIterations = 2000 });

        double found = Math.Min(result.Value, result.AveragedValue ?? double.PositiveInfinity);
        found.Should().BeLessThan(ShareLeft * result.History[0].Value);
    }

    [Fact]
    public void Rules_WithEqualSettings_AreEqual()
    {
        Rule.Should().Be(Rule).And.NotBeSameAs(Rule);
    }

    /// <summary>The share of the first value that may be left after 2000 steps on a sphere.</summary>
    protected virtual double ShareLeft => 1e-3;

    private IEnumerable<PropertyInfo> Settings
        => Rule.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);

    /// <summary>The rule <c>with</c> a setting, by the copy that the compiler writes for records.</summary>
    private IUpdateRule With(PropertyInfo setting, object value)
    {
        IUpdateRule copy = Rule;
        try
        {
            setting.SetValue(copy, value is double number && setting.PropertyType == typeof(Schedule) ? (Schedule)number : value);
        }
        catch (TargetInvocationException e)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException!);
        }

        return copy;
    }

    private static object Varied(object value) => value switch
    {
        double number => number == 0 ? 0.1 : 0.9 * number,
        Schedule schedule => schedule.At(0) == 0 ? 0.1 : 0.9 * schedule.At(0),
        int number => number + 1,
        long number => number + 1,
        bool flag => !flag,
        IUpdateRule => new GradientDescent { LearningRate = 0.07 },
        _ => throw new NotSupportedException($"Say in Changes how {value.GetType().Name} varies."),
    };

    private static IEnumerable<object> OutsideOf(PropertyInfo setting)
    {
        bool isNumber = setting.PropertyType == typeof(double) || setting.PropertyType == typeof(Schedule);
        return isNumber ? [-0.1, double.NaN, .. setting.Name switch
        {
            "LearningRate" => [0.0, double.PositiveInfinity],
            "Beta" or "Beta1" or "Beta2" or "Rho" or "Momentum" or "Decay" => [1.0, 2.0],
            _ => (object[])[double.PositiveInfinity],
        }]
            : setting.PropertyType == typeof(int) ? [-1]
            : setting.PropertyType == typeof(long) ? [-1L]
            : [];
    }

    /// <summary>Points and state of a walk, as text.</summary>
    private static string Trace(IUpdateRule rule)
    {
        double[] x = Points.Wave(9, 1);
        OptimizerState state = rule.CreateState(9);
        Walk(rule, x, state, 0, Steps);
        return string.Join(' ', x) + state.ToJson();
    }

    private static double[] Trajectory(IUpdateRule rule, int steps)
    {
        double[] x = Points.Wave(9, 1);
        Walk(rule, x, rule.CreateState(9), 0, steps);
        return x;
    }

    private static void Walk(IUpdateRule rule, double[] x, OptimizerState state, int from, int to)
    {
        for (int t = from; t < to; t++)
        {
            rule.Step(x, Points.Wave(x.Length, t + 2), state);
        }
    }
}
