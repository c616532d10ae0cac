#pragma warning disable IDE0007, IDE0008 // the guide's own style
using Optimizers.Regression;

namespace Optimizers.Documentation.Tests;

/// <summary>The code of the guide to samples and passes, word for word; <see cref="GuideTests"/> compares it.</summary>
public sealed class SamplesAndPasses
{
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(60, 2, (i, j) => Math.Sin((i * (j + 1.3)) + j));
    private static readonly Vector<double> Y = X * Vector<double>.Build.Dense([2, -1]);

    [Fact]
    public void WeightsExposuresAndGroups()
    {
        Vector<double> counts = Y.Map(value => Math.Round(Math.Abs(value))), weights = Y.Map(_ => 2.0), days = Y.Map(_ => 7.0);
        string[] patients = [.. Enumerable.Range(0, 60).Select(i => $"patient {i % 9}")];
        TrainingData data = TrainingData.From(X, counts).WithWeights(weights).WithExposure(days).WithGroups(patients);
        LinearModel model = new LinearRegression { Loss = Losses.Poisson }.Fit(data);
        CrossValidationScore score = new CrossValidation { Folds = 3 }.Score(new LinearRegression { Loss = Losses.Poisson }, data);

        model.Training.Converged.Should().BeTrue();
        score.FoldLosses.Should().HaveCount(3);
        data.Groups.Should().HaveCount(60);
    }

    [Fact]
    public void APassOfOnesOwn()
    {
        Vector<double> y = Y;
        double[] largest = TrainingData.From(X, y).Samples.Run(new LargestTargets());

        largest.Should().Equal(Largest(false), Largest(true));
        static double Largest(bool isPositive) => Enumerable.Range(0, 60).Where(i => X[i, 0] >= 0 == isPositive).Max(i => Y[i]);
    }

    [Fact]
    public void SamplesOfOnesOwn()
    {
        TextWriter console = Console.Out;
        using var written = new StringWriter();
        Console.SetOut(written);
        LinearModel model = new LinearRegression().Fit(new Waves(blocks: 20), ["slow", "fast"]);
        Console.WriteLine(model.Summary());
        Console.SetOut(console);

        written.ToString().Should().Contain("slow").And.Contain("fast");
        model.Coefficients[0].Should().BeApproximately(2, 1e-10);
        model.Intercept.Should().BeApproximately(1, 1e-10);
    }

    [Fact]
    public async Task PartsThatLiveElsewhere()
    {
        var parts = new PartitionedSamples([new Waves(blocks: 5), new Waves(blocks: 7)]);
        LinearModel model = await new LinearRegression { Penalty = new RidgePenalty(0.1) }.FitAsync(parts);

        model.Training.Converged.Should().BeTrue();
        model.Coefficients[0].Should().BeInRange(1, 2);
    }

    public sealed class LargestTargets : IPass<double[]>
    {
        public double[] CreateSum() => [double.NegativeInfinity, double.NegativeInfinity];

        public void Add(SampleBlock block, double[] sum)
        {
            Span<double> scratch = stackalloc double[1];
            for (int i = 0; i < block.Rows; i++)
            {
                int sign = block.Row(i)[0] < 0 ? 0 : 1;
                sum[sign] = Math.Max(sum[sign], block.Targets(i, 1, scratch)[0]);
            }
        }

        public void Merge(double[] sum, double[] later)
        {
            sum[0] = Math.Max(sum[0], later[0]);
            sum[1] = Math.Max(sum[1], later[1]);
        }
    }

    public sealed class Waves(int blocks) : ISamples
    {
        private const int RowsInBlock = 1000;

        public int FeatureCount => 2;

        public int TargetCount => 1;

        public TSum Run<TSum>(IPass<TSum> pass)
        {
            TSum sum = pass.CreateSum();
            double[] features = new double[2 * RowsInBlock], targets = new double[RowsInBlock];
            for (int block = 0; block < blocks; block++)
            {
                for (int i = 0; i < RowsInBlock; i++)
                {
                    int row = (block * RowsInBlock) + i;
                    (features[2 * i], features[(2 * i) + 1]) = (Math.Sin(row), Math.Cos(3 * row));
                    targets[i] = 1 + (2 * features[2 * i]) - features[(2 * i) + 1];
                }

                pass.Add(new SampleBlock(features, 2, targets), sum);
            }

            return sum;
        }
    }
}
