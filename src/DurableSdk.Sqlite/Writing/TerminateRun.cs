using DurableSdk.Sqlite.Database;
using DurableSdk.Sqlite.Reading;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Writing;

/// <summary>
/// Ends a run under whoever has it. A claimed one stays marked until its owner has heard of it; what the owner appends until then meets
/// the end's sequence and is refused.
/// </summary>
internal sealed class TerminateRun(string runId, Func<long, StoredEvent?> end, IReadOnlyList<OutgoingMessage> messages, FinishWaiters waiters, WorkSignal work) : WriteOperation<TerminateResult>
{
    public override int Rows => 2 + (2 * messages.Count);

    public override void Execute(WriteTransaction transaction)
    {
        var find = transaction.Sql.FindRun.Bind(1, runId);
        if (!find.Step())
        {
            Result = TerminateResult.RunNotFound;
            return;
        }

        var run = RunRecords.Key(find);
        var status = RunRecords.Status(find);
        var hasNext = RunRecords.HasNext(find);
        find.Reset();
        if (status.IsFinished())
            Result = hasNext ? TerminateResult.RunContinued : TerminateResult.RunFinished;
        else
            Write(transaction, run);
    }

    public override void Committed()
    {
        base.Committed();
        if (Result != TerminateResult.Terminated)
            return;
        waiters.Finished(runId, null);
        work.Raise();
    }

    private void Write(WriteTransaction transaction, long run)
    {
        if (end((transaction.Sql.LastSequence.Bind(1, run).Scalar() ?? 0) + 1) is not { } ended)
        {
            Result = TerminateResult.LogGrown;
            return;
        }

        transaction.InsertEvent(run, ended);
        transaction.Sql.TerminateRun.Bind(1, run).Bind(2, (long)RunStatus.Terminated).Bind(3, Micros.From(ended.At)).Bind(4, ended.Sequence).Run();
        transaction.CountTermination();
        foreach (var message in messages)
            transaction.Send(transaction.FindLastTarget(message.RunId), message.Message, wakes: true);
        Result = TerminateResult.Terminated;
    }
}
