using DurableSdk.Sqlite.Writing;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Owning;

/// <summary>
/// How a claimed run stands in the file, kept so that appends needn't read it. Only its owner appends, under an epoch that every
/// transaction checks: as long as the epoch stands it is exact; after a failed transaction, or a termination, it is read again. Used in the writer's turn only.
/// </summary>
internal sealed class ClaimedState(string runId, long key, WorkflowKey workflow)
{
    public const long Free = 0;
    public const long AtRest = 1;
    public const long InHand = 2;

    private readonly HashSet<long> _messages = [];
    private long? _wakeAt;
    private long _hand;
    private long _crashedRecoveries;

    public string RunId => runId;

    /// <summary>The run's number in the file.</summary>
    public long Key => key;

    public WorkflowKey Workflow => workflow;

    public RunStatus Status { get; private set; }

    public long LastSequence { get; private set; }

    /// <summary>As far as the log surely reaches.</summary>
    public long KnownSequence => IsStale ? 0 : LastSequence;

    /// <summary>Whether messages wait that the owner is to be told of.</summary>
    public bool ReportsInbox { get; set; }

    public bool HasInbox => _messages.Count > 0;

    public bool IsStale { get; private set; }

    /// <summary>Given up in the present transaction.</summary>
    public bool IsReleased { get; set; }

    /// <summary>The transaction failed: what was noted in it is void.</summary>
    public void Invalidate() => IsStale = true;

    /// <summary>Claimed in the transaction that creates it, with its first event and nothing in its inbox.</summary>
    public void Created()
    {
        Status = RunStatus.Running;
        LastSequence = 1;
        _hand = InHand;
    }

    /// <summary>Reads how the run stands, and its inbox.</summary>
    public void Reload(WriteTransaction transaction)
    {
        var read = transaction.Sql.ReadRunState.Bind(1, key);
        if (!read.Step())
            throw new InvalidOperationException($"Run {runId} is gone.");
        Status = (RunStatus)read.Int64(0);
        _wakeAt = read.NullableInt64(1);
        _hand = read.Int64(2);
        _crashedRecoveries = read.Int64(3);
        LastSequence = read.Int64(4);
        read.Reset();

        _messages.Clear();
        var messages = transaction.Sql.ReadMessagePositions.Bind(1, key);
        while (messages.Step())
            _messages.Add(messages.Int64(0));
        ReportsInbox = HasInbox;
        IsStale = false;
    }

    /// <summary>A run that comes to rest, or ends, has the length of its log in its row, whatever else changes.</summary>
    public bool NeedsUpdate(Append append, long? wakeAt, long hand) =>
        hand != InHand || append.Status != Status || wakeAt != _wakeAt || hand != _hand || (_crashedRecoveries != 0 && append.IsProgress);

    public void Appended(Append append, long? wakeAt, long hand)
    {
        LastSequence += append.Events.Count;
        Status = append.Status;
        _wakeAt = wakeAt;
        _hand = hand;
        _crashedRecoveries = _crashedRecoveries == 0 || append.IsProgress ? 0 : _crashedRecoveries;
        foreach (var position in append.ConsumedInbox)
            _messages.Remove(position);
        // What it left there must not be forgotten.
        ReportsInbox = HasInbox;
    }

    public void Rested(long? wakeAt)
    {
        Status = RunStatus.Waiting;
        _wakeAt = wakeAt;
        _hand = AtRest;
    }

    /// <summary>A message that came after the claim.</summary>
    public void Arrived(long position) => _messages.Add(position);
}
