using DurableSdk.Sqlite;
using DurableSdk.Sqlite.Database;

namespace DurableSdk.StoreTests.Sqlite;

/// <summary>The file itself: what it is called, what lies beside it, and what several stores do with it.</summary>
public sealed class SqliteFileTests : SqliteTests
{
    [Test]
    public void Description_names_the_file() => Assert.That(Store.Description, Is.EqualTo("SQLite orders.db"));

    [Test]
    public async Task Stores_that_race_to_create_the_file_all_open_it()
    {
        using var directory = new TempDirectory();
        var options = Fixture.Options with { ConnectionString = $"Data Source={directory.File("new.db")}" };

        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Fixture.OpenAsync(options))));

        var outcomes = await Task.WhenAll(stores.Select(store => store.CreateRunAsync(Run("run-1"), None).AsTask()));
        Assert.That(outcomes.Count(result => result.Outcome == CreateRunOutcome.Created), Is.EqualTo(1));
        foreach (var store in stores)
            await store.DisposeAsync();
    }

    [Test]
    public async Task File_of_the_first_schema_is_brought_up_to_date_with_its_runs()
    {
        using var directory = new TempDirectory();
        var path = directory.File("old.db");
        OldFile.Create(path);

        await using var store = await Fixture.OpenAsync(Fixture.Options with { ConnectionString = $"Data Source={path}" });

        var run = (await store.GetRunAsync("run-1", None))!;
        Assert.That((run.FirstRunId, run.PreviousRunId, run.NextRunId), Is.EqualTo(("run-1", (string?)null, (string?)null)));
        Assert.That((await store.CreateRunAsync(Run("run-2", key: "order-1"), None)).Outcome, Is.EqualTo(CreateRunOutcome.Existing));
        await using var owner = await OwnAsync(store);
        await ClaimOneAsync(owner);
        await CommitAsync(owner, Continue("run-1", 1, "run-2"));
        Assert.That((await store.GetLastOfChainAsync("run-1", None))!.RunId, Is.EqualTo("run-2"));
    }

    [Test]
    public async Task Closed_store_leaves_one_file_and_the_lock()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1));
        await Store.DisposeAsync();

        Assert.That(Directory.GetFiles(Fixture.Directory).Select(Path.GetFileName), Is.EquivalentTo(["orders.db", "orders.db.host-1.lock"]));
        Assert.That(RawDatabase.Scalar(Fixture.Path, "PRAGMA integrity_check"), Is.EqualTo("ok"));
    }

    [Test]
    public async Task Lock_of_a_take_over_replaces_the_old_one()
    {
        await OwnAsync(Store);
        var next = await OwnAsync(await OpenAsync(), takeOver: true);
        await next.DisposeAsync();

        Assert.That(Directory.GetFiles(Fixture.Directory, "*.lock").Select(Path.GetFileName), Is.EqualTo(["orders.db.host-2.lock"]));
    }

    [Test]
    public async Task Acquisition_that_a_take_over_has_overtaken_is_refused()
    {
        var armed = false;
        OwnershipResult faster = default;
        await using var slow = await Fixture.OpenAsync(Fixture.Options with
        {
            BeforeStatement = sql =>
            {
                // The slow one has its lock, and is about to write that it is the owner.
                if (!armed || sql != "BEGIN IMMEDIATE")
                    return;
                armed = false;
                faster = Store.TryAcquireAsync(Host(processId: 2), true, None).AsTask().GetAwaiter().GetResult();
            },
        });
        armed = true;

        var result = await slow.TryAcquireAsync(Host(processId: 1), false, None);

        Assert.That(result, Is.EqualTo(new OwnershipResult(null, Host(processId: 2))));
        Assert.That(faster.Owner!.Lost.IsCancellationRequested, Is.False);
        await CreateAsync(Run("run-1"));
        await ClaimOneAsync(faster.Owner);
        await CommitAsync(faster.Owner, Append("run-1", 1));
    }

    [Test]
    public async Task Event_positions_grow_over_all_processes_and_are_never_used_again()
    {
        var owner = await OwnRunAsync();
        var client = await OpenAsync();
        for (var i = 2; i < 6; i++)
        {
            await CreateAsync(Run($"run-{i}"), client);
            await CommitAsync(owner, Append("run-1", i - 1));
        }

        Assert.That(RawDatabase.Scalar(Fixture.Path, "SELECT group_concat(position) FROM (SELECT position FROM events ORDER BY position)"), Is.EqualTo("1,2,3,4,5,6,7,8,9"));
        await Store.DisposeAsync();
        await client.DisposeAsync();

        // As a purge does, or somebody with a shell.
        RawDatabase.Execute(Fixture.Path, "DELETE FROM events WHERE position > 3");
        await CreateAsync(Run("run-9"), await OpenAsync());
        Assert.That(RawDatabase.Scalar(Fixture.Path, "SELECT max(position) FROM events"), Is.EqualTo(10));
    }

    [Test]
    public async Task Writer_looks_for_others_only_while_somebody_needs_it()
    {
        Assert.That(UntilNextLook, Is.EqualTo(Timeout.InfiniteTimeSpan));
        var owner = await OwnRunAsync();
        Assert.That(UntilNextLook, Is.EqualTo(Fixture.Options.PollInterval));
        var wait = Store.WaitForFinishAsync("run-1", None).AsTask();
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Completed));
        await wait;
        await owner.DisposeAsync();
        Assert.That(UntilNextLook, Is.EqualTo(Timeout.InfiniteTimeSpan));
    }

    private TimeSpan UntilNextLook => Sqlite.Writer.Changes!.UntilNext;

    [Test]
    public async Task Readers_do_not_wait_for_the_writer()
    {
        using var held = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        await CreateAsync(Run("run-1"));
        await using var store = await Fixture.OpenAsync(Fixture.Options with
        {
            BeforeStatement = sql =>
            {
                if (sql != "COMMIT" || held.IsSet)
                    return;
                held.Set();
                go.Wait();
            },
        });
        var create = store.CreateRunAsync(Run("run-2"), None).AsTask();
        held.Wait();

        Assert.That((await store.GetRunAsync("run-1", None))?.RunId, Is.EqualTo("run-1"));
        Assert.That(await store.GetRunAsync("run-2", None), Is.Null);
        go.Set();
        await create;
    }

    [Test]
    [Platform("Linux")]
    public async Task Opening_leaves_the_locks_alone_that_the_process_holds_on_the_file()
    {
        await CreateAsync(Run("run-1"));
        var before = LocksOnTheFile();
        Assert.That(before, Is.Not.Zero);

        await using var second = await Fixture.OpenAsync(Fixture.Options);

        Assert.That(LocksOnTheFile(), Is.EqualTo(before), "another process that closes the file now would take itself for the last, and remove the log of changes under this one");
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task File_has_one_lock_under_whatever_name_it_is_opened()
    {
        var owner = await OwnRunAsync();
        var link = Path.Combine(Fixture.Directory, "link.db");
        File.CreateSymbolicLink(link, Fixture.Path);
        await using var store = await Fixture.OpenAsync(Fixture.Options with { ConnectionString = $"Data Source={link}" });

        var (second, heldBy) = await store.TryAcquireAsync(Host(processId: 2), false, None);

        Assert.That((second, heldBy?.ProcessId), Is.EqualTo(((IRunOwner?)null, (int?)1)));
        await CommitAsync(owner, Append("run-1", 1));
    }

    /// <summary>As a deployment lays it out: a link to the present release, in which a link leads out to what all releases share.</summary>
    [Test]
    [Platform(Exclude = "Win")]
    public void Links_are_followed_as_the_system_follows_them()
    {
        var root = PhysicalPath.Of(Fixture.Directory)!;
        Directory.CreateDirectory(Path.Combine(root, "releases", "5"));
        Directory.CreateDirectory(Path.Combine(root, "shared"));
        File.CreateSymbolicLink(Path.Combine(root, "current"), "releases/5");
        File.CreateSymbolicLink(Path.Combine(root, "releases", "5", "app.db"), "../../shared/app.db");
        File.CreateSymbolicLink(Path.Combine(root, "here.db"), "there.db");
        File.CreateSymbolicLink(Path.Combine(root, "there.db"), "here.db");

        Assert.That(PathOf("current/app.db"), Is.EqualTo(Path.Combine(root, "shared", "app.db")));
        Assert.That(PathOf("current/../6/./app.db"), Is.EqualTo(Path.Combine(root, "releases", "6", "app.db")));
        Assert.That(() => PathOf("here.db"), Throws.InstanceOf<DurableException>().With.Property("Code").EqualTo("DS3010").And.Message.Contains("circle"));

        string PathOf(string name) => new DatabaseFile(Fixture.Options with { ConnectionString = $"Data Source={root}/{name}" }).Path;
    }

    [Test]
    public void Relative_path_is_where_it_was_when_the_store_was_made()
    {
        var file = new DatabaseFile(Fixture.Options with { ConnectionString = $"Data Source=relative-{Guid.NewGuid():N}.db" });
        try
        {
            using var connection = file.Connect();
            Assert.That(connection.DataSource, Is.EqualTo(file.Path));
            Assert.That(Path.IsPathFullyQualified(file.Path));
        }
        finally
        {
            File.Delete(file.Path);
        }
    }

    /// <summary>Held by this process, as the kernel lists them: by the number of the file.</summary>
    private int LocksOnTheFile()
    {
        using var stat = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("stat", ["-c", "%i", Fixture.Path]) { RedirectStandardOutput = true })!;
        var number = stat.StandardOutput.ReadToEnd().Trim();
        return File.ReadAllLines("/proc/locks").Count(line => line.Contains($" {Environment.ProcessId} ", StringComparison.Ordinal) && line.Contains($":{number} ", StringComparison.Ordinal));
    }

    [Test]
    public async Task Closed_store_refuses()
    {
        await CreateAsync(Run("run-1"));
        await Store.DisposeAsync();

        Assert.That(async () => await Store.CreateRunAsync(Run("run-2"), None), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(async () => await Store.GetRunAsync("run-1", None), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void Store_that_is_not_open_says_so()
    {
        var store = new SqliteEventStore(Fixture.Options, TimeProvider.System, null);

        Assert.That(async () => await store.CreateRunAsync(Run("run-1"), None), Throws.InvalidOperationException);
    }
}
