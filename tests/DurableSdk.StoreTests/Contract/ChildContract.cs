namespace DurableSdk.StoreTests.Contract;

/// <summary>Runs that an append creates, and who hears of a termination.</summary>
public abstract class ChildContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Test]
    public async Task Child_of_an_append_is_a_run_that_is_claimed_at_once()
    {
        var owner = await OwnRunAsync();
        var work = owner.WaitForWorkAsync(None);
        Assert.That(work.IsCompleted, Is.False);

        await CommitAsync(owner, Append("run-1", 1, RunStatus.Waiting) with { Children = [Child("child-1"), Child("child-2")] });

        await work;
        var claimed = await ClaimAsync(owner);
        Assert.That(claimed.Runs.Select(run => (run.RunId, run.Status, run.LastSequence, run.IsNew)), Is.EqualTo([("child-1", RunStatus.Pending, 1L, true), ("child-2", RunStatus.Pending, 1L, true)]));
        Assert.That((await GetAsync("child-1")).ParentRunId, Is.EqualTo("run-1"));
        Assert.That((await Store.ListRunsAsync(new RunQuery { ParentRunId = "run-1" }, None)).Select(run => run.RunId), Is.EqualTo(["child-2", "child-1"]));
        Assert.That(Text((await EventsAsync("child-1")).Single().Body), Is.EqualTo("input"));
    }

    [Test]
    public async Task Child_may_be_of_a_workflow_that_no_run_was_of_and_say_something()
    {
        var owner = await OwnRunAsync();
        var said = new RunProjection { SetsStatusText = true, StatusText = "begun", Attributes = new Dictionary<string, AttributeValue?> { ["set"] = 1 } };

        await CommitAsync(owner, Append("run-1", 1) with { Children = [Child("child-1", Returns) with { Projection = said, StartAt = Start.AddDays(1) }] });

        var child = await GetAsync("child-1");
        Assert.That((child.Workflow, child.StatusText, child.Attributes["set"].ToString(), child.WakeAt), Is.EqualTo(("Returns", "begun", "1", Start.AddDays(1))));
        Assert.That((await ClaimAsync(owner, workflows: [Returns])).Runs, Is.Empty);
        Assert.That((await ClaimAsync(owner, now: Start.AddDays(1), workflows: [Returns])).Runs, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Refused_append_creates_no_child()
    {
        var owner = await OwnRunAsync();

        Assert.That((await AppendAsync(owner, Append("run-1", 7) with { Children = [Child("child-1")] })).Outcome, Is.EqualTo(AppendOutcome.SequenceConflict));
        Assert.That((await AppendAsync(owner, Append("run-1", 1) with { Children = [Child("child-1")], Messages = [To("unknown")] })).Outcome, Is.EqualTo(AppendOutcome.MessageRefused));

        Assert.That(await Store.GetRunAsync("child-1", None), Is.Null);
        await CommitAsync(owner, Append("run-1", 1) with { Children = [Child("child-1")] });
    }

    [Test]
    public async Task Child_whose_id_is_taken_or_that_has_a_key_is_a_mistake_of_the_caller()
    {
        var owner = await OwnRunAsync();

        Assert.That(async () => await AppendAsync(owner, Append("run-1", 1) with { Children = [Child("run-1")] }), Throws.ArgumentException.With.Message.Contain("run-1"));
        Assert.That(async () => await AppendAsync(owner, Append("run-1", 1) with { Children = [Child("child-1") with { IdempotencyKey = "key" }] }), Throws.ArgumentException);

        Assert.That(await EventsAsync("run-1"), Has.Count.EqualTo(1));
        await CommitAsync(owner, Append("run-1", 1));
    }

    [Test]
    public async Task Run_that_goes_on_as_another_may_start_children_and_send()
    {
        var owner = await OwnRunAsync();

        await CommitAsync(owner, Continue("run-1", 1, "run-2") with { Children = [Child("child-1")], Messages = [To("run-1")] });

        Assert.That((await GetAsync("child-1")).ParentRunId, Is.EqualTo("run-1"));
        Assert.That(await owner.ReadInboxAsync("run-2", None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Child_survives_a_crash()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Waiting) with { Children = [Child("child-1")] });
        await CrashAsync(Store);

        var reopened = await OwnAsync(await OpenAsync());
        Assert.That((await ClaimOneAsync(reopened)).RunId, Is.EqualTo("child-1"));
    }

    [Test]
    public async Task Termination_tells_others_and_drops_what_nobody_takes()
    {
        var owner = await OwnRunAsync("parent");
        await CommitAsync(owner, Append("parent", 1, RunStatus.Waiting) with { Children = [Child("child-1")] });
        await ClaimAsync(owner);

        var result = await Store.TerminateAsync(
            "child-1", sequence => Event(sequence, EventKind.WorkflowTerminated), [To("parent", "told", "id-1"), To("unknown"), To("child-1"), To("parent", "again", "id-1")], None);

        Assert.That(result, Is.EqualTo(TerminateResult.Terminated));
        Assert.That((await owner.ReadInboxAsync("parent", None)).Select(entry => Text(entry.Message.Body)), Is.EqualTo(["told"]));
        Assert.That((await ClaimAsync(owner)).Runs.Select(run => (run.RunId, run.HasInbox)), Does.Contain(("parent", true)));
    }

    [Test]
    public async Task Termination_that_ends_nothing_tells_nobody()
    {
        var owner = await OwnRunAsync("parent");
        await CreateAsync(Run("child-1"));

        Assert.That(await Store.TerminateAsync("child-1", _ => null, [To("parent")], None), Is.EqualTo(TerminateResult.LogGrown));

        Assert.That(await owner.ReadInboxAsync("parent", None), Is.Empty);
    }

    [Test]
    public async Task Message_to_the_parent_goes_to_the_last_of_its_chain()
    {
        var owner = await OwnRunAsync("parent");
        await CreateAsync(Run("child-1"));
        await CommitAsync(owner, Continue("parent", 1, "next"));

        await Store.TerminateAsync("child-1", sequence => Event(sequence, EventKind.WorkflowTerminated), [To("parent")], None);

        Assert.That(await owner.ReadInboxAsync("next", None), Has.Count.EqualTo(1));
    }

    private static NewRun Child(string runId, WorkflowKey? workflow = null) => Run(runId, workflow) with { ParentRunId = "run-1" };
}
