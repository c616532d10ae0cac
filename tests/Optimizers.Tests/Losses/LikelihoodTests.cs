namespace Optimizers.Tests;

public sealed class LikelihoodTests
{
    public static TheoryData<string> Likelihoods => [.. EveryLoss.ByName.Where(pair => pair.Value is ILikelihood).Select(pair => pair.Key)];

    [Theory]
    [MemberData(nameof(Likelihoods))]
    public void Deviance_IsTwiceTheLossButForAConstant(string name)
    {
        ILoss loss = EveryLoss.ByName[name];
        var likelihood = (ILikelihood)loss;
        foreach (double target in loss.Targets(20, 3))
        {
            double Constant(double prediction) => (0.5 * likelihood.Deviance(Mean(loss, prediction), target)) - loss.Term(prediction, target).Value;

            double constant = Constant(0);
            foreach (double prediction in (double[])[-3, -0.5, 1, 2.5])
            {
                Constant(prediction).Should(
                    ).BeApproximately(constant, 1e-13 * Math.Max(1, Math.Abs(loss.Term(prediction, target).Value)), $"{prediction} and {target}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Likelihoods))]
    public void Deviance_OfTheTargetItself_IsZeroAndNeverBelow(string name)
    {
        var likelihood = (ILikelihood)EveryLoss.ByName[name];
        foreach (double target in (double[])[0.1, 0.3, 0.7, 0.9])
        {
            likelihood.Deviance(target, target).Should().BeInRange(0, 1e-14);
            likelihood.Deviance(target * (1 + 1e-9), target).Should().BeInRange(0, 1e-14);
            likelihood.Deviance(target * 0.9, target).Should().BeGreaterThan(1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Likelihoods))]
    public void Information_IsTheMeanCurvature(string name)
    {
        ILoss loss = EveryLoss.ByName[name];
        var likelihood = (ILikelihood)loss;
        foreach (double prediction in (double[])[-3, -0.5, 0, 1, 2.5])
        {
            // the curvature is linear in the target
            double mean = Mean(loss, prediction), slope = (Mean(loss, prediction + 1e-5) - Mean(loss, prediction - 1e-5)) / 2e-5;
            double information = likelihood.Information(prediction);
            information.Should().BeApproximately(((ICurvedLoss)loss).Curvature(prediction, mean), 1e-14 * information);
            information.Should().BeApproximately(slope * slope / likelihood.Variance(mean), 1e-8 * information);
        }
    }

    [Theory]
    [MemberData(nameof(Likelihoods))]
    public void LogLikelihood_IsTheLossNegatedOverTheDispersionButForAConstant(string name)
    {
        ILoss loss = EveryLoss.ByName[name];
        var likelihood = (ILikelihood)loss;
        double dispersion = likelihood.HasDispersion ? 0.5 : 1;
        foreach (double target in loss.Targets(20, 3))
        {
            double rise = likelihood.LogLikelihood(Mean(loss, 1), target, dispersion) - likelihood.LogLikelihood(Mean(loss, -0.5), target, dispersion);
            double expected = (loss.Term(-0.5, target).Value - loss.Term(1, target).Value) / dispersion;
            if (loss is TweedieLoss)
            {
                rise.Should().Be(double.NaN);
            }
            else
            {
                rise.Should().BeApproximately(expected, 1e-13);
            }
        }
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(0.3)]
    [InlineData(2.5)]
    public void Poisson_OverAllCounts_HasProbabilityOneAndItsMoments(double prediction)
    {
        var likelihood = (ILikelihood)Losses.Poisson;
        double mean = Math.Exp(prediction), probability = 0, slope = 0, squared = 0, curvature = 0;
        for (int count = 0; count < 200; count++)
        {
            double share = Math.Exp(likelihood.LogLikelihood(mean, count, 1)), d = Losses.Poisson.Term(prediction, count).Slope;
            probability += share;
            slope += share * d;
            squared += share * d * d;
            curvature += share * ((ICurvedLoss)Losses.Poisson).Curvature(prediction, count);
        }

        // the score has mean 0 and the information as its variance
        probability.Should().BeApproximately(1, 1e-13);
        slope.Should().BeApproximately(0, 1e-12);
        squared.Should().BeApproximately(likelihood.Information(prediction), 1e-12 * mean);
        curvature.Should().BeApproximately(likelihood.Information(prediction), 1e-12 * mean);
        squared.Should().BeApproximately(likelihood.Variance(mean), 1e-12 * mean);
    }

    [Theory]
    [InlineData(0.5, 2)]
    [InlineData(3, 0.25)]
    [InlineData(0.7, 1)]
    public void Gamma_OverAllNumbers_HasProbabilityOneAndItsMoments(double mean, double dispersion)
    {
        // the rule of trapezoids over log y converges like exp(−c/h); the tails beyond ±80 are below 1e-17
        const double Step = 0.02;
        var likelihood = (ILikelihood)Losses.Gamma;
        double probability = 0, first = 0, second = 0;
        for (double logarithm = -80; logarithm < 80; logarithm += Step)
        {
            double y = Math.Exp(logarithm), share = Step * y * Math.Exp(likelihood.LogLikelihood(mean, y, dispersion));
            probability += share;
            first += share * (y - mean);
            second += share * (y - mean) * (y - mean);
        }

        probability.Should().BeApproximately(1, 1e-12);
        first.Should().BeApproximately(0, 1e-12);
        second.Should().BeApproximately(dispersion * likelihood.Variance(mean), 1e-12 * mean * mean);
    }

    [Fact]
    public void Logistic_BothOutcomes_HaveProbabilityOneAndTheInformation()
    {
        var likelihood = (ILikelihood)Losses.Logistic;
        double mean = Mean(Losses.Logistic, 0.7), no = Math.Exp(likelihood.LogLikelihood(mean, 0, 1)), yes = Math.Exp(likelihood.LogLikelihood(mean, 1, 1));

        (no + yes).Should().BeApproximately(1, 1e-15);
        double squared = (no * Math.Pow(Losses.Logistic.Term(0.7, 0).Slope, 2)) + (yes * Math.Pow(Losses.Logistic.Term(0.7, 1).Slope, 2));
        squared.Should().BeApproximately(likelihood.Information(0.7), 1e-15);
        likelihood.Information(800).Should().Be(0);
        likelihood.LogLikelihood(1, 1, 1).Should().Be(0);
        likelihood.Deviance(0, 1).Should().Be(double.PositiveInfinity);
    }

    [Fact]
    public void Values_ReferenceNumbers_Agree()
    {
        // mean 3.5, target 2; from 50 digits (mpmath)
        ILikelihood poisson = new PoissonLoss(), gamma = new GammaLoss(), tweedie = new TweedieLoss(1.5);
        poisson.LogLikelihood(3.5, 2, 1).Should().BeApproximately(-1.6876212435692093, 1e-14);
        poisson.Deviance(3.5, 2).Should().BeApproximately(0.7615368482583093, 1e-15);
        poisson.Deviance(3.5, 0).Should().Be(7);
        gamma.LogLikelihood(3.5, 2, 0.5).Should().BeApproximately(-1.568941538168043, 1e-14);
        gamma.Deviance(3.5, 2).Should().BeApproximately(0.2620887187279882, 1e-15);
        tweedie.Deviance(3.5, 2).Should().BeApproximately(0.44578614516191256, 2e-15);
        (poisson.HasDispersion, gamma.HasDispersion, tweedie.HasDispersion, ((ILikelihood)Losses.Logistic).HasDispersion)
            .Should().Be((false, true, true, false));
    }

    private static double Mean(ILoss loss, double prediction)
    {
        double[] mean = [prediction];
        loss.Link.Apply(mean, 1);
        return mean[0];
    }
}
