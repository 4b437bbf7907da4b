namespace DurableSdk.Events;

/// <summary>A sleep began.</summary>
/// <param name="Id">The timer's id.</param>
/// <param name="Source">Where the call stood.</param>
/// <param name="Arguments">What was asked for, as a JSON array.</param>
/// <param name="DueAt">When it ends (UTC).</param>
public sealed record TimerStarted(string Id, string Source, ReadOnlyMemory<byte> Arguments, DateTimeOffset DueAt) : OperationEvent(Id);
