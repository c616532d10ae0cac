using System.Text;

namespace Optimizers.Regression.Tests;

public sealed class PassFileTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(300, 9, (i, j) => Math.Sin((i * (j + 1.3)) + j) + j);
    private static readonly Matrix<double> Y = Matrix<double>.Build.Dense(300, 2, (i, k) => Math.Round(Math.Abs(3 * Math.Cos(i + k))));
    private static readonly TrainingData Data = TrainingData.From(X, Y).WithWeights(Vector<double>.Build.Dense(300, i => i % 3));

    private static readonly Standardization Scaling =
        Standardization.Of(Data.Prepared.Moments, null, fitIntercept: true, centre: true, scale: true, allowConstant: false);

    [Fact]
    public void Moments_ThereAndBack_AreTheSameBits()
    {
        SampleMoments sum = Same(new MomentsPass(9, 2), moments => [.. moments.ToNumbers()]);

        sum.Rows.Should().Be(300);
        sum.SmallestWeight.Should().Be(1);
        sum.Weight.Should().Be(300);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Targets_ThereAndBack_AreTheSame(bool isRight)
    {
        TargetsPass.Fault fault = Same(new TargetsPass(9, 2, isRight ? Losses.Poisson : Losses.Logistic), sum => [sum.Rows, .. sum.Target ?? []]);

        (fault.Target is null).Should().Be(isRight);
        fault.Rows.Should().BeLessThanOrEqualTo(isRight ? 300 : 0);
    }

    [Fact]
    public void Moments_OfExposures_HaveTheirMean()
    {
        TrainingData exposed = Data.WithExposure(Vector<double>.Build.Dense(300, i => 1 + (i % 3)));
        var pass = new MomentsPass(9, 2);

        SampleMoments moments = PassFile.ReadSum(pass, PassFile.WriteSum(pass, exposed.Samples.Run(pass)));

        // weights 0, 1, 2 with exposures 1, 2, 3
        moments.MeanExposure.Should().BeApproximately(8 / 3.0, 1e-14);
        Data.Prepared.Moments.MeanExposure.Should().Be(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Gram_ThereAndBack_IsTheSameBits(bool isRead)
        => Same(new GramPass(9, 2, isRead ? new Reading(Scaling.Reading, [0.5, 1 / 3.0], 0.1) : new Reading()), sum => sum.Numbers.ToArray());

    [Theory]
    [InlineData("Poisson")]
    [InlineData("Huber")]
    [InlineData("Softmax")]
    public void LossAndCurvature_ThereAndBack_AreTheSameBits(string name)
    {
        ILoss loss = name switch { "Poisson" => Losses.Poisson, "Huber" => Losses.Huber(1 / 3.0), _ => Losses.Softmax(2) };
        var terms = new LinearTerms(loss, 9, 2, fitIntercept: true, new Reading(Scaling.Reading, loss.Link == Link.Identity ? [0.1, 0.2] : null));
        var pass = new LossPass(terms);
        var curvature = new CurvaturePass(terms, loss, 9, 2, Scaling.Scaling);
        for (int i = 0; i < pass.Point.Length; i++)
        {
            pass.Point[i] = curvature.Point[i] = Math.Sin(i) / 30;
        }

        Same(pass, sum => sum[..21]);
        Same(curvature, sum => [.. sum.Gradient, .. sum.Products.SelectMany(product => product.Numbers.ToArray())]);
    }

    [Fact]
    public void Read_WhatIsNoPass_IsRefused()
    {
        string text = Encoding.UTF8.GetString(PassFile.Write(new GramPass(9, 2, new Reading(Scaling.Reading))));

        Refused(() => PassFile.Read("{}"u8), "The bytes are no pass: *'Optimizers.Regression pass'*");
        Refused(() => PassFile.Read("moments"u8), "The bytes cannot be read as a pass: *");
        Refused(() => Read(text.Replace("\"version\": 1", "\"version\": 2")), "The pass was written by version 2 of the format; this library reads up to 1.");
        Refused(() => Read(text.Replace("\"gram\"", "\"System.IO.File\"")), "*There is no pass 'System.IO.File'.");
        Refused(() => Read(text.Replace("\"features\": 9", "\"features\": 8")), "*means has 72 bytes; 8 numbers are needed.");
        Refused(() => Read(text.Replace("\"features\": 9", "\"features\": 0")), "*There are 0 features and 2 targets; there must be at least 1 of each.");
        Refused(() => Read(text.Replace("\"gram\"", "\"loss\"")), "*The pass 'loss' has no loss.");
        FluentActions.Invoking(() => PassFile.Write(new LargestPass())).Should().Throw<NotSupportedException>()
            .WithMessage("A LargestPass has no name*moments, targets, gram, loss, curvature.");
        var own = new LossPass(new LinearTerms(new OwnLoss(), 9, 2, fitIntercept: true, new Reading()));
        FluentActions.Invoking(() => PassFile.Write(own)).Should().Throw<NotSupportedException>().WithMessage("*is none of the losses of Losses*");

        static void Read(string json) => PassFile.Read(Encoding.UTF8.GetBytes(json));
    }

    [Fact]
    public async Task ReadSum_WhatIsNoSum_IsRefused()
    {
        var pass = new MomentsPass(9, 2);
        byte[] bytes = PassFile.WriteSum(pass, Data.Samples.Run(pass));

        Refused(() => PassFile.ReadSum(pass, bytes.AsSpan(0, 7)), "The 7 bytes are no sum, or not all of one.");
        Refused(() => PassFile.ReadSum(pass, bytes.AsSpan(0, bytes.Length - 8)), "*are no sum, or not all of one.");
        Refused(() => PassFile.ReadSum(new MomentsPass(8, 2), bytes), "The bytes are of another pass: There are 52 numbers; a sum of this pass has 48.");
        BitConverter.TryWriteBytes(bytes, 2.0);
        Refused(() => PassFile.ReadSum(pass, bytes), "The sum was written by version 2 of the format*");
        await FluentActions.Awaiting(() => PassFile.RunAsync(new MomentsPass(8, 2), Data.Samples)).Should().ThrowAsync<ArgumentException>()
            .WithMessage("The pass is over 8 features and 2 targets; the samples have 9 and 2.*");
    }

    private static void Refused(Action act, string message) => act.Should().Throw<InvalidDataException>().WithMessage(message);

    [Theory]
    [InlineData("squared")]
    [InlineData("lasso")]
    [InlineData("Poisson")]
    [InlineData("Huber")]
    public void FitTargets_OfPartsBehindBytes_HasTheBitsOfThoseHere(string name)
    {
        var regression = new LinearRegression
        {
            Loss = name switch { "Poisson" => Losses.Poisson, "Huber" => Losses.Huber(1), _ => Losses.MeanSquaredError },
            Penalty = name == "lasso" ? new L1Penalty(0.05) : null,
        };
        ISamples[] parts = [Data.Rows.Subset([.. Enumerable.Range(0, 200)]), Data.Rows.Subset([.. Enumerable.Range(200, 100)])];

        MultiTargetLinearModel here = regression.FitTargets(new PartitionedSamples(parts));
        MultiTargetLinearModel there = regression.FitTargets(new PartitionedSamples([.. parts.Select(part => new BehindBytes(part))]));

        there.Parameters.Should().Equal(here.Parameters);
        there.Training.Converged.Should().BeTrue(there.Training.ToString());
    }

    /// <summary>Samples that nothing but bytes come to and from.</summary>
    private sealed class BehindBytes(ISamples samples) : ISamples
    {
        public int FeatureCount => samples.FeatureCount;

        public int TargetCount => samples.TargetCount;

        public TSum Run<TSum>(IPass<TSum> pass) => RunAsync(pass).GetAwaiter().GetResult();

        public async Task<TSum> RunAsync<TSum>(IPass<TSum> pass, CancellationToken cancellationToken = default)
        {
            byte[] answer = await PassFile.RunAsync(PassFile.Read(PassFile.Write(pass)), samples, cancellationToken);
            return PassFile.ReadSum((INumberedPass<TSum>)pass, answer);
        }
    }

    private sealed class LargestPass : IPass<double[]>
    {
        public double[] CreateSum() => [0];

        public void Add(SampleBlock block, double[] sum) => sum[0] = Math.Max(sum[0], block.Row(0)[0]);

        public void Merge(double[] sum, double[] later) => sum[0] = Math.Max(sum[0], later[0]);
    }

    private sealed class OwnLoss : ILoss
    {
        public LossReduction Reduction => LossReduction.Mean;

        public double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> slopes) => 0;
    }

    /// <summary>A pass that was written, read and made elsewhere, its sum written and read, against the one here.</summary>
    private static TSum Same<TSum>(INumberedPass<TSum> pass, Func<TSum, double[]> numbers)
    {
        double[] here = numbers(Data.Samples.Run(pass));

        byte[] sent = PassFile.RunAsync(PassFile.Read(PassFile.Write(pass)), Data.Samples).GetAwaiter().GetResult();
        TSum sum = PassFile.ReadSum(pass, sent);

        numbers(sum).Should().Equal(here);
        PassFile.WriteSum(pass, sum).Should().Equal(sent);
        return sum;
    }
}
