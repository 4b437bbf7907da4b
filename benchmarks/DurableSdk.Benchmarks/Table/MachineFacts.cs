using System.Diagnostics;

namespace DurableSdk.Benchmarks;

/// <summary>By which figures of one machine are told from those of another.</summary>
/// <param name="CommitSeconds">One raw durable commit of one row, the middle of many.</param>
/// <param name="FlushSeconds">4 KiB appended to a file and flushed to the disk, likewise.</param>
internal sealed record MachineFacts(double CommitSeconds, double FlushSeconds)
{
    private const int Samples = 500;
    private const int Page = 4096;

    public static MachineFacts Measure(Setting setting)
    {
        using var raw = new RawCommits(setting, new byte[150], static file => new RawDatabase(file));
        var commit = Median.Of(Enumerable.Range(0, Samples).Select(_ => raw.Take(1)));
        return new MachineFacts(commit, FlushTime(setting));
    }

    public override string ToString() =>
        $"{Environment.ProcessorCount} cores, .NET {Environment.Version}, SQLite {RawDatabase.Version} with `synchronous=FULL`; "
        + $"one raw commit of a row {Units.Micros(CommitSeconds)} ({Units.PerSecond(1 / CommitSeconds)}), one flush of 4 KiB to the disk {Units.Micros(FlushSeconds)}";

    private static double FlushTime(Setting setting)
    {
        var path = setting.NewFile("flush");
        var times = new double[Samples];
        using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            var page = new byte[Page];
            for (var i = 0; i < Samples; i++)
            {
                var watch = Stopwatch.StartNew();
                file.Write(page);
                file.Flush(flushToDisk: true);
                times[i] = watch.Elapsed.TotalSeconds;
            }
        }

        setting.Delete(path);
        return Median.Of(times);
    }
}
