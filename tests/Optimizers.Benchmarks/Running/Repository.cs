namespace Optimizers.Benchmarks;

/// <summary>The places of the repository, found from where the program was built to.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Result(string file) => Path.Combine(Root, "tests", "Optimizers.Benchmarks", "Results", file);

    private static string Find(DirectoryInfo? folder)
    {
        for (; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Optimizers.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"Optimizers.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
