namespace Optimizers.Data.Tests;

/// <summary>A file that goes with its test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public string Path { get; } = System.IO.Path.GetTempFileName();

    public static TemporaryFile Of(string text)
    {
        var file = new TemporaryFile();
        File.WriteAllText(file.Path, text);
        return file;
    }

    public static TemporaryFile Of(byte[] bytes)
    {
        var file = new TemporaryFile();
        File.WriteAllBytes(file.Path, bytes);
        return file;
    }

    public void Dispose() => File.Delete(Path);
}
