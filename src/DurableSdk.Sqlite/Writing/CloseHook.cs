using DurableSdk.Sqlite.Owning;

namespace DurableSdk.Sqlite.Writing;

/// <summary>A hook takes no more. Nothing to flush: after a power cut it is as open as its run, whose owner closes it again.</summary>
internal sealed class CloseHook(SqliteRunOwner owner, string runId, string hookId) : WriteOperation<bool>
{
    public override bool NeedsFlush => false;

    public override void Execute(WriteTransaction transaction)
    {
        Result = false;
        if (transaction.Epoch != owner.Epoch || owner.Claims.Find(runId) is not { IsReleased: false } run)
            return;
        transaction.Sql.CloseHook.Bind(1, run.Key).Bind(2, hookId).Run();
        Result = true;
    }
}
