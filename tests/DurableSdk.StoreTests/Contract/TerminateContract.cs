namespace DurableSdk.StoreTests.Contract;

public abstract class TerminateContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Test]
    public async Task Terminated_run_has_its_end_and_is_claimed_no_more()
    {
        await CreateAsync(Run("run-1"));
        Assert.That(await TerminateAsync("run-1"), Is.EqualTo(TerminateResult.Terminated));

        var run = await GetAsync("run-1");
        Assert.That((run.Status, run.UpdatedAt, run.WakeAt), Is.EqualTo((RunStatus.Terminated, Start.AddSeconds(2), (DateTimeOffset?)null)));
        Assert.That((await EventsAsync("run-1")).Select(e => (e.Sequence, e.Kind)), Is.EqualTo([(1, EventKind.WorkflowStarted), (2L, EventKind.WorkflowTerminated)]));
        Assert.That((await ClaimAsync(await OwnAsync(Store))).Runs, Is.Empty);
        Assert.That(await Store.SendAsync("run-1", Message(), None), Is.EqualTo(SendResult.RunFinished));
    }

    [TestCase(RunStatus.Running)]
    [TestCase(RunStatus.Waiting)]
    [TestCase(RunStatus.Blocked)]
    public async Task Owner_hears_once_of_a_claimed_run_that_was_terminated(RunStatus status)
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1, status, build: "build-1"));
        await TerminateAsync("run-1");

        Assert.That(await ClaimOneAsync(owner), Is.EqualTo(new ClaimedRun("run-1", Orders, RunStatus.Terminated, 3, false, false, 0)));
        Assert.That((await ClaimAsync(owner)).Runs, Is.Empty);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Owners_append_after_a_termination_is_refused(bool byAnotherProcess)
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1));
        await TerminateAsync("run-1", byAnotherProcess ? await OpenAsync() : Store);

        var append = await AppendAsync(owner, Append("run-1", 2));

        Assert.That(append, Is.EqualTo(new AppendResult(AppendOutcome.RunFinished, 3)));
        Assert.That((await EventsAsync("run-1"))[^1].Kind, Is.EqualTo(EventKind.WorkflowTerminated));
    }

    [Test]
    public async Task Release_after_a_termination_leaves_the_end_as_it_is()
    {
        var owner = await OwnRunAsync();
        await TerminateAsync("run-1");
        await owner.ReleaseAsync("run-1", RunStatus.Waiting, Start, None);

        Assert.That((await GetAsync("run-1")).Status, Is.EqualTo(RunStatus.Terminated));
        Assert.That((await ClaimAsync(owner)).Runs.Where(run => run.IsNew), Is.Empty);
    }

    [Test]
    public async Task Terminated_run_of_a_dead_owner_is_not_told_to_the_next()
    {
        await OwnRunAsync();
        await TerminateAsync("run-1");
        await CrashAsync(Store);

        Assert.That((await ClaimAsync(await OwnAsync(await OpenAsync()))).Runs, Is.Empty);
    }

    [Test]
    public async Task Termination_of_what_has_ended_is_answered()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Completed));
        await CreateAsync(Run("run-2"));
        await ClaimAsync(owner);
        await CommitAsync(owner, Continue("run-2", 1, "run-3"));

        Assert.That(await TerminateAsync("run-1"), Is.EqualTo(TerminateResult.RunFinished));
        Assert.That(await TerminateAsync("run-2"), Is.EqualTo(TerminateResult.RunContinued));
        Assert.That(await TerminateAsync("unknown"), Is.EqualTo(TerminateResult.RunNotFound));
        Assert.That(await EventsAsync("run-1"), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Termination_without_an_end_changes_nothing()
    {
        await CreateAsync(Run("run-1"));

        Assert.That(await Store.TerminateAsync("run-1", _ => null, None), Is.EqualTo(TerminateResult.LogGrown));

        Assert.That((await Store.GetRunAsync("run-1", None))!.Status, Is.EqualTo(RunStatus.Pending));
        Assert.That(await EventsAsync("run-1"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Wait_for_the_end_ends_by_a_termination()
    {
        await CreateAsync(Run("run-1"));
        var finished = Store.WaitForFinishAsync("run-1", None).AsTask();
        await TerminateAsync("run-1");
        Assert.That((await finished).Status, Is.EqualTo(RunStatus.Terminated));
    }

    /// <summary>One of both ends the run, and the log has that end alone.</summary>
    [Test]
    public async Task Terminations_that_race_with_the_end_leave_one_end()
    {
        var owner = await OwnRunAsync();
        var other = await OpenAsync();

        var ends = Enumerable.Range(0, 16).Select(i => Task.Run(() => TerminateAsync("run-1", i % 2 == 0 ? Store : other))).ToList();
        var finish = await Task.Run(() => AppendAsync(owner, Append("run-1", 1, RunStatus.Completed)));
        var results = await Task.WhenAll(ends);

        Assert.That(await EventsAsync("run-1"), Has.Count.EqualTo(2));
        Assert.That(results.Count(result => result == TerminateResult.Terminated) + (finish.Outcome == AppendOutcome.Committed ? 1 : 0), Is.EqualTo(1));
    }

    private async Task<TerminateResult> TerminateAsync(string runId, IEventStore? store = null) =>
        await (store ?? Store).TerminateAsync(runId, sequence => Event(sequence, EventKind.WorkflowTerminated), None);
}
