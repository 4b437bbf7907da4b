using System.Collections.ObjectModel;
using DurableSdk.Hosting;

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
internal sealed class InMemoryRun(NewRun created, long number, Execution execution)
{
    /// <summary>Stored as a wake-up time: at once.</summary>
    public static readonly DateTimeOffset AtOnce = DateTimeOffset.MinValue;

    public string RunId => created.RunId;

    public WorkflowKey Workflow { get; } = new(created.Workflow, created.Version);

    public string FirstRunId { get; private init; } = created.RunId;

    public string? PreviousRunId { get; private init; }

    public string? NextRunId { get; private set; }

    public DateTimeOffset? PurgedAt { get; private set; }

    public string? IdempotencyKey => created.IdempotencyKey;

    public string? StatusText { get; private set; } = created.Projection?.StatusText;

    /// <summary>Never changed, only replaced: records are given out with it.</summary>
    public IReadOnlyDictionary<string, AttributeValue> Attributes { get; private set; } = With(ReadOnlyDictionary<string, AttributeValue>.Empty, created.Projection);

    public string? ParentRunId => created.ParentRunId;

    public DateTimeOffset CreatedAt => created.CreatedAt;

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

    public List<StoredEvent> Events { get; } = [.. created.Copied.Prepend(created.Started).Select(stored => stored.Copy())];

    /// <summary>The position of its last event among those of all runs.</summary>
    public long LastPosition { get; set; }

    public List<InboxEntry> Inbox { get; private init; } = [];

    public HashSet<string> SeenMessages { get; private init; } = [];

    /// <summary>Whether its owner is to be told of the inbox.</summary>
    public bool ReportsInbox { get; set; }

    public TaskCompletionSource Finished { get; } = execution.NewSignal();

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
            ParentRunId = ParentRunId,
            Projection = next.Projection,
            Started = next.Events[0],
        };
        var run = new InMemoryRun(first, nextNumber, execution)
        {
            FirstRunId = FirstRunId,
            PreviousRunId = RunId,
            Inbox = [.. Inbox],
            SeenMessages = [.. SeenMessages],
        };
        run.Events.AddRange(next.Events.Skip(1).Select(stored => stored.Copy()));
        Inbox.Clear();
        SeenMessages.Clear();
        return run;
    }

    public void Project(RunProjection projection)
    {
        if (projection.SetsStatusText)
            StatusText = projection.StatusText;
        Attributes = With(Attributes, projection);
    }

    /// <summary>Nothing but its row stays.</summary>
    public void Purge(DateTimeOffset now)
    {
        Events.Clear();
        Inbox.Clear();
        SeenMessages.Clear();
        StatusText = null;
        Attributes = ReadOnlyDictionary<string, AttributeValue>.Empty;
        PurgedAt = now;
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
        ParentRunId = ParentRunId,
        StatusText = StatusText,
        Attributes = Attributes,
        CreatedAt = created.CreatedAt,
        UpdatedAt = UpdatedAt,
        WakeAt = WakeAt == AtOnce ? null : WakeAt,
    };

    private static IReadOnlyDictionary<string, AttributeValue> With(IReadOnlyDictionary<string, AttributeValue> attributes, RunProjection? projection)
    {
        if (projection is not { Attributes.Count: > 0 })
            return attributes;
        var changed = new Dictionary<string, AttributeValue>(attributes, StringComparer.Ordinal);
        foreach (var (key, value) in projection.Attributes)
        {
            if (value is null)
                changed.Remove(key);
            else
                changed[key] = value;
        }

        return changed.Count == 0 ? ReadOnlyDictionary<string, AttributeValue>.Empty : changed;
    }
}
