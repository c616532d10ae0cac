namespace Optimizers.Tests;

/// <summary>A new method or line search needs its place in the suite of units.</summary>
public sealed class UnitCompletenessTests
{
    [Fact]
    public void Methods_OfTheAssembly_AreAllInTheSuite()
        => Sealed(typeof(IOptimizer)).Where(type => !type.IsAssignableTo(typeof(IUpdateRule))).Except(UnitMethods.Excepted).Should()
            .BeSubsetOf(UnitMethods.ByName.Values.Select(create => create(Unit.One).GetType()));

    [Fact]
    public void LineSearches_OfTheAssembly_AreAllInTheSuite()
        => Sealed(typeof(LineSearch)).Should().BeSubsetOf(UnitMethods.Searches.Select(search => search.GetType()));

    [Fact]
    public void MethodsWithALineSearch_AreThereWithEachSearch()
    {
        IOptimizer[] all = [.. UnitMethods.ByName.Values.Select(create => create(Unit.One))];
        foreach (Type method in all.Select(one => one.GetType()).Distinct().Where(type => type.GetProperty(nameof(Lbfgs.LineSearch)) is not null))
        {
            all.Where(one => one.GetType() == method).Select(one => (LineSearch)method.GetProperty(nameof(Lbfgs.LineSearch))!.GetValue(one)!)
                .Should().Contain(UnitMethods.Searches, method.Name);
        }
    }

    private static IEnumerable<Type> Sealed(Type kind)
        => typeof(IOptimizer).Assembly.GetExportedTypes().Where(type => type.IsSealed && type.IsAssignableTo(kind));
}
