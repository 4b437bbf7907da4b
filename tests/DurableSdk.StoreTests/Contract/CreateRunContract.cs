namespace DurableSdk.StoreTests.Contract;

public abstract class CreateRunContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Test]
    public async Task Run_that_is_new_is_created_with_its_first_event()
    {
        var (outcome, run) = await Store.CreateRunAsync(Run("run-1", key: "order-1"), None);

        Assert.That(outcome, Is.EqualTo(CreateRunOutcome.Created));
        var expected = new RunRecord
        {
            RunId = "run-1",
            Workflow = "Orders",
            Version = 1,
            Status = RunStatus.Pending,
            IdempotencyKey = "order-1",
            FirstRunId = "run-1",
            CreatedAt = Start,
            UpdatedAt = Start,
        };
        Assert.That(run, Is.EqualTo(expected));
        Assert.That(await GetAsync("run-1"), Is.EqualTo(expected));
        var events = await EventsAsync("run-1");
        Assert.That(events, Has.Count.EqualTo(1));
        Assert.That((events[0].Sequence, events[0].Kind, Text(events[0].Body)), Is.EqualTo((1L, EventKind.WorkflowStarted, "input")));
    }

    [Test]
    public async Task Message_that_comes_with_the_run_lies_in_its_inbox_and_leaves_its_start_time()
    {
        var result = await Store.CreateRunAsync(Run("run-1", startAt: Start.AddHours(1)) with { Message = Message("hello", "id-1", InboxKind.Signal) }, None);

        Assert.That((result.Outcome, result.Sent), Is.EqualTo((CreateRunOutcome.Created, SendResult.Accepted)));
        var owner = await OwnAsync(Store);
        Assert.That((await ClaimAsync(owner)).Runs, Is.Empty);
        Assert.That((await ClaimOneAsync(owner, Start.AddHours(1))).HasInbox);
        var inbox = await owner.ReadInboxAsync("run-1", None);
        Assert.That(inbox.Select(entry => (entry.Message.Kind, Text(entry.Message.Body), entry.Message.Id)), Is.EqualTo([(InboxKind.Signal, "hello", "id-1")]));
    }

    [Test]
    public async Task Message_goes_once_to_the_run_that_exists_already()
    {
        var owner = await OwnRunAsync();
        var again = Run("run-1") with { Message = Message("hello", "id-1", InboxKind.Signal) };

        for (var i = 0; i < 2; i++)
        {
            var result = await Store.CreateRunAsync(again, None);
            Assert.That((result.Outcome, result.Sent), Is.EqualTo((CreateRunOutcome.Existing, SendResult.Accepted)));
        }

        Assert.That((await ClaimOneAsync(owner)).IsNew, Is.False);
        Assert.That(await owner.ReadInboxAsync("run-1", None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Message_to_a_run_that_exists_and_has_ended_is_refused()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Completed));

        var result = await Store.CreateRunAsync(Run("run-1") with { Message = Message(kind: InboxKind.Signal) }, None);

        Assert.That((result.Outcome, result.Sent), Is.EqualTo((CreateRunOutcome.Existing, SendResult.RunFinished)));
    }

    [Test]
    public async Task Message_of_a_start_that_is_refused_goes_nowhere()
    {
        var owner = await OwnRunAsync();

        var result = await Store.CreateRunAsync(Run("run-1", input: "other") with { Message = Message(kind: InboxKind.Signal) }, None);

        Assert.That((result.Outcome, result.Sent), Is.EqualTo((CreateRunOutcome.RunIdTaken, default(SendResult?))));
        Assert.That(await owner.ReadInboxAsync("run-1", None), Is.Empty);
    }

    [Test]
    public async Task Run_with_a_start_time_shows_it()
    {
        await CreateAsync(Run("run-1", startAt: Start.AddHours(1)));

        Assert.That((await GetAsync("run-1")).WakeAt, Is.EqualTo(Start.AddHours(1)));
    }

    [Test]
    public async Task Key_with_the_same_input_gives_the_existing_run()
    {
        await CreateAsync(Run("run-1", key: "order-1"));

        var (outcome, run) = await Store.CreateRunAsync(Run("run-2", key: "order-1"), None);

        Assert.That((outcome, run.RunId), Is.EqualTo((CreateRunOutcome.Existing, "run-1")));
        Assert.That(await Store.GetRunAsync("run-2", None), Is.Null);
        Assert.That(await EventsAsync("run-1"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Key_with_another_input_is_refused_and_writes_nothing()
    {
        await CreateAsync(Run("run-1", key: "order-1"));

        var (outcome, run) = await Store.CreateRunAsync(Run("run-2", key: "order-1", input: "other"), None);

        Assert.That((outcome, run.RunId), Is.EqualTo((CreateRunOutcome.KeyUsedWithOtherInput, "run-1")));
        Assert.That(await Store.GetRunAsync("run-2", None), Is.Null);
    }

    [Test]
    public async Task Key_is_shared_by_the_versions_of_a_workflow()
    {
        await CreateAsync(Run("run-1", key: "order-1"));

        var (outcome, run) = await Store.CreateRunAsync(Run("run-2", new WorkflowKey("Orders", 2), "order-1"), None);

        Assert.That((outcome, run.RunId, run.Version), Is.EqualTo((CreateRunOutcome.Existing, "run-1", 1)));
    }

    [Test]
    public async Task Key_of_another_workflow_is_another_key()
    {
        await CreateAsync(Run("run-1", key: "order-1"));
        await CreateAsync(Run("run-2", Returns, "order-1"));
        await CreateAsync(Run("run-3", new WorkflowKey("Orders", 2), "order-3"));

        Assert.That((await Store.ListRunsAsync(new RunQuery { IdempotencyKey = "order-1" }, None)).Select(run => run.RunId), Is.EqualTo(["run-2", "run-1"]));
    }

    [Test]
    public async Task Run_id_without_a_key_and_with_the_same_input_gives_the_existing_run()
    {
        await CreateAsync(Run("run-1"));

        Assert.That((await Store.CreateRunAsync(Run("run-1"), None)).Outcome, Is.EqualTo(CreateRunOutcome.Existing));
    }

    [TestCase("Orders", null, "other")]
    [TestCase("Returns", null, "input")]
    [TestCase("Orders", "order-2", "input")]
    public async Task Run_id_of_another_run_is_refused(string workflow, string? key, string input)
    {
        await CreateAsync(Run("run-1"));

        var (outcome, run) = await Store.CreateRunAsync(Run("run-1", new WorkflowKey(workflow, 1), key, input), None);

        Assert.That((outcome, run.Workflow), Is.EqualTo((CreateRunOutcome.RunIdTaken, "Orders")));
        Assert.That(await EventsAsync("run-1"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Starts_that_race_with_one_key_create_exactly_one_run()
    {
        var other = await OpenAsync();
        var starts = Enumerable.Range(0, 64).Select(i => Task.Run(async () =>
            await (i % 2 == 0 ? Store : other).CreateRunAsync(Run($"run-{i}", key: "order-1"), None)));

        var results = await Task.WhenAll(starts);

        Assert.That(results.Count(result => result.Outcome == CreateRunOutcome.Created), Is.EqualTo(1));
        Assert.That(results.Count(result => result.Outcome == CreateRunOutcome.Existing), Is.EqualTo(63));
        Assert.That(results.Select(result => result.Run.RunId).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await Store.ListRunsAsync(new RunQuery(), None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Start_that_was_cancelled_before_writes_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        Assert.That(async () => await Store.CreateRunAsync(Run("run-1"), cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await Store.GetRunAsync("run-1", None), Is.Null);
    }

    [Test]
    public void Run_whose_first_event_is_wrong_is_a_mistake_of_the_caller() =>
        Assert.That(async () => await Store.CreateRunAsync(Run("run-1") with { Started = Event(2) }, None), Throws.ArgumentException);

    [Test]
    public void Ids_that_are_too_long_are_a_mistake_of_the_caller()
    {
        Assert.That(async () => await Store.CreateRunAsync(Run(new string('x', 201)), None), Throws.InstanceOf<ArgumentException>());
        Assert.That(async () => await Store.CreateRunAsync(Run("run-1", key: new string('x', 201)), None), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public async Task Text_and_empty_bodies_survive_unchanged()
    {
        await CreateAsync(Run("käse-🧀", input: ""));

        Assert.That((await EventsAsync("käse-🧀"))[0].Body.IsEmpty);
        Assert.That((await GetAsync("käse-🧀")).RunId, Is.EqualTo("käse-🧀"));
    }

    [Test]
    public async Task Fork_begins_with_the_events_it_has_from_elsewhere()
    {
        await CreateAsync(Run("fork") with { Copied = [Event(2, body: "second"), Event(3, body: "third")], ForkedFromRunId = "run-0" });

        Assert.That((await EventsAsync("fork")).Select(stored => (stored.Sequence, Text(stored.Body))), Is.EqualTo([(1, "input"), (2, "second"), (3L, "third")]));
        Assert.That((await GetAsync("fork")).ForkedFromRunId, Is.EqualTo("run-0"));
        var owner = await OwnAsync(Store);
        Assert.That((await ClaimOneAsync(owner)).LastSequence, Is.EqualTo(3));
        await CommitAsync(owner, Append("fork", 3));
    }

    [Test]
    public void Fork_whose_events_have_a_gap_is_refused() => Assert.That(
        async () => await Store.CreateRunAsync(Run("fork") with { Copied = [Event(3)] }, None), Throws.ArgumentException);
}
