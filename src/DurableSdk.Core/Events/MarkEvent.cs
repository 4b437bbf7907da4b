namespace DurableSdk.Events;

/// <summary>An entry about something that the code has said of the run; nothing waits for it.</summary>
/// <param name="Id">The operation's id, such as <c>SetStatus#1</c>.</param>
/// <param name="Source">Where the call stood.</param>
public abstract record MarkEvent(string Id, string Source) : OperationEvent(Id)
{
    /// <summary>What is marked: marks of one target replace each other.</summary>
    internal abstract string Target { get; }

    /// <summary>What is marked, for messages.</summary>
    internal abstract string Noun { get; }

    /// <summary>Whether both say the same; the line may have moved.</summary>
    internal bool SaysSameAs(MarkEvent other) => this == other with { Source = Source };
}
