using System.Text.Json;

namespace Optimizers.Tests;

public sealed class LossesTests
{
    public static TheoryData<string, ILoss, string, string, double> Torch => new()
    {
        // ours, torch's name and reduction, and the factor between them
        { nameof(Losses.MeanSquaredError), Losses.MeanSquaredError, "mse", "mean", 1 },
        { nameof(Losses.HalfMeanSquaredError), Losses.HalfMeanSquaredError, "mse", "mean", 0.5 },
        { nameof(Losses.SumOfSquaredErrors), Losses.SumOfSquaredErrors, "mse", "sum", 1 },
        { nameof(Losses.HalfSumOfSquaredErrors), Losses.HalfSumOfSquaredErrors, "mse", "sum", 0.5 },
        { nameof(Losses.L2Norm), Losses.L2Norm, "l2_norm", "norm", 1 },
        { nameof(Losses.RootMeanSquaredError), Losses.RootMeanSquaredError, "root_mse", "root of mean", 1 },
        { nameof(Losses.MeanAbsoluteError), Losses.MeanAbsoluteError, "l1", "mean", 1 },
        { nameof(AbsoluteLoss), new AbsoluteLoss { Reduction = LossReduction.Sum }, "l1", "sum", 1 },
        { nameof(Losses.Quantile), Losses.Quantile(0.5), "l1", "mean", 0.5 },
        { nameof(Losses.EpsilonInsensitive), Losses.EpsilonInsensitive(0), "l1", "mean", 1 },
        { nameof(Losses.Huber), Losses.Huber(1.5), "huber", "mean", 1 },
        { nameof(HuberLoss), new HuberLoss(1.5) { Reduction = LossReduction.Sum }, "huber", "sum", 1 },
        { nameof(Losses.SmoothL1), Losses.SmoothL1(0.5), "smooth_l1", "mean", 1 },
        { nameof(SmoothL1Loss), new SmoothL1Loss(0.5) { Reduction = LossReduction.Sum }, "smooth_l1", "sum", 1 },
        { nameof(Losses.Logistic), Losses.Logistic, "bce_with_logits", "mean", 1 },
        { nameof(LogisticLoss), new LogisticLoss { Reduction = LossReduction.Sum }, "bce_with_logits", "sum", 1 },
        { nameof(Losses.Poisson), Losses.Poisson, "poisson_nll_log_input", "mean", 1 },
        { nameof(PoissonLoss), new PoissonLoss { Reduction = LossReduction.Sum }, "poisson_nll_log_input", "sum", 1 },
    };

    public static TheoryData<ILoss, double, double, double, double> Digits => new()
    {
        // prediction, target; value and derivative from 50 digits (mpmath)
        { Losses.LogCosh, 1e-8, 0, 5e-17, 1e-8 },
        { Losses.LogCosh, 0.03125, 0, 0.0004882017978302232, 0.031239831446031256 },
        { Losses.LogCosh, 0, 0.75, 0.2582660974228071, -0.6351489523872873 },
        { Losses.LogCosh, 1, 0, 0.4337808304830272, 0.7615941559557649 },
        { Losses.LogCosh, -1, 0.5, 0.8554401710137968, -0.9051482536448664 },
        { Losses.LogCosh, 40, 0, 39.30685281944005, 1 },
        { Losses.LogCosh, -1e8, 0, 99999999.30685282, -1 },
        { Losses.Logistic, 0.5, 1, 0.4740769841801067, -0.37754066879814546 },
        { Losses.Logistic, -3, 1, 3.048587351573742, -0.9525741268224333 },
        { Losses.Logistic, 40, 1, 4.248354255291589e-18, -4.248354255291589e-18 },
        { Losses.Logistic, 40, 0, 40, 1 },
        { Losses.Logistic, -40, 0, 4.248354255291589e-18, 4.248354255291589e-18 },
        { Losses.Logistic, -40, 1, 40, -1 },
        { Losses.Gamma, 0.5, 2.5, 2.0163266492815834, -0.5163266492815836 },
        { Losses.Gamma, -3, 0.125, -0.4893078846015415, -1.5106921153984585 },
        { Losses.Tweedie(1.5), 0.5, 2.5, 6.462054748732507, -0.6629765409907706 },
        { Losses.Tweedie(1.5), -3, 0, 0.44626032029685964, 0.22313016014842982 },
        { Losses.Tweedie(1.25), 1.25, 0.75, 5.599632830923828, 2.0048777363529457 },
    };

