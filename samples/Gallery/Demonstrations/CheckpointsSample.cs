using System.Security.Cryptography;

namespace Gallery.Demonstrations;

// Every step is a checkpoint. Six files are packed one after the other, and the process is killed while the fourth is: the next one takes three checksums from the log.
// Look at: which steps run after the crash, and that each file was packed once.
internal sealed class CheckpointsSample : ISample
{
    public string Name => "checkpoints";

    public string Summary => "A loop of steps, killed in the middle: what was done isn't done again.";

    public async Task RunAsync(Stage stage)
    {
        foreach (var month in Enumerable.Range(1, 6))
            await File.WriteAllTextAsync(stage.PathOf($"month-{month}.txt"), string.Concat(Enumerable.Repeat($"Figures of month {month}. ", 200)));
        await using var host = await stage.StartAsync();
        var run = await host.Client.StartCheckpointsWorkflowAsync(6, new() { IdempotencyKey = "half-year" });
        var checksums = await run.ResultAsync();
        stage.Say($"{checksums.Count} files were packed, the last one is {checksums[^1]}.");
    }
}

internal sealed class CheckpointsWorkflow(Stage stage)
{
    [Workflow]
    public async Task<IReadOnlyList<string>> RunAsync(int months)
    {
        var checksums = new List<string>();
        for (var month = 1; month <= months; month++)
            checksums.Add(await PackAsync(month));
        return checksums;
    }

    // It may run twice for one file, when it was killed in between; writing the same file again does no harm.
    [Step]
    private async Task<string> PackAsync(int month)
    {
        var path = stage.PathOf($"month-{month}.txt");
        var packed = stage.PathOf($"month-{month}.br");
        stage.Say($"packs month {month}");
        await using (var file = File.Create(packed))
        await using (var brotli = new System.IO.Compression.BrotliStream(file, System.IO.Compression.CompressionLevel.Optimal))
            await brotli.WriteAsync(await File.ReadAllBytesAsync(path));
        if (month == 4)
            stage.CrashHere("while month 4 is packed");
        return Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(packed)))[..12];
    }
}
