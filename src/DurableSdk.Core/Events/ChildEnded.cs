namespace DurableSdk.Events;

/// <summary>A child came to its end.</summary>
/// <param name="Id">The operation that started it. A child of the run before this one in its chain has the same where it was called at the same place.</param>
/// <param name="RunId">The child, which tells it from others; of a chain of continued runs the first.</param>
public abstract record ChildEnded(string Id, string RunId) : OperationEvent(Id);
