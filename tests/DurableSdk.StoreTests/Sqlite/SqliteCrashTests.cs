using DurableSdk.Sqlite;
using DurableSdk.Sqlite.Database;
using DurableSdk.StoreTests.Contract;

namespace DurableSdk.StoreTests.Sqlite;

/// <summary>A crash between any two statements: what the disk holds at that moment is all of the operation or nothing.</summary>
public sealed class SqliteCrashTests : SqliteTests
{
    private static readonly string Large = new('x', 100_000);

    private static readonly Dictionary<string, Func<IEventStore, IRunOwner?, Task>> Operations = new()
    {
        ["create"] = async (store, _) => await store.CreateRunAsync(Run("new", Returns, "key"), None),
        ["create with attributes"] = async (store, _) => await store.CreateRunAsync(Run("new") with { Projection = Said("begun", 1) }, None),
        ["append what the run says"] = async (_, owner) => await owner!.AppendAsync(Append("running", 2) with { Projection = Said("goes on", 2) }, None),
        ["continue with attributes"] = async (_, owner) =>
        {
            var append = Continue("running", 2, "next");
            await owner!.AppendAsync(append with { Projection = Said("over", 3), Next = append.Next! with { Projection = Said("next", 4) } }, None);
        },
        ["send"] = async (store, _) => await store.SendAsync("waiting", Message("new", "id-2"), None),
        ["append"] = async (_, owner) => await owner!.AppendAsync(Append("running", 2, events: 3), None),
        ["append and consume"] = async (_, owner) => await owner!.AppendAsync(Append("running", 2, RunStatus.Waiting, 2, Start.AddDays(1), consume: 1), None),
        ["append a large body"] = async (_, owner) => await owner!.AppendAsync(Append("running", 2) with { Events = [Event(3, body: Large)] }, None),
        ["append and send"] = async (_, owner) => await owner!.AppendAsync(
            Append("running", 2, RunStatus.Waiting, 2, Start.AddDays(1), consume: 1) with { Messages = [To("waiting", "a", "id-3"), To("running", "b", "id-4")] }, None),
        ["continue and send"] = async (_, owner) => await owner!.AppendAsync(Continue("running", 2, "next") with { Messages = [To("running"), To("pending")] }, None),
        ["append and make hooks"] = async (_, owner) => await owner!.AppendAsync(Append("running", 2) with { Hooks = [Hook("new"), Hook("over", "CreateHook#2")] }, None),
        ["deliver to a hook"] = async (store, _) => await store.ResumeHookAsync("open", Delivery(id: "id-9"), None),
        ["close a hook"] = async (_, owner) => await owner!.CloseHookAsync("waiting", "CreateHook#1", None),
        ["append and start children"] = async (_, owner) => await owner!.AppendAsync(
            Append("running", 2, RunStatus.Waiting, consume: 1) with { Children = [Run("child-1", Returns) with { ParentRunId = "running", Projection = Said("child", 5) }, Run("child-2")], Messages = [To("waiting")] }, None),
        ["finish and tell the parent and a child"] = async (_, owner) => await owner!.AppendAsync(
            Append("running", 2, RunStatus.Completed) with { Messages = [To("waiting", "ended", "id-5"), To("pending", "cancel", "id-6")] }, None),
        ["terminate and tell the parent"] = async (store, _) => await store.TerminateAsync("running", sequence => Event(sequence, EventKind.WorkflowTerminated), [To("waiting", "ended", "id-5")], None),
        ["finish"] = async (_, owner) => await owner!.AppendAsync(Append("running", 2, RunStatus.Completed), None),
        ["continue"] = async (_, owner) => await owner!.AppendAsync(Continue("running", 2, "next", version: 2, carried: 1), None),
        ["continue and consume"] = async (_, owner) => await owner!.AppendAsync(Continue("running", 2, "next", consume: 1), None),
        ["append with a step's rows"] = async (_, owner) => await owner!.Transactions!.AppendInTransactionAsync(
            async (transaction, _) =>
            {
                await SqliteTransactionTests.WriteRowAsync(transaction);
                return Append("running", 2);
            },
            None),
        ["terminate"] = async (store, _) => await store.TerminateAsync("running", sequence => Event(sequence, EventKind.WorkflowTerminated), None),
        ["fork"] = async (store, _) => await store.CreateRunAsync(Run("fork") with { Copied = [Event(2), Event(3)], ForkedFromRunId = "running" }, None),
        ["purge"] = async (store, _) => await store.PurgeAsync(new PurgeRequest(Start.AddDays(9), true, Start.AddDays(9), 0, 100), None),
        ["subscribe"] = async (store, _) => await store.OpenSubscriptionAsync("mail", 1, Start, None),
        ["project"] = async (store, _) => await store.Projections!.MoveInTransactionAsync(
            "projection",
            await store.GetLastPositionAsync(None),
            async (transaction, _) =>
            {
                await SqliteTransactionTests.WriteRowAsync(transaction);
                return 99;
            },
            Start.AddDays(1),
            None),
        ["claim"] = async (_, owner) => await ClaimAsync(owner!),
        ["rest"] = async (_, owner) => await owner!.RestAsync("running", Start.AddDays(2), None),
        ["release"] = async (_, owner) => await owner!.ReleaseAsync("running", RunStatus.Waiting, Start.AddDays(2), None),
        ["give up"] = async (_, owner) => await owner!.DisposeAsync(),
        ["take over"] = async (store, _) => await store.TryAcquireAsync(Host("build-2"), true, None),
    };

