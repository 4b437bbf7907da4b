using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Writing;

/// <summary>A delivery into the inbox of the run that a hook belongs to; the run wants attention from then on.</summary>
internal sealed class ResumeHook(string tokenHash, InboxMessage delivery, WorkSignal work) : WriteOperation<HookResult>
{
    public override int Rows => 3;

    public override void Execute(WriteTransaction transaction) => Result = transaction.Resume(tokenHash, delivery);

    public override void Committed()
    {
        base.Committed();
        if (Result == HookResult.Accepted)
            work.Raise();
    }
}
