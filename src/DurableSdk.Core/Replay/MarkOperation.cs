using DurableSdk.Events;

namespace DurableSdk.Replay;

/// <summary>Something that the code has said of its run; done once it is recorded, and nobody waits for it.</summary>
internal sealed class MarkOperation(MarkEvent mark) : Operation(mark.Id, mark.Source, default)
{
    public MarkEvent Mark => mark;

    public override string Kind => mark.Noun;

    /// <summary>A cancelled run still says how far it is.</summary>
    public override bool EndsWithCancellation => false;

    public override bool ArgumentsMatch(ReadOnlyMemory<byte> recorded) => false;

    public override void DeliverCancellation(CancellationToken token) => throw new InvalidOperationException($"{Id} isn't cancelled.");

    protected override Command Request() => new RecordMark(mark);

    protected override Command? CancelRequest() => null;
}
