using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Optimizers.Documentation.Tests;

/// <summary>Sources depend one way: no folder needs one that comes after it, so that no two need each other.</summary>
public sealed class FolderTests
{
    // each needs only folders before it; "" is what lies beside them
    private static readonly string[] Core =
    [
        "Internal", "Schedules", "", "Penalties", "Constraints", "Functions",
            "Losses", "Sampling", "Runs", "LineSearch", "UpdateRules", "Methods", "Transforms",
    ];

    private static readonly string[] Regression =
        ["Samples", "Passes", "Coordinates", "Functions", "Metrics", "Data", "Solvers", "Inference", "Models", "", "Selection", "Curves"];

    [Fact]
    public void Regression_EachFolder_NeedsOnlyThoseBefore()
        => string.Join("; ", Backward(Needs("Optimizers.Regression"), Regression).Distinct()).Should().BeEmpty();

    [Fact]
    public void Core_EachFolder_NeedsOnlyThoseBefore()
    {
        (string User, string Needed)[] needs = [.. Needs("Optimizers")];

        Backward(needs, Core).Should().BeEmpty();
        Backward(needs, [.. Core.Reverse()]).Should().Contain("UpdateRules/Adam.cs needs Schedules/Schedule.cs", "what is needed is seen");
    }

    /// <summary>What needs a folder that comes after its own, or is in one that is not listed.</summary>
    private static IEnumerable<string> Backward(IEnumerable<(string User, string Needed)> needs, string[] order)
    {
        return from need in needs
               where Place(need.Needed) > Place(need.User) || Place(need.User) < 0 || Place(need.Needed) < 0
               select $"{need.User} needs {need.Needed}";

        int Place(string file) => Array.IndexOf(order, file.Split('/') is [var folder, _, ..] ? folder : "");
    }

    /// <summary>The files of a package with those that the names in them mean, as the compiler binds them.</summary>
    private static IEnumerable<(string User, string Needed)> Needs(string package)
    {
        string root = Path.Combine(Sources.Root, "src", package);
        CSharpCompilation compilation = Sources.Compile(root);
        return from tree in compilation.SyntaxTrees
               where tree.FilePath.Length > 0
               let model = compilation.GetSemanticModel(tree)
               from need in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().SelectMany(name => Files(model.GetSymbolInfo(name).Symbol)).Distinct()
               select (Relative(tree.FilePath), Relative(need));

        string Relative(string file) => Path.GetRelativePath(root, file).Replace('\\', '/');
    }

    // a type is needed where its name is written, and where a member of it is
    private static IEnumerable<string> Files(ISymbol? symbol)
        => (symbol as INamedTypeSymbol ?? symbol?.ContainingType)?.OriginalDefinition.Locations.Take(1)
            .Select(location => location.SourceTree?.FilePath).OfType<string>().Where(file => file.Length > 0) ?? [];
}
