using DurableSdk.Sqlite;
using DurableSdk.StoreTests.Contract;

namespace DurableSdk.StoreTests.Sqlite;

/// <summary>Runs that the executing process starts itself are claimed in the transaction that creates them.</summary>
public sealed class SqliteIntakeTests : SqliteTests
{
    private readonly Intake _intake = new();
    private IRunOwner _owner = null!;

    [SetUp]
    public async Task OwnWithAnIntake()
    {
        _intake.Clear();
        _owner = await OwnAsync(Store);
        _owner.TakeNewRuns(_intake);
    }

    [Test]
    public async Task New_run_is_claimed_as_it_is_created_and_can_be_appended_to()
    {
        await CreateAsync(Run("run-1", key: "order-1"));

        var taken = _intake.Taken.Single();
        Assert.That((taken.RunId, taken.Workflow, taken.Status, taken.LastSequence), Is.EqualTo(("run-1", Orders, RunStatus.Running, 1L)));
        Assert.That((taken.IsNew, taken.HasInbox, taken.CrashedRecoveries), Is.EqualTo((true, false, 0)));
        Assert.That(taken.Started?.Body.ToArray(), Is.EqualTo(Event(1, EventKind.WorkflowStarted, "input").Body.ToArray()));
        Assert.That((await ClaimAsync(_owner)).Runs, Is.Empty);
        var run = await GetAsync("run-1");
        Assert.That((run.Status, run.WakeAt), Is.EqualTo((RunStatus.Running, (DateTimeOffset?)null)));
        await CommitAsync(_owner, Append("run-1", 1));
        await CommitAsync(_owner, Append("run-1", 2, RunStatus.Completed));
        Assert.That((await GetAsync("run-1")).Status, Is.EqualTo(RunStatus.Completed));
        Assert.That(_intake.Reserved, Is.Zero);
    }

    [Test]
    public async Task Run_for_which_there_is_no_place_is_claimed_like_others()
    {
        _intake.Room = 1;
        await CreateAsync(Run("run-1"));
        await CreateAsync(Run("run-2"));

        Assert.That(_intake.Taken.Select(run => run.RunId), Is.EqualTo(["run-1"]));
        Assert.That((await ClaimOneAsync(_owner)).RunId, Is.EqualTo("run-2"));
    }

    [Test]
    public async Task Start_of_what_is_there_already_takes_no_place()
    {
        await CreateAsync(Run("run-1", key: "order-1"));
        Assert.That((await Store.CreateRunAsync(Run("run-2", key: "order-1"), None)).Outcome, Is.EqualTo(CreateRunOutcome.Existing));
        Assert.That((await Store.CreateRunAsync(Run("run-1", Returns), None)).Outcome, Is.EqualTo(CreateRunOutcome.RunIdTaken));

        Assert.That((_intake.Taken.Count, _intake.Reserved), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task Run_that_begins_later_or_has_a_message_is_claimed_like_others()
    {
        await CreateAsync(Run("later", startAt: Start.AddHours(1)));
        await CreateAsync(Run("asked") with { Message = Message("hello", "id-1", InboxKind.Signal) });
        await CreateAsync(Run("forked") with { Copied = [Event(2)], ForkedFromRunId = "asked" });

        Assert.That(_intake.Taken, Is.Empty);
        Assert.That((await ClaimAsync(_owner)).Runs.Select(run => run.RunId), Is.EquivalentTo(["asked", "forked"]));
    }

    [Test]
    public async Task Run_of_another_process_is_claimed_like_others()
    {
        await CreateAsync(Run("run-1"), await OpenAsync());

        Assert.That(_intake.Taken, Is.Empty);
        Assert.That((await ClaimOneAsync(_owner)).RunId, Is.EqualTo("run-1"));
    }

    [Test]
    public async Task Owner_that_was_taken_over_gets_none()
    {
        var other = await OpenAsync();
        var next = await OwnAsync(other, takeOver: true);
        await CreateAsync(Run("run-1"));

        Assert.That((_intake.Taken.Count, _intake.Reserved), Is.EqualTo((0, 0)));
        Assert.That((await ClaimOneAsync(next)).RunId, Is.EqualTo("run-1"));
    }

    [Test]
    public async Task Message_and_termination_of_such_a_run_are_told()
    {
        await CreateAsync(Run("run-1"));
        await CreateAsync(Run("run-2"));
        await Store.SendAsync("run-1", Message(), None);
        await Store.TerminateAsync("run-2", sequence => Event(sequence, EventKind.WorkflowTerminated), [], None);

        var told = (await ClaimAsync(_owner)).Runs;
        Assert.That(told.Select(run => (run.RunId, run.IsNew, run.HasInbox, run.Status)), Is.EquivalentTo([
            ("run-1", false, true, RunStatus.Running),
            ("run-2", false, false, RunStatus.Terminated),
        ]));
    }

    [Test]
    public async Task Process_that_dies_leaves_it_to_the_next_which_counts_the_death()
    {
        await CreateAsync(Run("run-1"));
        await CrashAsync(Store);

        var next = await OwnAsync(await OpenAsync());
        var claimed = await ClaimOneAsync(next);
        Assert.That((claimed.RunId, claimed.LastSequence, claimed.CrashedRecoveries, claimed.Started), Is.EqualTo(("run-1", 1L, 1, (StoredEvent?)null)));
    }

    [Test]
    public async Task Owner_that_gives_up_leaves_it_to_the_next()
    {
        await CreateAsync(Run("run-1"));
        await _owner.DisposeAsync();

        Assert.That((await ClaimOneAsync(await OwnAsync(Store))).CrashedRecoveries, Is.Zero);
    }

    [TestCase("INSERT INTO events")]
    [TestCase("COMMIT")]
    public async Task Creation_that_fails_gives_its_place_back(string statement)
    {
        await _owner.DisposeAsync();
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
        await _owner.DisposeAsync();
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

    private sealed class Intake : IRunIntake
    {
        public int Room { get; set; }

        public int Reserved { get; private set; }

        public List<ClaimedRun> Taken { get; } = [];

        public void Clear()
        {
            Room = 10;
            Reserved = 0;
            Taken.Clear();
        }

        public bool TryReserve(WorkflowKey workflow)
        {
            if (Taken.Count + Reserved >= Room)
                return false;
            Reserved++;
            return true;
        }

        public void Take(ClaimedRun run)
        {
            Reserved--;
            Taken.Add(run);
        }

        public void GiveBack() => Reserved--;
    }
}
