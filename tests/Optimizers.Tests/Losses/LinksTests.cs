namespace Optimizers.Tests;

public sealed class LinksTests
{
    [Fact]
    public void Apply_EveryLink_GivesTheMean()
    {
        Applied(Link.Identity, 1, -2, 0, 800).Should().Equal(-2, 0, 800);
        Applied(Link.Log, 1, -2, 0, 800).Should().Equal(Math.Exp(-2), 1, double.PositiveInfinity);
        Applied(Link.Logit, 1, 0, 800, -800, 1e8, -1e8).Should().Equal(0.5, 1, 0, 1, 0);
        Applied(Link.Logit, 1, -40)[0].Should().BeApproximately(4.248354255291589e-18, 1e-32);
        Applied(Link.Softmax, 2, 0, 0, 1e8, -1e8, -800, -800).Should().Equal(0.5, 0.5, 1, 0, 0.5, 0.5);
        Applied(Link.Softmax, 3, 0, Math.Log(2), Math.Log(5))
            .Zip([0.125, 0.25, 0.625], (a, e) => Math.Abs(a - e)).Should().OnlyContain(difference => difference < 1e-15);
        Refused(() => Applied((Link)9, 1, 0), "There is no link 9.*", "link");
    }

    [Fact]
    public void Apply_NaN_StaysNaN()
    {
        foreach (Link link in Enum.GetValues<Link>())
        {
            Applied(link, 2, double.NaN, 1, 1, 2)[0].Should().Be(double.NaN);
            Applied(link, 2, double.NaN, 1, 1, 2)[2..].Should().NotContain(double.NaN);
        }
    }

    [Fact]
    public void Apply_CanonicalLinks_GiveTheSlopesOfTheirLosses()
    {
        // ∂ℓ/∂z = μ − y
        foreach (ILoss loss in (ILoss[])[Losses.HalfSumOfSquaredErrors, Losses.Logistic, Losses.Poisson, Losses.Softmax(3)])
        {
            double[] targets = loss.Targets(20, 2), predictions = Points.Wave(targets.Length, 1),
                slopes = new double[targets.Length], means = Applied(loss.Link, loss.Outputs, predictions);

            loss.Sum(predictions, targets, slopes);

            slopes.Zip(means.Zip(targets, (mean, target) => mean - target), (a, e) => Math.Abs(a - e))
                .Should().OnlyContain(difference => difference < 2e-15, $"{loss}");
        }
    }

    [Fact]
    public void Rules_OfTheLosses_RefuseOtherTargets()
    {
        (ILoss Loss, Link Link, string? Rule, double[] Good, double[] Bad)[] cases =
        [
            (Losses.Huber(), Link.Identity, null, [-1, 0, 1e300], []),
            (Losses.Logistic, Link.Logit, "0 or 1", [0, 1], [0.5, -1, 2]),
            (Losses.Poisson, Link.Log, "at least 0", [0, 0.5, 7], [-1e-9]),
            (Losses.Gamma, Link.Log, "above 0", [1e-9, 7], [0, -1]),
            (Losses.Tweedie(1.5), Link.Log, "at least 0", [0, 7], [-1]),
        ];
        foreach ((ILoss loss, Link link, string? rule, double[] good, double[] bad) in cases)
        {
            (loss.Link, loss.TargetRule, loss.Outputs).Should().Be((link, rule, 1));
            good.Should().OnlyContain(target => loss.Accepts(new[] { target }), $"{loss}");
            bad.Should().NotContain(target => loss.Accepts(new[] { target }), $"{loss}");
        }
    }

    private static double[] Applied(Link link, int outputs, params double[] predictions)
    {
        double[] means = [.. predictions];
        link.Apply(means, outputs);
        return means;
    }
}
