namespace DurableSdk.StoreTests.Contract;

/// <summary>What all contracts start from: an open store on an empty database, and builders.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public abstract class StoreContract(StoreFixture fixture)
{
    protected static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    protected static readonly WorkflowKey Orders = new("Orders", 1);
    protected static readonly WorkflowKey Returns = new("Returns", 1);
    protected static readonly CancellationToken None = CancellationToken.None;

    private readonly List<IEventStore> _stores = [];

    protected IEventStore Store { get; private set; } = null!;

    [SetUp]
    public async Task OpenStore()
    {
        fixture.Create();
        Store = await OpenAsync();
    }

    [TearDown]
    public async Task CloseStores()
    {
        foreach (var store in _stores)
            await store.DisposeAsync();
        _stores.Clear();
        await fixture.DisposeAsync();
    }

    /// <summary>Another process on the same database.</summary>
    protected async Task<IEventStore> OpenAsync()
    {
        var store = await fixture.OpenAsync();
        _stores.Add(store);
        return store;
    }

    protected async Task CrashAsync(IEventStore store)
    {
        _stores.Remove(store);
        await fixture.CrashAsync(store);
    }

    protected void LetOthersNotice() => fixture.LetOthersNotice();

    protected static OwnerInfo Host(string build = "build-1", int processId = 1) => new("host", processId, build, Start);

    protected static async Task<IRunOwner> OwnAsync(IEventStore store, string build = "build-1", bool takeOver = false)
    {
        var (owner, heldBy) = await store.TryAcquireAsync(Host(build), takeOver, None);
        Assert.That(owner, Is.Not.Null, $"held by {heldBy}");
        return owner!;
    }

    protected static StoredEvent Event(long sequence, EventKind kind = EventKind.StepCompleted, string body = "body", DateTimeOffset? at = null) =>
        new(sequence, kind, 1, at ?? Start.AddSeconds(sequence), System.Text.Encoding.UTF8.GetBytes(body), (uint)(4_000_000_000 + sequence));

    protected static NewRun Run(
        string runId, WorkflowKey? workflow = null, string? key = null, string input = "input", DateTimeOffset? startAt = null, DateTimeOffset? createdAt = null) => new()
        {
            RunId = runId,
            Workflow = (workflow ?? Orders).Name,
            Version = (workflow ?? Orders).Version,
            IdempotencyKey = key,
            InputHash = System.Text.Encoding.UTF8.GetBytes(input),
            CreatedAt = createdAt ?? Start,
            StartAt = startAt,
            Started = Event(1, EventKind.WorkflowStarted, input),
        };

    protected async Task CreateAsync(NewRun run, IEventStore? store = null) =>
        Assert.That((await (store ?? Store).CreateRunAsync(run, None)).Outcome, Is.EqualTo(CreateRunOutcome.Created));

    protected static InboxMessage Message(string body = "why", string? id = null, InboxKind kind = InboxKind.Cancel) =>
        new(kind, System.Text.Encoding.UTF8.GetBytes(body), Start.AddSeconds(5), id);

    protected static Task<ClaimResult> ClaimAsync(IRunOwner owner, int limit = 100, DateTimeOffset? now = null, params WorkflowKey[] workflows) =>
        owner.ClaimAsync(new ClaimRequest(workflows.Length == 0 ? [Orders] : workflows, limit, now ?? Start), None).AsTask();

    /// <summary>Claims what is due and expects exactly one run.</summary>
    protected static async Task<ClaimedRun> ClaimOneAsync(IRunOwner owner, DateTimeOffset? now = null)
    {
        var claimed = await ClaimAsync(owner, now: now);
        Assert.That(claimed.Runs, Has.Count.EqualTo(1));
        return claimed.Runs[0];
    }

    /// <summary>A run that was created and claimed.</summary>
    protected async Task<IRunOwner> OwnRunAsync(string runId = "run-1", string build = "build-1")
    {
        await CreateAsync(Run(runId));
        var owner = await OwnAsync(Store, build);
        Assert.That((await ClaimOneAsync(owner)).RunId, Is.EqualTo(runId));
        return owner;
    }

    protected static Append Append(
        string runId, long expected, RunStatus status = RunStatus.Running, int events = 1, DateTimeOffset? wakeAt = null, string? build = null, params long[] consume) => new()
        {
            RunId = runId,
            ExpectedSequence = expected,
            Events = [.. Enumerable.Range(1, events).Select(i => Event(expected + i))],
            Status = status,
            WakeAt = wakeAt,
            BlockedBuild = build,
            ConsumedInbox = consume,
        };

    protected static OutgoingMessage To(string runId, string body = "hello", string? id = null) => new(runId, Message(body, id, InboxKind.Signal));

    protected static NewHook Hook(string token, string id = "CreateHook#1", DateTimeOffset? expiresAt = null, int? max = null) => new(id, token, "Shop.Approval", expiresAt, max);

    protected static InboxMessage Delivery(string body = "yes", string? id = null, DateTimeOffset? at = null) =>
        new(InboxKind.Hook, System.Text.Encoding.UTF8.GetBytes(body), at ?? Start.AddSeconds(5), id);

    /// <summary>An append that ends a run and goes on as the next one.</summary>
    protected static Append Continue(
        string runId, long expected, string nextId, int version = 1, int carried = 0, params long[] consume) => Append(runId, expected, RunStatus.ContinuedAsNew, consume: consume) with
        {
            Next = new NextRun
            {
                RunId = nextId,
                Version = version,
                CreatedAt = Start.AddMinutes(1),
                Events =
                [
                    Event(1, EventKind.WorkflowStarted, $"input of {nextId}"),
                    .. Enumerable.Range(2, carried).Select(i => Event(i, EventKind.CancelRequested, "carried")),
                ],
            },
        };

    protected static async Task<AppendResult> AppendAsync(IRunOwner owner, Append append) => await owner.AppendAsync(append, None);

    protected static async Task CommitAsync(IRunOwner owner, Append append) =>
        Assert.That((await AppendAsync(owner, append)).Outcome, Is.EqualTo(AppendOutcome.Committed));

    protected async Task<IReadOnlyList<StoredEvent>> EventsAsync(string runId) => await Store.ReadEventsAsync(runId, 0, 1_000_000, None);

    protected async Task<RunRecord> GetAsync(string runId)
    {
        var run = await Store.GetRunAsync(runId, None);
        Assert.That(run, Is.Not.Null);
        return run!;
    }

    protected static string Text(ReadOnlyMemory<byte> body) => System.Text.Encoding.UTF8.GetString(body.Span);
}
