using System.Text.Json;

namespace DurableSdk.SimulationTests.Harness;

/// <summary>A run's log in a file, as a release wrote it: each event as it was stored.</summary>
internal sealed record History(string RunId, string Workflow, int Version, HistoryEvent[] Events)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public static History Of(RunLog log) =>
        new(log.RunId, log.Run.Workflow.Name, log.Run.Workflow.Version, [.. log.Stored.Select(HistoryEvent.Of)]);

    public static History Read(string json) => JsonSerializer.Deserialize<History>(json, Json)!;

    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <summary>The run as a store would make it that has all of this at once.</summary>
    public NewRun ToRun() => new()
    {
        RunId = RunId,
        Workflow = Workflow,
        Version = Version,
        InputHash = new byte[] { 1 },
        CreatedAt = Events[0].At,
        Started = Events[0].ToStored(),
        Copied = [.. Events.Skip(1).Select(one => one.ToStored())],
    };
}

/// <summary>An event; its body stays readable for people, and is the stored one to the byte.</summary>
internal sealed record HistoryEvent(long Sequence, int Kind, int Format, DateTimeOffset At, uint Checksum, string Body)
{
    public static HistoryEvent Of(StoredEvent stored) =>
        new(stored.Sequence, (int)stored.Kind, stored.Format, stored.At, stored.Checksum, System.Text.Encoding.UTF8.GetString(stored.Body.Span));

    public StoredEvent ToStored() => new(Sequence, (EventKind)Kind, Format, At, System.Text.Encoding.UTF8.GetBytes(Body), Checksum);
}