    public static TheoryData<ILoss, string> Formulas => new()
    {
        { Losses.MeanSquaredError, "MeanSquaredError = (1/n) Σ e²" },
        { Losses.MeanAbsoluteError, "MeanAbsoluteError = (1/n) Σ |e|" },
        { new AbsoluteLoss { Reduction = LossReduction.Sum }, "SumOfAbsoluteErrors = Σ |e|" },
        { Losses.Huber(1.5), "Huber = (1/n) Σ h, h = ½e² where |e| ≤ 1.5, else 1.5(|e| − 0.75)" },
        { Losses.SmoothL1(0.5), "SmoothL1 = (1/n) Σ s, s = e²/1 where |e| ≤ 0.5, else |e| − 0.25" },
        { Losses.LogCosh, "LogCosh = (1/n) Σ log cosh e" },
        { Losses.Quantile(0.9), "Quantile = (1/n) Σ max(−0.9e, (1 − 0.9)e)" },
        { new EpsilonInsensitiveLoss(0.1) { Reduction = LossReduction.Sum }, "EpsilonInsensitive = Σ max(0, |e| − 0.1)" },
        { Losses.Logistic, "Logistic = (1/n) Σ (log(1 + exp z) − yz)" },
        { Losses.Softmax(3), "Softmax = (1/n) Σ Σⱼ yⱼ (log Σₗ exp zₗ − zⱼ) over 3 classes" },
        { new PoissonLoss { Reduction = LossReduction.Sum }, "Poisson = Σ (exp z − yz)" },
        { Losses.Gamma, "Gamma = (1/n) Σ (z + y exp(−z))" },
        { Losses.Tweedie(1.9), "Tweedie = (1/n) Σ (exp(az)/a + y exp(−bz)/b), a = 2 − 1.9, b = 1.9 − 1" },
    };

    [Theory]
    [MemberData(nameof(Torch))]
    public void Evaluate_TorchsCase_GivesTorchsValueAndGradient(string name, ILoss loss, string torch, string reduction, double factor)
    {
        JsonElement golden = GoldenFile.Read("torch/losses.json").EnumerateArray()
            .Single(item => item.GetProperty("loss").GetString() == torch && item.GetProperty("reduction").GetString() == reduction);
        double[] predictions = golden.GetProperty("predictions").Doubles(),
            targets = golden.GetProperty("targets").Doubles(), gradient = new double[predictions.Length];

        double value = loss.Evaluate(predictions, targets, gradient);

        value.Should().BeApproximately(factor * golden.GetProperty("value").GetDouble(), 1e-14 * value, name);
        double[] expected = Array.ConvertAll(golden.GetProperty("gradient").Doubles(), slope => factor * slope);
        GoldenFile.Deviation(gradient, expected, 1e-14, 1e-16).Should().BeLessThanOrEqualTo(1, name);
    }

    [Theory]
    [MemberData(nameof(Digits))]
    public void Sum_OnePair_HasAllDigits(ILoss loss, double prediction, double target, double value, double slope)
    {
        (double actual, double derivative) = loss.Term(prediction, target);

        actual.Should().BeApproximately(value, 1e-15 * Math.Abs(value));
        derivative.Should().BeApproximately(slope, 1e-15 * Math.Abs(slope));
    }

    [Fact]
    public void Evaluate_Kinks_HaveTheSlopeOfTheFlatSide()
    {
        Losses.MeanAbsoluteError.Term(2, 2).Should().Be((0, 0));
        Losses.Quantile(0.9).Term(2, 2).Should().Be((0, 0));
        Losses.EpsilonInsensitive(0.5).Term(2.5, 2).Should().Be((0, 0));
        Losses.EpsilonInsensitive(0.5).Term(1.5, 2).Should().Be((0, 0));
    }

    [Fact]
    public void Quantile_OfAConstant_IsLeastAtTheQuantile()
    {
        // of 0 to 9, nine in ten are at most 8
        double[] targets = [.. Enumerable.Range(0, 10).Select(i => (double)i)], gradient = new double[10];
        ILoss loss = Losses.Quantile(0.85);
        double Slope(double constant)
        {
            loss.Evaluate(Enumerable.Repeat(constant, 10).ToArray(), targets, gradient);
            return gradient.Sum();
        }

        Slope(7.9).Should().BeApproximately(0.8 - 0.85, 1e-14);
        Slope(8.1).Should().BeApproximately(0.9 - 0.85, 1e-14);
    }

