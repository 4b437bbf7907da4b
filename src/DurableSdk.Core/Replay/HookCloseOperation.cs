namespace DurableSdk.Replay;

/// <summary>The closing of a hook: done once it is recorded. Clean-up, so a cancellation of the run doesn't end it.</summary>
internal sealed class HookCloseOperation : Operation
{
    private readonly OpenHook _hook;
    private readonly TaskCompletionSource _completion;

    public HookCloseOperation(OpenHook hook)
        : base(IdOf(hook.Id), hook.Source, default)
    {
        _hook = hook;
        _completion = new TaskCompletionSource(this);
    }

    public Task Task => _completion.Task;

    public override string Kind => "hook";

    public override bool IsWork => true;

    public override bool EndsWithCancellation => false;

    public static string IdOf(string hookId) => $"{hookId}/close";

    public override bool ArgumentsMatch(ReadOnlyMemory<byte> recorded) => true;

    public void DeliverClosed()
    {
        IsDelivered = true;
        _completion.SetResult();
    }

    public override void DeliverCancellation(CancellationToken token)
    {
        IsDelivered = true;
        _completion.SetCanceled(token);
    }

    protected override Command? Request() => new CloseHook(_hook.Id);

    /// <summary>The end of the run closes it too.</summary>
    protected override Command? CancelRequest() => null;
}
