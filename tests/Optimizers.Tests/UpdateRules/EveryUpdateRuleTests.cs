namespace Optimizers.Tests;

public sealed class EveryUpdateRuleTests
{
    [Fact]
    public void EveryPublicRule_HasAContractTest()
    {
        IEnumerable<string> rules = typeof(IUpdateRule)
            .Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(IUpdateRule)) && type.IsSealed).Select(type => type.Name);
        IEnumerable<string> tested = typeof(UpdateRuleContract)
            .Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(UpdateRuleContract)) && type.IsSealed).Select(type => type.Name);

        rules.Should().NotBeEmpty();
        tested.Should().BeEquivalentTo(rules.Select(rule => rule + "Tests"));
    }

    [Fact]
    public void EveryPublicType_IsSealedOrAbstract()
        => typeof(IUpdateRule).Assembly.GetExportedTypes().Should().OnlyContain(type => type.IsSealed || type.IsAbstract);
}