    [Theory]
    [InlineData(800)]
    [InlineData(-800)]
    [InlineData(1e8)]
    [InlineData(-1e8)]
    public void Sum_ExtremePredictions_AreFiniteWhereTheFormulaIs(double prediction)
    {
        foreach (ILoss loss in EveryLoss.ByName.Values.Where(loss => loss.TargetRule is null))
        {
            (double value, double slope) = loss.Term(prediction, 0);
            double.IsFinite(value).Should().BeTrue($"{loss}");
            slope.Should().NotBe(0).And.Match(number => double.IsFinite(number) && Math.Sign(number) == Math.Sign(prediction), $"{loss}");
        }

        Losses.Logistic.Term(prediction, 0).Should().Be((Math.Max(0, prediction), prediction > 0 ? 1 : 0));
        Losses.Logistic.Term(prediction, 1).Should().Be((Math.Max(0, -prediction), prediction < 0 ? -1 : 0));
        (double, double) vast = (double.PositiveInfinity, double.PositiveInfinity), vanished = (0, 0);
        Losses.Poisson.Term(prediction, 0).Should().Be(prediction > 0 ? vast : vanished);
        Losses.Poisson.Term(-Math.Abs(prediction), 3).Should().Be((3 * Math.Abs(prediction), -3));
        Losses.Gamma.Term(Math.Abs(prediction), 3).Should().Be((Math.Abs(prediction), 1));
        Losses.Tweedie(1.9).Term(-1e8, 0).Should().Be((0, 0));
        Losses.Tweedie(1.9).Term(1e8, 3).Should().Be(vast);
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public void ToString_SaysNameAndFormula(ILoss loss, string formula) => loss.ToString().Should().Be(formula);

    [Fact]
    public void Settings_OutOfRange_Throw()
    {
        Refused(() => Losses.Huber(0), "Delta must be a finite number above 0; it is 0.*", "Delta");
        Refused(() => Losses.SmoothL1(double.PositiveInfinity), "*", "Beta");
        Refused(() => Losses.Quantile(1), "Tau must be above 0 and below 1; it is 1.*", "Tau");
        Refused(() => Losses.Quantile(0), "*", "Tau");
        Refused(() => Losses.Quantile(double.NaN), "*", "Tau");
        Refused(() => Losses.EpsilonInsensitive(-0.1), "Epsilon must be a finite number that is at least 0; it is -0.1.*", "Epsilon");
        Refused(() => Losses.Softmax(1), "Classes must be at least 2; it is 1.*", "Classes");
        Refused(() => Losses.Tweedie(1), "Power must be above 1 and below 2; it is 1.*", "Power");
        Refused(() => Losses.Tweedie(2), "*", "Power");
        Refused(() => _ = new HuberLoss { Reduction = LossReduction.RootOfMean }, "Reduction must be Mean or Sum; it is RootOfMean.*", "Reduction");
        Refused(() => _ = new LogisticLoss { Reduction = LossReduction.RootOfSum }, "*", "Reduction");
        Refused(() => _ = new AbsoluteLoss { Reduction = (LossReduction)9 }, "*", "Reduction");
    }

    [Fact]
    public void Settings_AreComparedByValue()
    {
        Losses.Huber(2).Should().Be(new HuberLoss(2)).And.NotBe(new HuberLoss(2) { Reduction = LossReduction.Sum }).And.NotBe(Losses.Huber());
        (new HuberLoss(2) with { Delta = 3 }).Should().Be(new HuberLoss(3));
        ((ISmoothableLoss)new QuantileLoss(0.9)).Smoothed(1)
            .Should().Be(((ISmoothableLoss)new QuantileLoss(0.9)).Smoothed(1)).And.NotBe(((ISmoothableLoss)new QuantileLoss(0.9)).Smoothed(2));
    }

    [Fact]
    public void Evaluate_LengthsThatDoNotFit_Throws()
    {
        Refused(() => Losses.MeanSquaredError.Evaluate([1, 2], [1], new double[2]), "There are 1 targets for 2 predictions.*", "targets");
        Refused(() => Losses.MeanSquaredError.Evaluate([1, 2], [1, 2], new double[3]), "There are 3 derivatives for 2 predictions.*", "gradient");
        Refused(() => Losses.MeanSquaredError.Evaluate([], [], []), "*", "predictions");
        Refused(() => Losses.Softmax(3).Evaluate(new double[7], new double[7], new double[7]), "There are 7 predictions; a term takes 3.*", "predictions");
    }
}
