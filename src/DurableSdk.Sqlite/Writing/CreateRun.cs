using DurableSdk.Sqlite.Database;
using DurableSdk.Sqlite.Reading;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Writing;

/// <summary>A run with its first event; or the one that has the key or the id.</summary>
internal sealed class CreateRun(NewRun run, WorkSignal work) : WriteOperation<CreateRunResult>
{
    public override int Rows => WriteTransaction.RowsOf(run) + (run.Message is null ? 0 : 2);

    public override void Execute(WriteTransaction transaction)
    {
        var workflow = transaction.AddWorkflow(new WorkflowKey(run.Workflow, run.Version));
        Result = Send(transaction, FindExisting(transaction, workflow) ?? Insert(transaction, workflow));
    }

    public override void Committed()
    {
        base.Committed();
        if (Result.Outcome == CreateRunOutcome.Created || Result.Sent == SendResult.Accepted)
            work.Raise();
    }

    private CreateRunResult? FindExisting(WriteTransaction transaction, WorkflowIds workflow)
    {
        if (run.IdempotencyKey is { } key && Read(transaction.Sql.FindRunByKey.Bind(1, workflow.Family).Bind(2, key)) is { } byKey)
            return new(byKey.SameInput ? CreateRunOutcome.Existing : CreateRunOutcome.KeyUsedWithOtherInput, byKey.Record);
        if (Read(transaction.Sql.FindRun.Bind(1, run.RunId)) is not { } byId)
            return null;
        var same = run.IdempotencyKey is null && byId.SameInput && byId.Record.Workflow == run.Workflow;
        return new(same ? CreateRunOutcome.Existing : CreateRunOutcome.RunIdTaken, byId.Record);
    }

    private CreateRunResult Send(WriteTransaction transaction, CreateRunResult result)
    {
        if (run.Message is not { } message || result.Outcome is not (CreateRunOutcome.Created or CreateRunOutcome.Existing))
            return result;
        var sent = transaction.Send(transaction.FindTarget(result.Run.RunId), message, wakes: result.Outcome == CreateRunOutcome.Existing);
        return result with { Sent = sent };
    }

    private CreateRunResult Insert(WriteTransaction transaction, WorkflowIds workflow)
    {
        transaction.InsertRun(run, workflow);
        var createdAt = Micros.From(run.CreatedAt);
        return new(CreateRunOutcome.Created, new RunRecord
        {
            RunId = run.RunId,
            Workflow = run.Workflow,
            Version = run.Version,
            Status = RunStatus.Pending,
            IdempotencyKey = run.IdempotencyKey,
            FirstRunId = run.RunId,
            ForkedFromRunId = run.ForkedFromRunId,
            ParentRunId = run.ParentRunId,
            StatusText = run.Projection?.StatusText,
            Attributes = AttributeRows.Of(run.Projection),
            CreatedAt = Micros.ToTime(createdAt),
            UpdatedAt = Micros.ToTime(createdAt),
            WakeAt = Micros.ToWakeAt(WriteTransaction.WakeAtOf(run)),
        });
    }

    private (RunRecord Record, bool SameInput)? Read(Statement found)
    {
        if (!found.Step())
            return null;
        var record = RunRecords.Read(found);
        var sameInput = RunRecords.InputHash(found).SequenceEqual(run.InputHash.Span);
        found.Reset();
        return (record, sameInput);
    }
}
