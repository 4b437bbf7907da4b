using DurableSdk.Sqlite.Database;
using DurableSdk.Sqlite.Owning;

namespace DurableSdk.Sqlite.Writing;

/// <summary>Lets go of a claimed run. Nothing to flush: a claim that a power cut brings back is released by the next owner.</summary>
internal sealed class ReleaseRun(SqliteRunOwner owner, string runId, RunStatus status, DateTimeOffset? wakeAt, long inboxLeft, WorkSignal work)
    : WriteOperation<bool>
{
    private ClaimedState? _run;

    public override bool NeedsFlush => false;

    public override void Execute(WriteTransaction transaction)
    {
        _run = owner.Claims.Find(runId);
        if (_run is null || _run.IsReleased || transaction.Epoch != owner.Epoch)
            return;
        transaction.Sql.ReleaseRun.Bind(1, _run.Key).Bind(2, (long)status).Bind(3, Micros.FromWakeAt(wakeAt)).Bind(4, inboxLeft).Bind(5, _run.KnownSequence).Run();
        _run.IsReleased = Result = true;
    }

    public override void RolledBack()
    {
        if (!Result || _run is null)
            return;
        _run.IsReleased = Result = false;
    }

    public override void Committed()
    {
        if (Result)
            owner.Claims.Remove(_run!);
        base.Committed();
        if (Result && (wakeAt is not null || _run!.HasInbox))
            work.Raise();
    }
}
