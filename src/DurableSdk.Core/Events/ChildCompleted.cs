namespace DurableSdk.Events;

/// <summary>A child ended with a result.</summary>
/// <param name="Id">The operation that started it.</param>
/// <param name="RunId">The child; of a chain of continued runs the first.</param>
/// <param name="Result">The result as JSON.</param>
public sealed record ChildCompleted(string Id, string RunId, ReadOnlyMemory<byte> Result) : ChildEnded(Id, RunId);
