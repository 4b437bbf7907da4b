using DurableSdk.Events;

namespace DurableSdk;

/// <summary>An event of some run, as a subscriber gets it.</summary>
/// <param name="Position">Its place in the order of all events; grows, with gaps.</param>
/// <param name="RunId">The run.</param>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Version">The workflow's version.</param>
/// <param name="Entry">The event with its sequence in the run and its time.</param>
public sealed record SubscribedEvent(long Position, string RunId, string Workflow, int Version, LogEntry Entry);
