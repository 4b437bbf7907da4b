namespace DurableSdk.Replay;

/// <summary>The time of a hook, that no code awaits. Not among the pending operations: who waits for deliveries is.</summary>
internal sealed class HookExpiryOperation(OpenHook hook, DateTimeOffset dueAt) : Operation(IdOf(hook.Id), hook.Source, default)
{
    public override string Kind => "hook";

    public override bool EndsWithCancellation => false;

    public static string IdOf(string hookId) => $"{hookId}/expiry";

    public override bool ArgumentsMatch(ReadOnlyMemory<byte> recorded) => true;

    public override void DeliverCancellation(CancellationToken token) => Abandon();

    protected override Command? Request() => new AwaitExpiry(hook.Id, dueAt);

    protected override Command? CancelRequest() => null;
}
