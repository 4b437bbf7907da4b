namespace DurableSdk.Storage;

/// <summary>Whether an owner has a run.</summary>
internal enum InMemoryHand
{
    /// <summary>Nobody has it.</summary>
    Free,

    /// <summary>Claimed; it waits.</summary>
    AtRest,

    /// <summary>Claimed and worked on: a crash now counts as a crashed recovery.</summary>
    InHand,
}

/// <summary>A run, its log and its inbox.</summary>
internal sealed class InMemoryRun(NewRun created, long number)
{
    /// <summary>Stored as a wake-up time: at once.</summary>
    public static readonly DateTimeOffset AtOnce = DateTimeOffset.MinValue;

    public string RunId => created.RunId;

    public WorkflowKey Workflow { get; } = new(created.Workflow, created.Version);

    public string FirstRunId { get; private init; } = created.RunId;

    public string? PreviousRunId { get; private init; }

    public string? NextRunId { get; private set; }

    public DateTimeOffset? PurgedAt { get; set; }

    public string? IdempotencyKey => created.IdempotencyKey;

    public ReadOnlyMemory<byte> InputHash { get; } = created.InputHash.ToArray();

    /// <summary>Its place in the order of creation.</summary>
    public long Number => number;

    public RunStatus Status { get; set; } = RunStatus.Pending;

    public DateTimeOffset UpdatedAt { get; set; } = created.CreatedAt;

    /// <summary>When it wants attention: <see cref="AtOnce"/>, a time, or null for never by itself.</summary>
    public DateTimeOffset? WakeAt { get; set; } = created.StartAt ?? AtOnce;

    public InMemoryHand Hand { get; set; }

    public string? BlockedBuild { get; set; }

    public int CrashedRecoveries { get; set; }

    public List<StoredEvent> Events { get; } = [.. created.Copied.Prepend(created.Started).Select(stored => stored with { Body = stored.Body.ToArray() })];

    /// <summary>The position of its last event among those of all runs.</summary>
    public long LastPosition { get; set; }

    public List<InboxEntry> Inbox { get; private init; } = [];

    public HashSet<string> SeenMessages { get; private init; } = [];

    /// <summary>Whether its owner is to be told of the inbox.</summary>
    public bool ReportsInbox { get; set; }

    public TaskCompletionSource Finished { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>By which claims are ordered.</summary>
    public DateTimeOffset DueSince => WakeAt == AtOnce ? UpdatedAt : WakeAt ?? DateTimeOffset.MaxValue;

    /// <summary>The run that goes on for this one, which ends: with its key, and with what it has received.</summary>
    public InMemoryRun Continue(NextRun next, long nextNumber)
    {
        NextRunId = next.RunId;
        var first = new NewRun
        {
            RunId = next.RunId,
            Workflow = Workflow.Name,
            Version = next.Version,
            IdempotencyKey = IdempotencyKey,
            InputHash = InputHash,
            CreatedAt = next.CreatedAt,
            Started = next.Events[0],
        };
        var run = new InMemoryRun(first, nextNumber)
        {
            FirstRunId = FirstRunId,
            PreviousRunId = RunId,
            Inbox = [.. Inbox],
            SeenMessages = [.. SeenMessages],
        };
        run.Events.AddRange(next.Events.Skip(1).Select(stored => stored with { Body = stored.Body.ToArray() }));
        Inbox.Clear();
        SeenMessages.Clear();
        return run;
    }

    public RunRecord ToRecord() => new()
    {
        RunId = RunId,
        Workflow = created.Workflow,
        Version = created.Version,
        Status = Status,
        IdempotencyKey = IdempotencyKey,
        FirstRunId = FirstRunId,
        PreviousRunId = PreviousRunId,
        NextRunId = NextRunId,
        ForkedFromRunId = created.ForkedFromRunId,
        PurgedAt = PurgedAt,
        CreatedAt = created.CreatedAt,
        UpdatedAt = UpdatedAt,
        WakeAt = WakeAt == AtOnce ? null : WakeAt,
    };
}
