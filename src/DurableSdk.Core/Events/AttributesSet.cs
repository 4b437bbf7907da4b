namespace DurableSdk.Events;

/// <summary>The code gave the run an attribute, or removed one.</summary>
/// <param name="Id">The operation's id, such as <c>SetAttribute#1</c>.</param>
/// <param name="Source">Where the call stood.</param>
/// <param name="Key">Which attribute.</param>
/// <param name="Value">Its value from now on; null where it was removed.</param>
public sealed record AttributesSet(string Id, string Source, string Key, AttributeValue? Value) : MarkEvent(Id, Source)
{
    internal override string Target => $"attribute {Key}";

    internal override string Noun => "attribute";
}
