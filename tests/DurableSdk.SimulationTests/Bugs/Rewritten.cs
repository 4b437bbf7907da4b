namespace DurableSdk.SimulationTests.Bugs;

/// <summary>Changes events on their way, so that nobody can tell from their checksums.</summary>
internal static class Rewritten
{
    public static RunEvent Read(string runId, StoredEvent stored) => EventCodec.Plain.Decode(runId, stored).Event;

    public static StoredEvent As(string runId, StoredEvent stored, RunEvent other) => EventCodec.Plain.Encode(runId, new LogEntry(stored.Sequence, stored.At, other));
}
