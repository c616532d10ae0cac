using Xunit.Abstractions;

namespace Optimizers.Tests;

/// <summary>What a rule of PyTorch promises beside the contract: torch's own points.</summary>
public abstract class TorchRuleContract(ITestOutputHelper output) : UpdateRuleContract
{
    /// <summary>The name in torch.optim.</summary>
    protected abstract string Torch { get; }

    /// <summary>The rule with torch's defaults.</summary>
    protected abstract IUpdateRule Defaults { get; }

    /// <summary>Whether a case of the file is one of this rule.</summary>
    private protected virtual bool Includes(TorchTrajectories.Case golden) => true;

    /// <summary>The rule with the settings of a case.</summary>
    private protected abstract IUpdateRule With(TorchTrajectories.Case golden);

    [Fact]
    public void Step_EveryTorchCase_GivesTorchsPoints() => Compare(Cases, TorchTrajectories.DeviationByStep, "by own steps");

    [Fact]
    public void Run_EveryTorchCaseWithAFunction_GivesTorchsPoints()
        => Compare(Cases.Where(golden => golden.Gradients is null), TorchTrajectories.DeviationByRun, "in a run");

    [Fact]
    public void Defaults_AreTorchs()
    {
        // a case that sets nothing is one of torch's defaults
        Defaults.Should().Be(Activator.CreateInstance(Defaults.GetType()));
        foreach (TorchTrajectories.Case golden in Cases.Where(
            golden => golden.Settings.EnumerateObject().All(setting => setting.Name is "amsgrad" or "centered")))
        {
            With(golden).Should().Be(Defaults);
        }
    }

    private IEnumerable<TorchTrajectories.Case> Cases => TorchTrajectories.Of(Torch).Where(Includes);

    private void Compare(IEnumerable<TorchTrajectories.Case> cases, Func<IUpdateRule, TorchTrajectories.Case, double> deviation, string how)
    {
        (double Deviation, string Case)[] found = [.. cases.Select(golden => (deviation(With(golden), golden), golden.ToString()))];

        found.Should().NotBeEmpty().And.AllSatisfy(item => item.Deviation.Should().BeLessThanOrEqualTo(1, item.Case));
        output.WriteLine($"{Rule.GetType().Name} {how}: worst deviation {found.Max(item => item.Deviation):G3} of what is allowed, in {found.Length} cases");
    }
}
