using DurableSdk.Sqlite.Database;
using DurableSdk.Sqlite.Owning;
using DurableSdk.Sqlite.Reading;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Writing;

/// <summary>A run with its first event; or the one that has the key or the id. Where this process executes runs and has a place for it, it is claimed at once.</summary>
internal sealed class CreateRun(NewRun run, SqliteRunOwner? owner, StartPace pace, FinishWaiters waiters, WorkSignal work) : WriteOperation<CreateRunResult>
{
    private readonly WorkflowKey _workflow = new(run.Workflow, run.Version);

    /// <summary>Who keeps a place for the run; null where it is claimed like others.</summary>
    private IRunIntake? _intake;

    private ClaimedState? _claimed;
    private Displaced _displaced;

    public override int Rows => WriteTransaction.RowsOf(run) + (run.Message is null ? 0 : 2);

    /// <summary>A thread that others wait for, such as a user interface's, isn't kept from them.</summary>
    public override bool MayRunHere => pace.IsByItself && SynchronizationContext.Current is null && TaskScheduler.Current == TaskScheduler.Default;

    public override void Execute(WriteTransaction transaction)
    {
        var workflow = transaction.AddWorkflow(_workflow);
        Result = Send(transaction, FindExisting(transaction, workflow) ?? Insert(transaction, workflow));
    }

    public override void RolledBack()
    {
        if (_claimed is not null)
            owner!.Claims.TakeBack(_claimed, _displaced);
        _claimed = null;
        _intake?.GiveBack();
        _intake = null;
    }

    public override void Committed()
    {
        pace.Started();
        if (_intake is not null)
        {
            waiters.Begun(run.RunId, run.Workflow);
            _intake.Take(new ClaimedRun(run.RunId, _workflow, RunStatus.Running, 1, HasInbox: false, IsNew: true, CrashedRecoveries: 0) { Started = run.Started });
        }
        else if (Result.Outcome == CreateRunOutcome.Created || Result.Sent == SendResult.Accepted)
            work.Raise();
        base.Committed();
    }

    private CreateRunResult? FindExisting(WriteTransaction transaction, WorkflowIds workflow)
    {
        if (run.IdempotencyKey is { } key && Read(transaction.Sql.FindRunByKey.Bind(1, workflow.Family).Bind(2, key)) is { } byKey)
            return new(byKey.SameInput ? CreateRunOutcome.Existing : CreateRunOutcome.KeyUsedWithOtherInput, byKey.Record);
        // The id of a chain's first run is its own for as long as it goes on, also where that run was purged.
        if ((Read(transaction.Sql.FindRun.Bind(1, run.RunId)) ?? Read(transaction.Sql.FindRunByFirst.Bind(1, run.RunId))) is not { } byId)
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

    /// <summary>One that begins later, or has something in its inbox or a past, is claimed as all others are.</summary>
    private IRunIntake? FindPlace(WriteTransaction transaction) =>
        owner is { Intake: { } intake } && owner.Epoch == transaction.Epoch && run.MayBeTaken && intake.TryReserve(_workflow) ? intake : null;

    /// <summary>What comes in the same transaction, a message or a claim, has to find it, so the table has it before the commit.</summary>
    private void Claim(long key)
    {
        _claimed = new ClaimedState(run.RunId, key, _workflow);
        _claimed.Created();
        _displaced = owner!.Claims.Add(_claimed);
    }

    private CreateRunResult Insert(WriteTransaction transaction, WorkflowIds workflow)
    {
        _intake = FindPlace(transaction);
        var isClaimed = _intake is not null;
        var key = transaction.InsertRun(run, workflow, isClaimed);
        if (isClaimed)
            Claim(key);
        var createdAt = Micros.From(run.CreatedAt);
        return new(CreateRunOutcome.Created, new RunRecord
        {
            RunId = run.RunId,
            Workflow = run.Workflow,
            Version = run.Version,
            Status = isClaimed ? RunStatus.Running : RunStatus.Pending,
            IdempotencyKey = run.IdempotencyKey,
            FirstRunId = run.RunId,
            ForkedFromRunId = run.ForkedFromRunId,
            ParentRunId = run.ParentRunId,
            StatusText = run.Projection?.StatusText,
            Attributes = AttributeRows.Of(run.Projection),
            CreatedAt = Micros.ToTime(createdAt),
            UpdatedAt = Micros.ToTime(createdAt),
            WakeAt = isClaimed ? null : Micros.ToWakeAt(WriteTransaction.WakeAtOf(run)),
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
