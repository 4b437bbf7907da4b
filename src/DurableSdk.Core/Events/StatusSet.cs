namespace DurableSdk.Events;

/// <summary>The code said how far the run is.</summary>
/// <param name="Id">The operation's id, such as <c>SetStatus#1</c>.</param>
/// <param name="Source">Where the call stood.</param>
/// <param name="Text">What it said; null where it took it back.</param>
public sealed record StatusSet(string Id, string Source, string? Text) : MarkEvent(Id, Source)
{
    internal override string Target => "status";

    internal override string Noun => "status";
}
