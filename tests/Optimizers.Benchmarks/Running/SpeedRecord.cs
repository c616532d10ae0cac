namespace Optimizers.Benchmarks;

/// <summary>Writes a run to the files that are kept: one to compare with, one to read.</summary>
internal static class SpeedRecord
{
    public static string Baseline => Repository.Result("baseline.json");

    public static string Write(string folder)
    {
        MeasuredRun run = MeasuredRun.Read(folder);
        string speed = Repository.Result("speed.md");
        run.Save(Baseline);
        File.WriteAllText(speed, SpeedTables.Of(run));
        return $"{run.Measurements.Count} results: {Baseline}, {speed}\n";
    }
}
