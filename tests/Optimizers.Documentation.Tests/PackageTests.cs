using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;

namespace Optimizers.Documentation.Tests;

/// <summary>What the packages say of themselves.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packages");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("Optimizers.Regression", "Optimizers")]
    [InlineData("Optimizers.Data", "Optimizers.Regression")]
    [InlineData("Optimizers.Plotting", "Optimizers.Regression")]
    public void Dependencies_OnOurOwnPackages_AreOfOneExactVersion(string package, string needed)
    {
        string configuration = typeof(PackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        string project = Path.Combine(Sources.Root, "src", package, package + ".csproj");
        Run("pack", project, "--no-build", "-c", configuration, "-o", _folder.FullName, "-p:Version=7.8.9");

        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(_folder.FullName, $"{package}.7.8.9.nupkg"));
        using Stream nuspec = archive.GetEntry(package + ".nuspec")!.Open();
        var own = XDocument.Load(nuspec).Descendants(
            ).Where(element => element.Name.LocalName == "dependency" && element.Attribute("id")!.Value.StartsWith("Optimizers", StringComparison.Ordinal))
            .ToDictionary(element => element.Attribute("id")!.Value, element => element.Attribute("version")!.Value);

        own.Keys.Should().Contain(needed);
        own.Values.Should().AllBe("[7.8.9]");
    }

    private static void Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0, output);
    }
}
