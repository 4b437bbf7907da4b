namespace DurableSdk;

/// <summary>Something that a run waits for.</summary>
/// <param name="Kind">What kind it is, as messages call it, such as <c>step</c>, <c>timer</c>, <c>child</c>, <c>signal</c>, <c>condition</c>, <c>message</c> or <c>compensation</c>.</param>
/// <param name="Id">Its id in the run, such as <c>ChargeAsync#1</c>.</param>
/// <param name="Source">File name and line of the call, such as <c>OrderWorkflow.cs:21</c>.</param>
/// <param name="Since">When the code asked for it (UTC).</param>
/// <param name="DueAt">When a recorded timer fires, or the next attempt of a step begins (UTC); null where the log names no time.</param>
public sealed record PendingOperation(string Kind, string Id, string Source, DateTimeOffset Since, DateTimeOffset? DueAt);
