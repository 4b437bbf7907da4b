namespace DurableSdk.Events;

/// <summary>The code asked whether the run takes a change, and it does; see <see cref="Durable.Patched"/>.</summary>
/// <param name="PatchId">The id that the code gave the change.</param>
public sealed record PatchRecorded(string PatchId) : RunEvent;
