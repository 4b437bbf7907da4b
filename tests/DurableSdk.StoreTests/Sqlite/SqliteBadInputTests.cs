using DurableSdk.Sqlite;
using DurableSdk.Sqlite.Database;
using Microsoft.Data.Sqlite;

namespace DurableSdk.StoreTests.Sqlite;

/// <summary>What isn't a usable file of ours gets an error with a code, and stays as it is.</summary>
public sealed class SqliteBadInputTests : SqliteTests
{
    private TempDirectory _directory = null!;
    private string _path = "";

    [SetUp]
    public void MakeDirectory()
    {
        _directory = new TempDirectory();
        _path = _directory.File("other.db");
    }

    [TearDown]
    public void RemoveDirectory() => _directory.Dispose();

    [TestCase("this is a text file, and long enough to have room for the header of a database: it only isn't one. Really.")]
    [TestCase("short")]
    public async Task File_of_another_kind_is_refused_and_untouched(string content)
    {
        File.WriteAllText(_path, content);

        var error = await OpenFailsAsync(Options);

        Assert.That((error.Code, error.Message), Is.EqualTo(("DS3004", error.Message)));
        Assert.That(error.Message, Does.Contain("other.db").And.Contain("isn't a SQLite database"));
        Assert.That(File.ReadAllText(_path), Is.EqualTo(content));
        Assert.That(Files(), Is.EqualTo(["other.db"]));
    }

    [TestCase("CREATE TABLE customers (id); INSERT INTO customers VALUES (1);")]
    [TestCase("PRAGMA application_id = 12345;")]
    [TestCase("PRAGMA journal_mode = WAL; CREATE TABLE customers (id);")]
    public async Task Database_of_another_program_is_refused_and_untouched(string sql)
    {
        RawDatabase.Execute(_path, sql);
        var content = File.ReadAllBytes(_path);

        var error = await OpenFailsAsync(Options);

        Assert.That(error.Code, Is.EqualTo("DS3004"));
        Assert.That(error.Message, Does.Contain("another program"));
        Assert.That(File.ReadAllBytes(_path), Is.EqualTo(content));
    }

    [TestCase("")]
    [TestCase("PRAGMA user_version = 0; VACUUM;")]
    public async Task Empty_file_becomes_ours(string sql)
    {
        File.WriteAllBytes(_path, []);
        RawDatabase.Execute(_path, sql);

        await using var store = await Fixture.OpenAsync(Options);
        await store.CreateRunAsync(Run("run-1"), None);
    }

    [TestCase("file:{0}")]
    [TestCase("file:{0}?cache=shared")]
    [TestCase("FILE://{0}?mode=ro")]
    public void Name_under_which_the_file_would_have_another_lock_is_refused(string name)
    {
        RawDatabase.Execute(_path, "CREATE TABLE customers (id)");
        var content = File.ReadAllBytes(_path);

        var error = Assert.Throws<DurableException>(() => new SqliteEventStore(Options with { ConnectionString = $"Data Source={string.Format(name, _path)}" }, TimeProvider.System, null))!;

        Assert.That(error.Code, Is.EqualTo("DS3010"));
        Assert.That(error.Message, Does.Contain(_path).And.Contain("by its path"));
        Assert.That(File.ReadAllBytes(_path), Is.EqualTo(content));
    }

    [Test]
    public void Data_directory_that_is_not_there_is_refused() => Assert.That(
        () => new SqliteEventStore(Options with { ConnectionString = "Data Source=|DataDirectory|orders.db" }, TimeProvider.System, null),
        Throws.InstanceOf<DurableException>().With.Property("Code").EqualTo("DS3010").And.Message.Contains("SetData"));

    [Test]
    public async Task Newer_schema_is_refused_and_untouched()
    {
        await MakeOursAsync();
        RawDatabase.Execute(_path, "PRAGMA user_version = 99");
        var content = File.ReadAllBytes(_path);

        var error = await OpenFailsAsync(Options);

        Assert.That(error.Code, Is.EqualTo("DS3003"));
        Assert.That(error.Message, Does.Contain("other.db has schema 99").And.Contain($"up to {Migrator.Newest}"));
        Assert.That(File.ReadAllBytes(_path), Is.EqualTo(content));
    }

    [Test]
    public async Task Damaged_schema_is_noticed_at_once()
    {
        await MakeOursAsync();
        Overwrite(from: 100, to: 4096);

        var error = await OpenFailsAsync(Options);

        Assert.That(error.Code, Is.EqualTo("DS3004"));
        Assert.That(error.Message, Does.Contain("other.db is damaged"));
    }

    [Test]
    public async Task Damaged_page_is_noticed_when_it_is_read()
    {
        await MakeOursAsync();
        Overwrite(from: 4096, to: new FileInfo(_path).Length);

        DurableException error;
        try
        {
            await using var store = await Fixture.OpenAsync(Options);
            error = Assert.ThrowsAsync<DurableException>(async () => await store.GetRunAsync("run-1", None))!;
        }
        catch (DurableException atOnce)
        {
            error = atOnce;
        }

        Assert.That(error.Code, Is.EqualTo("DS3004"));
    }

    [Test]
    public async Task Missing_directory_is_named()
    {
        var error = await OpenFailsAsync(Options with { ConnectionString = $"Data Source={_directory.File("missing/orders.db")}" });

        Assert.That(error.Code, Is.EqualTo("DS3005"));
        Assert.That(error.Message, Does.Contain("the directory").And.Contain("missing"));
    }

    [Test]
    public async Task Directory_in_place_of_the_file_is_unavailable()
    {
        Directory.CreateDirectory(_path);

        Assert.That((await OpenFailsAsync(Options)).Code, Is.EqualTo("DS3005"));
    }

