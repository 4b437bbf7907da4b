using DurableSdk.Sqlite.Database;
using DurableSdk.Sqlite.Owning;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Writing;

/// <summary>How a run gets into the file, whoever starts it.</summary>
internal sealed partial class WriteTransaction
{
    /// <summary>How many rows a new run writes.</summary>
    public static int RowsOf(NewRun run) => 2 + run.Copied.Count + (run.Projection?.Attributes.Count ?? 0);

    public static long WakeAtOf(NewRun run) => Micros.FromWakeAt(run.StartAt) ?? Micros.AtOnce;

    /// <summary>The run, with its events and its attributes.</summary>
    /// <param name="run">The run.</param>
    /// <param name="workflow">Its workflow's numbers.</param>
    /// <param name="isClaimed">Whether it is in hand at once; then its first append needn't write its row.</param>
    /// <returns>Its number.</returns>
    public long InsertRun(NewRun run, WorkflowIds workflow, bool isClaimed = false)
    {
        Sql.InsertRun
            .Bind(1, run.RunId).Bind(2, workflow.Id).Bind(3, workflow.Family).Bind(4, (long)(isClaimed ? RunStatus.Running : RunStatus.Pending))
            .Bind(5, run.IdempotencyKey).Bind(6, run.InputHash.Span).Bind(7, Micros.From(run.CreatedAt)).Bind(8, isClaimed ? (long?)null : WakeAtOf(run))
            .Bind(9, run.ParentRunId).Bind(10, run.ForkedFromRunId)
            .Bind(11, 1L + run.Copied.Count).Bind(12, isClaimed ? ClaimedState.InHand : ClaimedState.Free).Run();
        var key = connection.LastRowId;
        InsertEvent(key, run.Started);
        foreach (var copied in run.Copied)
            InsertEvent(key, copied);
        Project(key, run.Projection);
        return key;
    }
}
