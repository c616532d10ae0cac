using System.Text.RegularExpressions;

namespace Optimizers.Documentation.Tests;

/// <summary>The README says what is true.</summary>
public sealed class ReadmeTests
{
    private static readonly string[] Readme = Document("README.md");

    [Fact]
    public void CodeBlocks_AreTheCompiledStories()
    {
        string stories = Squeeze(Document("Stories.cs"));
        string[][] blocks = [.. Blocks("csharp")];

        blocks.Should().HaveCountGreaterThanOrEqualTo(5);
        blocks.Should().AllSatisfy(block => stories.Should().Contain(Squeeze(block.Where(line => !line.StartsWith("//", StringComparison.Ordinal)))));
    }

    [Fact]
    public void TableOfOptimizers_HasEveryOptimizer()
        => Rows().Should().Contain(typeof(IOptimizer).Assembly.GetExportedTypes()
            .Where(type => type.IsAssignableTo(typeof(IOptimizer)) && !type.IsInterface).Select(type => type.Name));

    [Fact]
    public void TableOfLosses_HasEveryLoss()
    {
        Rows().Should().Contain(typeof(Losses).GetProperties().Select(property => property.Name));
        foreach (var property in typeof(Losses).GetProperties())
        {
            string formula = property.GetValue(null)!.ToString()!.Split(" = ")[1];
            Readme.Should().Contain(line => line.StartsWith($"| `{property.Name}` | {formula} ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Length_IsAtMost200Lines() => Readme.Length.Should().BeLessThanOrEqualTo(200);

    [Fact]
    public void FilesNamed_Exist()
    {
        // links and paths are relative to the repository, which is above the folder of this test
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Optimizers.sln")))
        {
            root = root.Parent;
        }

        root.Should().NotBeNull();
        string[] named = [.. Readme.SelectMany(line => Regex.Matches(line, @"\]\((?!https?:)([^)#]+)\)|--project (\S+)").Select(match => match.Groups[1].Value + match.Groups[2].Value))];
        named.Should().NotBeEmpty().And.OnlyContain(path => Path.Exists(Path.Combine(root!.FullName, path)));
    }

    private static string[] Document(string name) => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Documents", name));

    private static IEnumerable<string> Rows() => Readme.Select(line => Regex.Match(line, @"^\| `(\w+)`").Groups[1].Value);

    private static IEnumerable<string[]> Blocks(string language)
    {
        for (int i = 0; i < Readme.Length; i++)
        {
            if (Readme[i] == "```" + language)
            {
                yield return [.. Readme.Skip(i + 1).TakeWhile(line => line != "```")];
            }
        }
    }

    private static string Squeeze(IEnumerable<string> lines) => Regex.Replace(string.Join(' ', lines), @"\s+", " ").Trim();
}
