namespace DurableSdk.StoreTests.Contract;

/// <summary>Runs that the executing process starts itself are claimed in the transaction that creates them.</summary>
public abstract class IntakeContract(StoreFixture fixture) : StoreContract(fixture)
{
    private RecordingIntake _intake = null!;
    private IRunOwner _owner = null!;

    [SetUp]
    public async Task OwnWithAnIntake()
    {
        _intake = new RecordingIntake();
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

    [Test]
    public async Task Child_and_next_run_of_a_chain_are_claimed_like_others()
    {
        await CreateAsync(Run("run-1"));
        await CommitAsync(_owner, Append("run-1", 1) with { Children = [Run("child") with { ParentRunId = "run-1" }] });
        await CommitAsync(_owner, Continue("run-1", 2, "run-2"));

        Assert.That(_intake.Taken.Select(run => run.RunId), Is.EqualTo(["run-1"]));
        Assert.That((await ClaimAsync(_owner)).Runs.Select(run => run.RunId), Is.EquivalentTo(["child", "run-2"]));
    }

    [Test]
    public async Task Death_is_not_put_down_to_such_a_run_that_rests_before_its_first_append()
    {
        await CreateAsync(Run("run-1"));
        await _owner.RestAsync("run-1", Start, None);
        await CrashAsync(Store);

        var claimed = await ClaimOneAsync(await OwnAsync(await OpenAsync()));
        Assert.That((claimed.Status, claimed.LastSequence, claimed.CrashedRecoveries), Is.EqualTo((RunStatus.Waiting, 1L, 0)));
    }

    [Test]
    public async Task Such_a_run_that_is_let_go_is_claimed_again()
    {
        await CreateAsync(Run("run-1"));
        await _owner.ReleaseAsync("run-1", RunStatus.Running, Start.AddHours(1), None);

        Assert.That((await ClaimAsync(_owner)).NextWakeAt, Is.EqualTo(Start.AddHours(1)));
        var claimed = await ClaimOneAsync(_owner, Start.AddHours(1));
        Assert.That((claimed.Status, claimed.IsNew, claimed.Started), Is.EqualTo((RunStatus.Running, true, (StoredEvent?)null)));
    }

    [Test]
    public async Task Owner_that_follows_has_no_intake_until_it_says_so()
    {
        await _owner.DisposeAsync();
        await using var next = await OwnAsync(Store);
        await CreateAsync(Run("run-1"));
        var other = new RecordingIntake();
        next.TakeNewRuns(other);
        await CreateAsync(Run("run-2"));

        Assert.That((_intake.Taken.Count, _intake.Reserved), Is.EqualTo((0, 0)));
        Assert.That(other.Taken.Select(run => run.RunId), Is.EqualTo(["run-2"]));
    }

    [Test]
    public async Task Wait_for_such_a_run_ends_with_it_whenever_it_began()
    {
        await CreateAsync(Run("run-1"));
        var early = Store.WaitForFinishAsync("run-1", None).AsTask();
        await CommitAsync(_owner, Append("run-1", 1));
        Assert.That(early.IsCompleted, Is.False);
        await CommitAsync(_owner, Append("run-1", 2, RunStatus.Canceled));

        foreach (var run in new[] { await early.WaitAsync(StoreFixture.Patience), await WaitAsync("run-1") })
            Assert.That((run.RunId, run.Workflow, run.Status), Is.EqualTo(("run-1", "Orders", RunStatus.Canceled)));
    }

    [Test]
    public async Task Wait_for_such_a_run_that_was_terminated_ends_at_once()
    {
        await CreateAsync(Run("run-1"));
        await TerminateAsync("run-1", Store);

        Assert.That((await WaitAsync("run-1")).Status, Is.EqualTo(RunStatus.Terminated));
    }

    [Test]
    public async Task Wait_for_such_a_run_ends_also_where_another_process_had_ended_it_before()
    {
        var other = await OpenAsync();
        await CreateAsync(Run("unseen"));
        await TerminateAsync("unseen", other);
        var unseen = WaitAsync("unseen");
        LetOthersNotice();
        Assert.That((await unseen).Status, Is.EqualTo(RunStatus.Terminated));

        await CreateAsync(Run("awaited"));
        await CreateAsync(Run("seen"));
        var awaited = WaitAsync("awaited");
        await TerminateAsync("seen", other);
        await TerminateAsync("awaited", other);
        LetOthersNotice();
        await awaited;
        Assert.That((await WaitAsync("seen")).Status, Is.EqualTo(RunStatus.Terminated));
    }

    [Test]
    public async Task Wait_for_such_a_run_ends_where_the_next_owner_has_ended_it()
    {
        await CreateAsync(Run("run-1"));
        var next = await OwnAsync(await OpenAsync(), takeOver: true);
        await ClaimOneAsync(next);
        await CommitAsync(next, Append("run-1", 1, RunStatus.Completed));
        var wait = WaitAsync("run-1");
        LetOthersNotice();

        Assert.That((await wait).Status, Is.EqualTo(RunStatus.Completed));
    }

    [Test]
    public async Task Wait_for_one_of_many_such_runs_ends_with_it()
    {
        _intake.Room = 5000;
        await Task.WhenAll(Enumerable.Range(0, 5000).Select(i => CreateAsync(Run($"run-{i}"))));
        await CommitAsync(_owner, Append("run-0", 1, RunStatus.Completed));
        var last = WaitAsync("run-4999");
        await CommitAsync(_owner, Append("run-4999", 1, RunStatus.Completed));

        Assert.That((await WaitAsync("run-0")).Status, Is.EqualTo(RunStatus.Completed));
        Assert.That((await last).Status, Is.EqualTo(RunStatus.Completed));
    }

    [Test]
    public async Task Wait_for_such_a_run_ends_at_once_where_another_owner_has_ended_it_since()
    {
        await CreateAsync(Run("run-1"));
        await _owner.DisposeAsync();
        var next = await OwnAsync(await OpenAsync());
        await ClaimOneAsync(next);
        await CommitAsync(next, Append("run-1", 1, RunStatus.Completed));

        Assert.That((await WaitAsync("run-1")).Status, Is.EqualTo(RunStatus.Completed));
    }

    [Test]
    public async Task Wait_for_such_a_run_that_was_purged_says_so()
    {
        var other = await OpenAsync();
        await CreateAsync(Run("run-1"));
        var next = await OwnAsync(other, takeOver: true);
        await ClaimOneAsync(next);
        await CommitAsync(next, Append("run-1", 1, RunStatus.Completed));
        await other.PurgeAsync(new PurgeRequest(Start.AddDays(9), false, Start.AddDays(9), 0, 100), None);
        var wait = WaitAsync("run-1");
        LetOthersNotice();

        Assert.That(async () => await wait, Throws.InstanceOf<DurableException>().With.Property("Code").EqualTo("DS4001"));
    }

    [Test]
    public async Task Wait_for_such_a_run_is_refused_by_a_closed_store()
    {
        await CreateAsync(Run("run-1"));
        await Store.DisposeAsync();

        Assert.That(async () => await WaitAsync("run-1"), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public async Task Creations_that_race_with_claims_give_every_run_once()
    {
        _intake.Room = 60;
        var creations = Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => CreateAsync(Run($"run-{i}")))));
        var claims = Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => ClaimAsync(_owner, limit: 7))));
        await Task.WhenAll(creations, claims);

        var claimed = claims.Result.SelectMany(claim => claim.Runs).Concat((await ClaimAsync(_owner, limit: 200)).Runs);
        Assert.That((_intake.Taken.Count, _intake.Reserved), Is.EqualTo((60, 0)));
        Assert.That(_intake.Taken.Concat(claimed).Select(run => run.RunId), Is.EquivalentTo(Enumerable.Range(0, 200).Select(i => $"run-{i}")));
    }

    private Task<FinishedRun> WaitAsync(string runId) => Store.WaitForFinishAsync(runId, None).AsTask().WaitAsync(StoreFixture.Patience);

    private static async Task TerminateAsync(string runId, IEventStore store) =>
        Assert.That(await store.TerminateAsync(runId, sequence => Event(sequence, EventKind.WorkflowTerminated), None), Is.EqualTo(TerminateResult.Terminated));
}