    [Test]
    public async Task Crash_before_any_statement_leaves_all_or_nothing([ValueSource(nameof(OperationNames))] string name)
    {
        var points = 0;
        for (var finished = false; !finished; points++)
            finished = await CrashAtAsync(Operations[name], points + 1);

        Assert.That(points, Is.GreaterThan(3), "begin, host row, at least one statement, commit");
    }

    [Test]
    public async Task Crash_before_any_statement_of_the_first_opening_leaves_a_file_that_opens()
    {
        var fault = new FaultPoint();
        for (var point = 1; ; point++)
        {
            using var directory = new TempDirectory();
            fault = new FaultPoint();
            fault.Arm(point, directory.File("orders.db"), directory.File("copy.db"));
            await using var store = new SqliteEventStore(OptionsOf(directory.File("orders.db"), fault), TimeProvider.System, null);
            try
            {
                await store.OpenAsync(None);
            }
            catch (CrashException)
            {
                await OpenAndUseAsync(directory.File("copy.db"));
                await OpenAndUseAsync(directory.File("orders.db"));
                continue;
            }

            Assert.That(point, Is.GreaterThan(10));
            return;
        }
    }

    [Test]
    public async Task Crash_before_any_statement_of_a_migration_leaves_a_file_that_opens_with_its_runs()
    {
        for (var point = 1; ; point++)
        {
            using var directory = new TempDirectory();
            var (path, copy) = (directory.File("orders.db"), directory.File("copy.db"));
            OldFile.Create(path);
            var fault = new FaultPoint();
            fault.Arm(point, path, copy);
            await using var store = new SqliteEventStore(OptionsOf(path, fault), TimeProvider.System, null);
            try
            {
                await store.OpenAsync(None);
            }
            catch (CrashException)
            {
                await MigrateAndUseAsync(copy);
                await MigrateAndUseAsync(path);
                continue;
            }

            Assert.That(point, Is.GreaterThan(Migrator.Newest * 4), "begin, at least one statement, the number, commit");
            return;
        }
    }

