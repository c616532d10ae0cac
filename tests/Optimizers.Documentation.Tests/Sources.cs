using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Optimizers.Documentation.Tests;

/// <summary>The sources of the packages.</summary>
internal static class Sources
{
    // what a project adds to every file
    private const string GlobalUsings =
        """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading;
        global using System.Threading.Tasks; global using static System.FormattableString;
        """;

    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>Reads the sources below a folder and what their names mean; what only a generator would write stays unknown.</summary>
    public static CSharpCompilation Compile(string folder)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp14);
        IEnumerable<string> files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[0] is not ("obj" or "bin"));
        // another package's assembly would give the same types a second time
        IEnumerable<string> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(reference => Path.GetFileNameWithoutExtension(reference) != Path.GetFileName(folder));
        return CSharpCompilation.Create(
            Path.GetFileName(folder),
            [.. files.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file)), CSharpSyntaxTree.ParseText(GlobalUsings, options)],
            references.Select(reference => MetadataReference.CreateFromFile(reference)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }

    private static string Find(DirectoryInfo folder)
        => File.Exists(Path.Combine(folder.FullName, "Optimizers.sln")) ? folder.FullName : Find(folder.Parent!);
}
