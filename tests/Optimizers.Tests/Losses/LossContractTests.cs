using CsCheck;

namespace Optimizers.Tests;

/// <summary>What every loss promises.</summary>
public sealed class LossContractTests
{
    private const string Seed = "0000Lossesxx0";

    public static TheoryData<string> Names => EveryLoss.Names;

    [Fact]
    public void EveryPublicLoss_IsInTheList()
    {
        IEnumerable<Type> types = typeof(ILoss).Assembly.GetExportedTypes().Where(type => type.IsSealed && type.IsAssignableTo(typeof(ILoss)));

        EveryLoss.ByName.Values.Select(loss => loss.GetType()).Should().Contain(types);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluate_RandomPoints_HasTheGradientOfItsValue(string name)
    {
        ILoss loss = EveryLoss.ByName[name];
        double[] targets = loss.Targets(7, 3);
        IDifferentiableFunction function = DifferentiableFunction.Create(targets.Length, (p, g) => loss.Evaluate(p, targets, g));

        // differences over a kink of the loss or of its slope are no derivatives
        Gen.Double[-4, 4].Array[targets.Length].Sample(
            p => GradientCheck.Compare(function, p) is var worst
                && (worst.LargestRelativeError < 1e-6 || IsRounding(worst, function.Evaluate(p)) || NearKink(p, targets)),
            seed: Seed, iter: 200, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluate_ReducesTheTerms(string name)
    {
        ILoss loss = EveryLoss.ByName[name];
        double[] targets = loss.Targets(9, 2), predictions = Points.Wave(targets.Length, 5),
            slopes = new double[targets.Length], gradient = new double[targets.Length];
        double sum = loss.Sum(predictions, targets, slopes);

        double value = loss.Evaluate(predictions, targets, gradient);

        // n is 9 whatever the number of classes
        (double expected, double scale) = loss.Reduction switch
        {
            LossReduction.Sum => (sum, 1),
            LossReduction.Mean => (sum / 9, 1.0 / 9),
            LossReduction.RootOfSum => (Math.Sqrt(sum), 0.5 / Math.Sqrt(sum)),
            _ => (Math.Sqrt(sum / 9), 0.5 / Math.Sqrt(9 * sum)),
        };
        value.Should().BeApproximately(expected, 1e-15 * Math.Abs(expected));
        GoldenFile.Deviation(gradient, [.. slopes.Select(slope => scale * slope)], 1e-15, 1e-300).Should().BeLessThanOrEqualTo(1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sum_InBlocksAndInPlace_EqualsTheWhole(string name)
    {
        ILoss loss = EveryLoss.ByName[name];
        double[] targets = loss.Targets(50, 2), predictions = Points.Wave(targets.Length, 1), weights = Weights(50), whole = new double[targets.Length];
        double sum = loss.Sum(predictions, targets, weights, whole);
        int cut = 13 * loss.Outputs;

        double blocks = loss.Sum(predictions.AsSpan(0, cut), targets.AsSpan(0, cut), weights.AsSpan(0, 13), predictions.AsSpan(0, cut))
            + loss.Sum(predictions.AsSpan(cut), targets.AsSpan(cut), weights.AsSpan(13), predictions.AsSpan(cut));

        blocks.Should().BeApproximately(sum, 1e-13 * Math.Max(1, Math.Abs(sum)));
        predictions.Should().Equal(whole);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sum_WholeWeights_EqualsRepeatedTerms(string name)
    {
        ILoss loss = EveryLoss.ByName[name];
        int k = loss.Outputs;
        double[] targets = loss.Targets(11, 2), predictions = Points.Wave(targets.Length, 1),
            weights = [.. Enumerable.Range(0, 11).Select(i => (double)(i % 4))];
        double[] slopes = new double[targets.Length], weighted = new double[targets.Length];
        int[] repeated = [.. Enumerable.Range(0, 11).SelectMany(i => Enumerable.Repeat(i, (int)weights[i]))];
        double[] Repeat(double[] values) => [.. repeated.SelectMany(i => values[(i * k)..((i + 1) * k)])];

        double expected = loss.Sum(Repeat(predictions), Repeat(targets), new double[repeated.Length * k]);
        double sum = loss.Sum(predictions, targets, weights, weighted);

        sum.Should().BeApproximately(expected, 1e-13 * Math.Max(1, Math.Abs(expected)));
        loss.Sum(predictions, targets, slopes);
        GoldenFile.Deviation(weighted, [.. slopes.Select((slope, i) => weights[i / k] * slope)], 1e-15, 1e-300).Should().BeLessThanOrEqualTo(1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sum_WeightsOfAStrangersLoss_EqualTheLibrarys(string name)
    {
        ILoss loss = EveryLoss.ByName[name], stranger = new Stranger(loss);
        double[] targets = loss.Targets(11, 2), predictions = Points.Wave(targets.Length, 1), weights = Weights(11);
        double[] expected = new double[targets.Length], actual = [.. predictions], unweighted = new double[targets.Length];
        double sum = loss.Sum(predictions, targets, weights, expected);

        stranger.Sum(actual, targets, weights, actual).Should().BeApproximately(sum, 1e-14 * Math.Max(1, Math.Abs(sum)));
        GoldenFile.Deviation(actual, expected, 1e-15, 1e-300).Should().BeLessThanOrEqualTo(1);

        // no weights are weights of 1
        loss.Sum(predictions, targets, [], actual)
            .Should().Be(loss.Sum(predictions, targets, expected)).And.Be(stranger.Sum(predictions, targets, [], unweighted));
        actual.Should().Equal(expected).And.Equal(unweighted);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sum_NaN_IsNaN(string name)
    {
        ILoss loss = EveryLoss.ByName[name];
        double[] targets = loss.Targets(5, 2), predictions = Points.Wave(targets.Length, 1), slopes = new double[targets.Length];
        predictions[0] = double.NaN;

        loss.Sum(predictions, targets, slopes).Should().Be(double.NaN);
        slopes[0].Should().Be(double.NaN);
        slopes[loss.Outputs..].Should().NotContain(double.NaN);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sum_AllocatesNothing(string name)
    {
        ILoss loss = EveryLoss.ByName[name];
        double[] targets = loss.Targets(50, 2), predictions = Points.Wave(targets.Length, 1), weights = Weights(50), slopes = new double[targets.Length];
        double sum = loss.Sum(predictions, targets, weights, slopes) + loss.Sum(predictions, targets, slopes) + loss.Evaluate(predictions, targets, slopes);

        GC.Collect(); // one in between would be charged with the rest of this thread's memory
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            sum += loss.Sum(predictions, targets, weights, slopes) + loss.Sum(predictions, targets, slopes) + loss.Evaluate(predictions, targets, slopes);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        double.IsFinite(sum).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Accepts_TargetsOfTheRule_AndNothingThatIsNotFinite(string name)
    {
        ILoss loss = EveryLoss.ByName[name];
        double[] targets = loss.Targets(20, 2);
        for (int i = 0; i < 20; i++)
        {
            double[] target = targets[(i * loss.Outputs)..((i + 1) * loss.Outputs)];
            loss.Accepts(target).Should().BeTrue();
            foreach (double bad in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
            {
                target[^1] = bad;
                loss.Accepts(target).Should().BeFalse();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sum_LengthsThatDiffer_Throws(string name)
    {
        ILoss loss = EveryLoss.ByName[name];
        int k = loss.Outputs;

        Refused(() => loss.Sum(new double[2 * k], new double[k], new double[2 * k]), $"There are {k} targets for {2 * k} predictions.*", "targets");
        Refused(() => loss.Sum(new double[k], new double[k], new double[2 * k]), $"There are {2 * k} derivatives for {k} predictions.*", "derivatives");
        Refused(() => loss.Sum(new double[2 * k], new double[2 * k], [1, 1, 1], new double[2 * k]), "There are 3 weights for 2 terms.*", "weights");
    }

    private static double[] Weights(int count) => [.. Points.Wave(count, 4).Select(Math.Abs)];

    /// <summary>Whether a derivative is nearly 0, so that the rounding of the value, ε·max(1, |f|) over a step of 6e-6, is all there is of the
    /// difference.</summary>
    private static bool IsRounding(GradientComparison worst, double value) => Math.Abs(worst.Analytic - worst.Numerical) < 2e-10 * Math.Max(1, Math.Abs(value));

    // the places of the kinks of the losses above
    private static bool NearKink(double[] predictions, double[] targets)
        => predictions.Zip(targets, (p, t) => Math.Abs(p - t))
            .Any(size => new[] { 0, 0.1, 0.3, 0.4, 0.5, 0.7, 1, 1.5 }.Any(kink => Math.Abs(size - kink) < 2e-5));

    /// <summary>A loss that has only what it must.</summary>
    private sealed class Stranger(ILoss loss) : ILoss
    {
        public LossReduction Reduction => loss.Reduction;

        public int Outputs => loss.Outputs;

        public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivatives)
            => loss.Sum(predictions, targets, derivatives);
    }
}
