using System.Globalization;
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
    public void TableOfOptimizers_HasEveryOptimizer_WithItsMemoryAndDefaults()
    {
        Type[] optimizers =
            [.. typeof(IOptimizer).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(IOptimizer)) && type.GetConstructor([]) is not null)];
        Dictionary<string, string[]> rows = Readme
            .Where(line => Regex.IsMatch(line.Replace(@"\|", "", StringComparison.Ordinal), @"^\| `\w+` \|.*\|.*\|.*\|.*\|$"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToDictionary(cells => cells[1].Trim('`'));

        rows.Keys.Should().BeEquivalentTo(optimizers.Select(type => type.Name));
        foreach (Type type in optimizers)
        {
            object optimizer = Activator.CreateInstance(type)!;
            string[] cells = rows[type.Name];
            string defaults = string.Join(", ", type.GetProperties().Where(setting => setting.CanWrite)
                .Select(setting => (setting.Name, Value: Number(setting.GetValue(optimizer)))).Where(setting => setting.Value is not null and not 0)
                .Select(setting => $"{Letter(type, setting.Name)} {Print(setting.Value!.Value)}"));
            cells[4].Should().Be(defaults, type.Name);
            if (optimizer is IUpdateRule rule)
            {
                int vectors = rule.CreateState(100).VectorNames.Count;
                cells[3].Should().MatchRegex($"^{(vectors == 0 ? "(0|n with momentum)" : vectors == 1 ? "n" : $"{vectors}n")}(,|$)", type.Name);
            }
        }
    }

    [Fact]
    public void Text_NamesEveryWrapperTransformAndSchedule()
    {
        string text = string.Join(' ', Readme);
        IEnumerable<string> names = typeof(IOptimizer).Assembly.GetExportedTypes()
            .Where(type => type.IsSealed
                && (type.IsAssignableTo(typeof(IOptimizer)) || type.IsAssignableTo(typeof(IGradientTransform)) || type.IsAssignableTo(typeof(Schedule)))
                    && type != typeof(Sequence))
            .Select(type => type.Name);

        names.Should().NotBeEmpty().And.AllSatisfy(name => text.Should().Contain(name));
    }

    [Fact]
    public void TableOfLosses_HasEveryLoss()
    {
        Rows().Should().Contain(typeof(Losses).GetProperties().Select(property => property.Name));
        foreach (var property in typeof(Losses).GetProperties())
        {
            string formula = property.GetValue(null)!.ToString()!.Split(" = ")[1].Replace("|", "\\|", StringComparison.Ordinal);
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
        string[] named = [.. Readme.SelectMany(
            line => Regex.Matches(line, @"\]\((?!https?:)([^)#]+)\)|--project (\S+)").Select(match => match.Groups[1].Value + match.Groups[2].Value))];
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

    private static double? Number(object? value) => value switch
    {
        double number => number,
        int number => number,
        Schedule schedule => schedule.At(0),
        _ => null,
    };

    private static string Print(double value)
        => value is > 0 and < 1e-3 ? value.ToString("0.##E-0", CultureInfo.InvariantCulture).ToLowerInvariant() : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The letter of a setting in the formulas.</summary>
    private static string Letter(Type type, string setting) => setting switch
    {
        "LearningRate" => "η",
        "Beta" => "β",
        "Beta1" => "β₁",
        "Beta2" => "β₂",
        "Epsilon" => "ε",
        "WeightDecay" => "λ",
        "MomentumDecay" => "ψ",
        "InitialAccumulator" => "v₀",
        "Rho" => "ρ",
        "Alpha" => "α",
        "EtaMinus" => "η₋",
        "EtaPlus" => "η₊",
        "MinimumStep" => "smin",
        "MaximumStep" => "smax",
        "Lambda" => "Λ",
        "T0" => "T₀",
        "Memory" => "m",
        "InitialRadius" => "Δ₀",
        "InitialDistance" => "d₀",
        _ => throw new InvalidOperationException($"{type.Name}.{setting} has a default other than 0 and no letter here."),
    };

    private static string Squeeze(IEnumerable<string> lines) => Regex.Replace(string.Join(' ', lines), @"\s+", " ").Trim();
}