    [Test]
    public async Task Read_only_file_is_unavailable_at_start()
    {
        await MakeOursAsync();

        var error = await OpenFailsAsync(Options with { ConnectionString = $"{Options.ConnectionString};Mode=ReadOnly" });

        Assert.That(error.Code, Is.EqualTo("DS3005"));
        Assert.That(error.Message, Does.Contain("read-only"));
    }

    [Test]
    public async Task Locked_file_is_unavailable_until_it_is_free()
    {
        await using var store = await Fixture.OpenAsync(Options with { BusyTimeout = TimeSpan.FromMilliseconds(20) });
        using (var other = RawDatabase.Open(_path))
        {
            RawDatabase.Execute(other, "BEGIN IMMEDIATE");
            var error = Assert.ThrowsAsync<DurableException>(async () => await store.CreateRunAsync(Run("run-1"), None))!;
            Assert.That(error.Code, Is.EqualTo("DS3005"));
            Assert.That(error.Message, Does.Contain("locked").And.Contain("BusyTimeout"));
            Assert.That(await store.GetRunAsync("run-1", None), Is.Null, "readers don't wait");
        }

        Assert.That((await store.CreateRunAsync(Run("run-1"), None)).Outcome, Is.EqualTo(CreateRunOutcome.Created));
    }

    [Test]
    public async Task Locked_file_is_waited_for_and_holds_no_reader_up()
    {
        await using var store = await Fixture.OpenAsync(Options);
        Task<CreateRunResult> started;
        using (var other = RawDatabase.Open(_path))
        {
            RawDatabase.Execute(other, "BEGIN IMMEDIATE");
            started = store.CreateRunAsync(Run("run-1"), None).AsTask();
            for (var i = 0; i < 100; i++)
                Assert.That(await store.GetRunAsync("run-1", None), Is.Null);
            Assert.That(started.IsCompleted, Is.False);
        }

        Assert.That((await started).Outcome, Is.EqualTo(CreateRunOutcome.Created));
    }

    [Test]
    public async Task Full_disk_fails_cleanly_and_goes_on_once_there_is_room()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1));
        LimitPages(40);
        var sequence = 2L;
        DurableException? full = null;
        while (full is null)
        {
            try
            {
                await CommitAsync(owner, Big(sequence));
                sequence++;
            }
            catch (DurableException error)
            {
                full = error;
            }
        }

        Assert.That(full.Code, Is.EqualTo("DS3005"));
        Assert.That(full.Message, Does.Contain("disk is full"));
        Assert.That(await EventsAsync("run-1"), Has.Count.EqualTo(sequence), "what was committed is there, and nothing else");
        Assert.That((await GetAsync("run-1")).Status, Is.EqualTo(RunStatus.Running));
        var together = Enumerable.Range(0, 5).Select(_ => AppendAsync(owner, Big(sequence))).ToList();
        foreach (var append in together)
            Assert.That(Assert.ThrowsAsync<DurableException>(() => append)!.Code, Is.EqualTo("DS3005"));

        LimitPages(100_000);

        for (var more = 0; more < 5; more++)
            await CommitAsync(owner, Big(sequence++));
        Assert.That((await EventsAsync("run-1")).Select(stored => stored.Sequence), Is.EqualTo(Enumerable.Range(1, (int)sequence)));
    }

    [TestCase("Data Source=:memory:")]
    [TestCase("Data Source=")]
    [TestCase("Data Source=orders;Mode=Memory;Cache=Shared")]
    [TestCase("Data Source=file:orders?mode=memory&cache=shared")]
    public void Database_in_memory_is_refused(string connectionString) => Refused(Options with { ConnectionString = connectionString }, "in-memory store");

    [Test]
    public void Wrong_options_are_refused()
    {
        Refused(Options with { ConnectionString = "Nonsense=1" }, "Data Source=orders.db");
        Refused(Options with { BusyTimeout = TimeSpan.FromSeconds(-1) }, "BusyTimeout");
        Refused(Options with { PollInterval = TimeSpan.Zero }, "PollInterval");
        Refused(Options with { GroupCommitRowsMax = 0 }, "GroupCommitRowsMax");
        Refused(Options with { ReaderConnections = 65 }, "ReaderConnections");
        Refused(Options with { Synchronous = (SqliteSynchronous)7 }, "Synchronous");
    }

    private SqliteStoreOptions Options => Fixture.Options with { ConnectionString = $"Data Source={_path}" };

    private static void Refused(SqliteStoreOptions options, string hint)
    {
        var error = Assert.Throws<DurableException>(() => _ = new SqliteEventStore(options, TimeProvider.System, null))!;
        Assert.That(error.Code, Is.EqualTo("DS3010"));
        Assert.That(error.Message, Does.Contain(hint));
    }

    private static Append Big(long expected) => Append("run-1", expected) with { Events = [Event(expected + 1, body: new string('x', 9_000))] };

    /// <summary>As small as a full disk, for the writer's connection.</summary>
    private void LimitPages(int pages)
    {
        using var done = new ManualResetEventSlim();
        Sqlite.Writer.Poll(connection =>
        {
            connection.Execute($"PRAGMA max_page_count = {pages}");
            done.Set();
        });
        done.Wait();
    }

    private async Task MakeOursAsync()
    {
        await using var store = await Fixture.OpenAsync(Options);
        await store.CreateRunAsync(Run("run-1"), None);
    }

    private void Overwrite(long from, long to)
    {
        using var file = File.OpenWrite(_path);
        file.Position = from;
        file.Write(Enumerable.Repeat((byte)0xA5, (int)(to - from)).ToArray());
    }

    private IEnumerable<string?> Files() => Directory.GetFiles(_directory.Path).Select(Path.GetFileName);
}
