namespace DurableSdk.Events;

/// <summary>An event with its place in the log.</summary>
/// <param name="Sequence">Its place in the run's log, from 1, without a gap.</param>
/// <param name="At">When it was recorded (UTC).</param>
/// <param name="Event">What it says.</param>
public sealed record LogEntry(long Sequence, DateTimeOffset At, RunEvent Event);
