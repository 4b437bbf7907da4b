using DurableSdk.Sqlite.Database;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Writing;

/// <summary>
/// A slice of a purge. It walks along the runs instead of an index of finished ones, which every run would have to pay for. Not flushed: what a power
/// cut brings back is purged the next time.
/// </summary>
internal sealed class PurgeRuns(PurgeRequest request) : WriteOperation<PurgeSlice>
{
    /// <summary>How many runs a slice looks at, finished or not.</summary>
    private const long Stride = 10_000;

    /// <summary>A group of its own: it may be much.</summary>
    public override int Rows => 1000;

    public override bool NeedsFlush => false;

    public override void Execute(WriteTransaction transaction)
    {
        var sql = transaction.Sql;
        var end = request.After + Stride;
        var finished = Find(sql, end);
        var purged = 0;
        foreach (var run in finished)
        {
            if (!IsWithAllSubscribers(sql, run) || IsAwaitedInItsChain(sql, run))
                continue;
            Purge(sql, run);
            purged++;
        }

        var next = finished.Count == request.Limit ? finished[^1].Key : end;
        Result = new(purged, next < (sql.LastRun.Scalar() ?? 0) ? next : null);
    }

    private static bool IsWithAllSubscribers(WriterStatements sql, Finished run) =>
        sql.SubscribedUpTo.Scalar() is not { } subscribed || (sql.LastPosition.Bind(1, run.Key).Scalar() ?? 0) <= subscribed;

    /// <summary>Whoever asks an earlier run of the chain for the one that goes on has to find it. Earlier ones end earlier, but not by a clock that was set back.</summary>
    private static bool IsAwaitedInItsChain(WriterStatements sql, Finished run) => run.PreviousRunId is { } previous && sql.FindTarget.Bind(1, previous).Any();

    private List<Finished> Find(WriterStatements sql, long end)
    {
        var finished = new List<Finished>();
        var rows = sql.ReadFinished.Bind(1, request.After).Bind(2, end).Bind(3, Micros.From(request.FinishedBefore)).Bind(4, request.Limit).Bind(5, request.KeepKeys ? 0 : 1);
        while (rows.Step())
            finished.Add(new Finished(rows.Int64(0), rows.Int64(1) != 0, rows.Int64(2) != 0, rows.NullableText(3)));
        return finished;
    }

    private void Purge(WriterStatements sql, Finished run)
    {
        sql.DeleteBodies.Bind(1, run.Key).Run();
        sql.DeleteEvents.Bind(1, run.Key).Run();
        sql.DeleteInbox.Bind(1, run.Key).Run();
        // What the chain has seen, and its hooks, are those of the run that goes on.
        if (run.HasNext)
            sql.LeaveHooks.Bind(1, run.Key).Run();
        else
            sql.DeleteSeen.Bind(1, run.Key).Run();
        sql.DeleteHooks.Bind(1, run.Key).Run();
        sql.DeleteAttributes.Bind(1, run.Key).Run();
        if (run.HasKey && request.KeepKeys)
            sql.MarkPurged.Bind(1, run.Key).Bind(2, Micros.From(request.Now)).Run();
        else
            sql.DeleteRun.Bind(1, run.Key).Run();
    }

    private readonly record struct Finished(long Key, bool HasKey, bool HasNext, string? PreviousRunId);
}