    private static async Task MigrateAndUseAsync(string path)
    {
        await OpenAndUseAsync(path);
        Assert.That(RawDatabase.Scalar(path, "PRAGMA user_version"), Is.EqualTo(Migrator.Newest));
        Assert.That(RawDatabase.Scalar(path, "SELECT group_concat(run_id || ' ' || idempotency_key) FROM runs WHERE run_id = 'run-1'"), Is.EqualTo("run-1 order-1"));
        Assert.That(RawDatabase.Scalar(path, "PRAGMA integrity_check"), Is.EqualTo("ok"));
    }

    private static RunProjection Said(string text, int value) => new()
    {
        SetsStatusText = true,
        StatusText = text,
        Attributes = new Dictionary<string, AttributeValue?> { ["set"] = value, ["removed"] = null },
    };

    private static IEnumerable<string> OperationNames() => Operations.Keys;

    /// <summary>True where the operation ended before the point.</summary>
    private static async Task<bool> CrashAtAsync(Func<IEventStore, IRunOwner?, Task> operation, int point)
    {
        using var directory = new TempDirectory();
        var (path, copy) = (directory.File("orders.db"), directory.File("copy.db"));
        var fault = new FaultPoint();
        var store = new SqliteEventStore(OptionsOf(path, fault), TimeProvider.System, null);
        await store.OpenAsync(None);
        var owner = await PrepareAsync(store);
        var before = RawDatabase.Dump(path);

        fault.Arm(point, path, copy);
        try
        {
            await operation(store, owner);
        }
        catch (CrashException)
        {
        }

        fault.Disarm();
        await store.AbandonAsync();
        if (!fault.WasHit)
        {
            Assert.That(RawDatabase.Dump(path), Is.Not.EqualTo(before), "it does something");
            return true;
        }

        Assert.That(RawDatabase.Dump(copy), Is.EqualTo(before), $"killed before {fault.Statement}");
        Assert.That(RawDatabase.Dump(path), Is.EqualTo(before), $"failed before {fault.Statement}");
        await OpenAndUseAsync(copy);
        return false;
    }

    /// <summary>A running run with a message, a waiting one, a pending, a blocked and a finished one; an owner.</summary>
    private static async Task<IRunOwner> PrepareAsync(IEventStore store)
    {
        foreach (var runId in (string[])["running", "waiting", "blocked", "finished"])
            await store.CreateRunAsync(Run(runId), None);
        var owner = await OwnAsync(store);
        await ClaimAsync(owner);
        await store.SendAsync("running", Message(id: "id-1"), None);
        await CommitAsync(owner, Append("running", 1));
        await CommitAsync(owner, Append("waiting", 1, RunStatus.Waiting, wakeAt: Start.AddHours(1)) with { Hooks = [Hook("open"), Hook("over", expiresAt: Start.AddSeconds(2))] });
        await CommitAsync(owner, Append("blocked", 1, RunStatus.Blocked, build: "build-1"));
        await CommitAsync(owner, Append("finished", 1, RunStatus.Completed) with { Events = [Event(2, body: Large)] });
        await store.CreateRunAsync(Run("pending"), None);
        // At the end, so that a purge needn't wait for it.
        await store.OpenSubscriptionAsync("projection", await store.GetLastPositionAsync(None), Start, None);
        return owner;
    }

    private static async Task OpenAndUseAsync(string path)
    {
        await using var store = new SqliteEventStore(OptionsOf(path, new FaultPoint()), TimeProvider.System, null);
        await store.OpenAsync(None);
        Assert.That((await store.CreateRunAsync(Run("afterwards"), None)).Outcome, Is.EqualTo(CreateRunOutcome.Created));
        var owner = await OwnAsync(store);
        Assert.That((await ClaimAsync(owner)).Runs.Select(run => run.RunId), Does.Contain("afterwards"));
        await CommitAsync(owner, Append("afterwards", 1));
    }

    private static SqliteStoreOptions OptionsOf(string path, FaultPoint fault) => new()
    {
        ConnectionString = $"Data Source={path}",
        Synchronous = SqliteSynchronous.Normal,
        BeforeStatement = fault.BeforeStatement,
    };
}
