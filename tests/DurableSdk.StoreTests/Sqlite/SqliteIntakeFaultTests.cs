using DurableSdk.Sqlite;
using DurableSdk.StoreTests.Contract;

namespace DurableSdk.StoreTests.Sqlite;

/// <summary>What can go wrong between a place that is kept for a new run and the run's commit.</summary>
public sealed class SqliteIntakeFaultTests : SqliteTests
{
    private RecordingIntake _intake = null!;

    [SetUp]
    public void MakeIntake() => _intake = new RecordingIntake();

    [TestCase("INSERT INTO events")]
    [TestCase("COMMIT")]
    public async Task Creation_that_fails_gives_its_place_back(string statement)
    {
        var fails = false;
        await using var store = await Fixture.OpenAsync(Fixture.Options with
        {
            BeforeStatement = sql =>
            {
                if (fails && sql.StartsWith(statement, StringComparison.Ordinal))
                    throw new CrashException(sql);
            },
        });
        var owner = await OwnAsync(store);
        owner.TakeNewRuns(_intake);
        fails = true;
        Assert.That(async () => await store.CreateRunAsync(Run("run-1"), None), Throws.InstanceOf<CrashException>());
        Assert.That((_intake.Taken.Count, _intake.Reserved), Is.EqualTo((0, 0)));

        fails = false;
        await CreateAsync(Run("run-1"), store);
        Assert.That(_intake.Taken.Single().RunId, Is.EqualTo("run-1"));
        await CommitAsync(owner, Append("run-1", 1));
    }

    [Test]
    public async Task What_comes_in_the_transaction_of_the_creation_is_told()
    {
        using var held = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var holds = false;
        await using var store = await Fixture.OpenAsync(Fixture.Options with
        {
            BeforeStatement = sql =>
            {
                if (!holds || sql != "BEGIN IMMEDIATE")
                    return;
                holds = false;
                held.Set();
                go.Wait();
            },
        });
        var owner = await OwnAsync(store);
        owner.TakeNewRuns(_intake);
        await ClaimAsync(owner);
        holds = true;
        var blocker = Task.Run(async () => await store.CreateRunAsync(Run("blocker"), None));
        held.Wait();
        var creation = store.CreateRunAsync(Run("run-1"), None).AsTask();
        var sent = store.SendAsync("run-1", Message(), None).AsTask();
        var claim = ClaimAsync(owner);
        go.Set();

        await Task.WhenAll(blocker, creation, sent, claim);

        Assert.That(sent.Result, Is.EqualTo(SendResult.Accepted));
        Assert.That(_intake.Taken.Select(run => run.RunId), Is.EqualTo(["blocker", "run-1"]));
        var told = claim.Result.Runs.Concat((await ClaimAsync(owner)).Runs).Single();
        Assert.That((told.RunId, told.IsNew, told.HasInbox), Is.EqualTo(("run-1", false, true)));
    }
}
