using System.Text.RegularExpressions;

namespace Optimizers.Documentation.Tests;

/// <summary>The pages of the guide say what is true: their code is compiled and run.</summary>
public sealed class GuideTests
{
    private static readonly string Folder = Path.Combine(Sources.Root, "docs");

    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(Folder, "*.md").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void CodeBlocks_AreCompiledAndRun(string page)
    {
        string guides = Path.Combine(Sources.Root, "tests", "Optimizers.Documentation.Tests", "Guides");
        string compiled = Squeeze(string.Join(' ', Directory.EnumerateFiles(guides, "*.cs").Select(File.ReadAllText)));
        MatchCollection found = Regex.Matches(File.ReadAllText(Path.Combine(Folder, page)), @"```csharp\r?\n(.*?)```", RegexOptions.Singleline);
        string[] blocks = [.. found.Select(match => match.Groups[1].Value)];

        // a page that is a table is held to what prints it, elsewhere
        (blocks.Length > 0).Should().Be(page != "solvers.md");
        blocks.Where(block => !compiled.Contains(Squeeze(block), StringComparison.Ordinal)).Should().BeEmpty();
    }

    private static string Squeeze(string text) => Regex.Replace(text, @"\s+", " ").Trim();
}
