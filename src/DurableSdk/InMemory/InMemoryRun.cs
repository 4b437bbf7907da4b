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

    public List<StoredEvent> Events { get; } = [created.Started with { Body = created.Started.Body.ToArray() }];

    public List<InboxEntry> Inbox { get; } = [];

    public HashSet<string> SeenMessages { get; } = [];

    /// <summary>Whether its owner is to be told of the inbox.</summary>
    public bool ReportsInbox { get; set; }

    public TaskCompletionSource<RunRecord> Finished { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>By which claims are ordered.</summary>
    public DateTimeOffset DueSince => WakeAt == AtOnce ? UpdatedAt : WakeAt ?? DateTimeOffset.MaxValue;

    public RunRecord ToRecord() => new()
    {
        RunId = RunId,
        Workflow = created.Workflow,
        Version = created.Version,
        Status = Status,
        IdempotencyKey = IdempotencyKey,
        CreatedAt = created.CreatedAt,
        UpdatedAt = UpdatedAt,
        WakeAt = WakeAt == AtOnce ? null : WakeAt,
    };
}
