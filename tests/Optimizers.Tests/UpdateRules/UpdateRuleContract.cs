using System.Reflection;

namespace Optimizers.Tests;

/// <summary>What every update rule promises; each rule's test class inherits it.</summary>
public abstract class UpdateRuleContract
{
    private const int Steps = 100;

    /// <summary>The rule with settings that are not the defaults, so that each matters.</summary>
    protected abstract IUpdateRule Rule { get; }

    /// <summary>The same rule with one setting changed, by the setting's name.</summary>
    protected abstract IEnumerable<(string Setting, IUpdateRule Changed)> Changes { get; }

    /// <summary>Ways to set something out of its range, by the setting's name.</summary>
    protected abstract IEnumerable<(string Setting, Action Set)> OutOfRange { get; }

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

        shortGradient.Should().Throw<ArgumentException>().WithParameterName("gradient").WithMessage($"The gradient has {n - 1} coordinates; the state was made for {n}.*");
        longPoint.Should().Throw<ArgumentException>().WithParameterName("point").WithMessage($"The point has {n + 1} coordinates; the state was made for {n}.*");
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

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int t = 0; t < Steps; t++)
        {
            rule.Step(x, g, state);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
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
        double[] trajectory = Trajectory(Rule, Steps);
        foreach ((string setting, IUpdateRule changed) in Changes)
        {
            changed.Should().NotBe(Rule, setting);
            Trajectory(changed, Steps).Should().NotEqual(trajectory, setting);
        }

        Changes.Select(change => change.Setting).Distinct().Should().BeEquivalentTo(SettingsOf(Rule));
    }

    [Fact]
    public void EverySetting_OutOfRange_ThrowsWithItsName()
    {
        foreach ((string setting, Action set) in OutOfRange)
        {
            set.Should().Throw<ArgumentException>().WithParameterName(setting);
        }

        IEnumerable<string> numbers = Rule.GetType().GetProperties().Where(property => property.PropertyType == typeof(double)).Select(property => property.Name);
        numbers.Should().BeSubsetOf(OutOfRange.Select(item => item.Setting));
    }

    [Fact]
    public void Rules_WithEqualSettings_AreEqual()
    {
        Rule.Should().Be(Rule).And.NotBeSameAs(Rule);
    }

    /// <summary>Settings of a number that are outside a range.</summary>
    protected static IEnumerable<(string Setting, Action Set)> Bad(string setting, Func<double, object> set, params double[] values)
        => values.Select<double, (string, Action)>(value => (setting, () => set(value)));

    private static IEnumerable<string> SettingsOf(IUpdateRule rule)
        => rule.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).Select(property => property.Name);

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
