using DurableSdk.Sqlite.Database;
using DurableSdk.Sqlite.Owning;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Writing;

/// <summary>A claimed run has come to wait. Nothing to flush: after a power cut it is taken in hand again, and rests again.</summary>
internal sealed class RestRun(SqliteRunOwner owner, string runId, DateTimeOffset? wakeAt) : WriteOperation<bool>
{
    private ClaimedState? _run;

    public override bool NeedsFlush => false;

    public override void Execute(WriteTransaction transaction)
    {
        Result = false;
        _run = owner.Claims.Find(runId);
        if (_run is null || _run.IsReleased || transaction.Epoch != owner.Epoch)
            return;
        // What is stale stays so: its next append reads it again, with its inbox.
        if (!_run.IsStale && _run.Status is not (RunStatus.Running or RunStatus.Pending))
            return;
        var wake = Micros.FromWakeAt(wakeAt);
        transaction.Sql.RestRun.Bind(1, _run.Key).Bind(2, (long)RunStatus.Waiting).Bind(3, wake).Bind(4, (long)RunStatus.Running)
            .Bind(5, _run.KnownSequence).Bind(6, (long)RunStatus.Pending).Run();
        _run.Rested(wake);
        Result = true;
    }

    public override void RolledBack() => _run?.Invalidate();
}
