namespace DurableSdk.StoreTests.Contract;

/// <summary>Messages that go out with an append.</summary>
public abstract class OutgoingContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Test]
    public async Task Message_of_an_append_wakes_its_run_and_lies_in_its_inbox()
    {
        var owner = await OwnRunAsync();
        await CreateAsync(Run("run-2", startAt: Start.AddDays(1)));

        await CommitAsync(owner, Append("run-1", 1) with { Messages = [To("run-2", "first", "id-1"), To("run-2", "second")] });

        Assert.That(await ClaimOneAsync(owner), Is.EqualTo(new ClaimedRun("run-2", Orders, RunStatus.Pending, 1, true, true, 0)));
        var inbox = await owner.ReadInboxAsync("run-2", None);
        Assert.That(inbox.Select(entry => (Text(entry.Message.Body), entry.Message.Id)), Is.EqualTo([("first", "id-1"), ("second", (string?)null)]));
        Assert.That(inbox[0].Message with { Body = default }, Is.EqualTo(new InboxMessage(InboxKind.Signal, default, Start.AddSeconds(5), "id-1")));
        Assert.That(await owner.ReadInboxAsync("run-1", None), Is.Empty);
    }

    [Test]
    public async Task Message_of_an_append_is_reported_for_a_run_of_the_same_owner()
    {
        await CreateAsync(Run("run-1"));
        await CreateAsync(Run("run-2"));
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner);
        await CommitAsync(owner, Append("run-2", 1, RunStatus.Waiting));

        var work = owner.WaitForWorkAsync(None);
        Assert.That(work.IsCompleted, Is.False);
        await CommitAsync(owner, Append("run-1", 1) with { Messages = [To("run-2")] });

        await work;
        Assert.That(await ClaimOneAsync(owner), Is.EqualTo(new ClaimedRun("run-2", Orders, RunStatus.Waiting, 2, true, false, 0)));
    }

    [TestCase(RunStatus.Running)]
    [TestCase(RunStatus.Waiting)]
    public async Task Run_can_send_to_itself(RunStatus status)
    {
        var owner = await OwnRunAsync();

        await CommitAsync(owner, Append("run-1", 1, status, wakeAt: Start.AddDays(1)) with { Messages = [To("run-1", id: "id-1")] });

        Assert.That(await ClaimOneAsync(owner), Is.EqualTo(new ClaimedRun("run-1", Orders, status, 2, true, false, 0)));
        var position = (await owner.ReadInboxAsync("run-1", None)).Single().Position;
        await CommitAsync(owner, Append("run-1", 2, consume: position));
        Assert.That(await owner.ReadInboxAsync("run-1", None), Is.Empty);
    }

    [Test]
    public async Task Message_for_nobody_refuses_the_append_and_changes_nothing()
    {
        await CreateAsync(Run("run-1"));
        await CreateAsync(Run("run-2"));
        await CreateAsync(Run("run-3"));
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner);
        await CommitAsync(owner, Append("run-3", 1, RunStatus.Completed));

        var result = await AppendAsync(
            owner, Append("run-1", 1, RunStatus.Waiting) with { Messages = [To("run-2"), To("unknown"), To("run-3")] });

        Assert.That((result.Outcome, result.LastSequence), Is.EqualTo((AppendOutcome.MessageRefused, 1L)));
        Assert.That(result.Sent, Is.EqualTo([SendResult.Accepted, SendResult.RunNotFound, SendResult.RunFinished]));
        Assert.That(await EventsAsync("run-1"), Has.Count.EqualTo(1));
        Assert.That((await GetAsync("run-1")).Status, Is.EqualTo(RunStatus.Pending));
        Assert.That(await owner.ReadInboxAsync("run-2", None), Is.Empty);
        await CommitAsync(owner, Append("run-1", 1) with { Messages = [To("run-2")] });
    }

    [Test]
    public async Task Message_whose_id_was_seen_is_dropped_and_the_append_stands()
    {
        var owner = await OwnRunAsync();
        await CreateAsync(Run("run-2"));
        await Store.SendAsync("run-2", Message("first", "id-1"), None);

        await CommitAsync(owner, Append("run-1", 1) with { Messages = [To("run-2", "again", "id-1"), To("run-2", "other", "id-2"), To("run-2", "twice", "id-2")] });

        Assert.That((await owner.ReadInboxAsync("run-2", None)).Select(entry => Text(entry.Message.Body)), Is.EqualTo(["first", "other"]));
    }

    [Test]
    public async Task Message_for_a_run_that_continued_goes_to_the_last_of_its_chain()
    {
        var owner = await OwnRunAsync("first");
        await CommitAsync(owner, Continue("first", 1, "second"));
        await ClaimOneAsync(owner);
        await CommitAsync(owner, Continue("second", 1, "third"));
        await CreateAsync(Run("sender"));
        await ClaimAsync(owner);

        await CommitAsync(owner, Append("sender", 1) with { Messages = [To("first", "a"), To("second", "b"), To("third", "c")] });

        Assert.That((await owner.ReadInboxAsync("third", None)).Select(entry => Text(entry.Message.Body)), Is.EqualTo(["a", "b", "c"]));
        await CommitAsync(owner, Append("third", 1, RunStatus.Completed));
        var refused = await AppendAsync(owner, Append("sender", 2) with { Messages = [To("first")] });
        Assert.That((refused.Outcome, refused.Sent!.Single()), Is.EqualTo((AppendOutcome.MessageRefused, SendResult.RunFinished)));
    }

    [Test]
    public async Task Run_that_ends_takes_no_message_of_its_own_but_the_one_that_goes_on_does()
    {
        var owner = await OwnRunAsync();

        var refused = await AppendAsync(owner, Append("run-1", 1, RunStatus.Completed) with { Messages = [To("run-1")] });
        Assert.That((refused.Outcome, refused.Sent!.Single()), Is.EqualTo((AppendOutcome.MessageRefused, SendResult.RunFinished)));

        await CommitAsync(owner, Continue("run-1", 1, "run-2") with { Messages = [To("run-1")] });
        Assert.That(await owner.ReadInboxAsync("run-1", None), Is.Empty);
        Assert.That(await owner.ReadInboxAsync("run-2", None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Refused_append_of_another_reason_says_nothing_of_its_messages()
    {
        var owner = await OwnRunAsync();

        var result = await AppendAsync(owner, Append("run-1", 7) with { Messages = [To("unknown")] });

        Assert.That((result.Outcome, result.Sent), Is.EqualTo((AppendOutcome.SequenceConflict, (IReadOnlyList<SendResult>?)null)));
    }

    [Test]
    public async Task Refused_append_fails_alone_among_those_at_the_same_time()
    {
        for (var i = 0; i < 20; i++)
            await CreateAsync(Run($"sender-{i}"));
        await CreateAsync(Run("target"));
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => AppendAsync(owner, Append($"sender-{i}", 1) with { Messages = [To(i % 3 == 0 ? "unknown" : "target")] })));

        Assert.That(
            results.Select(result => result.Outcome),
            Is.EqualTo(Enumerable.Range(0, 20).Select(i => i % 3 == 0 ? AppendOutcome.MessageRefused : AppendOutcome.Committed)));
        Assert.That(await owner.ReadInboxAsync("target", None), Has.Count.EqualTo(13));
    }

    [Test]
    public async Task Sends_that_race_with_the_end_are_in_the_inbox_or_refused()
    {
        for (var i = 0; i < 20; i++)
            await CreateAsync(Run($"sender-{i}"));
        await CreateAsync(Run("target"));
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner);

        var sends = Enumerable.Range(0, 20).Select(i => Task.Run(() => AppendAsync(owner, Append($"sender-{i}", 1) with { Messages = [To("target")] }))).ToList();
        var finish = Task.Run(() => CommitAsync(owner, Append("target", 1, RunStatus.Completed)));
        var results = await Task.WhenAll(sends);
        await finish;

        Assert.That(results.Select(result => result.Outcome).Distinct(), Is.SubsetOf([AppendOutcome.Committed, AppendOutcome.MessageRefused]));
        Assert.That(await owner.ReadInboxAsync("target", None), Has.Count.EqualTo(results.Count(result => result.Outcome == AppendOutcome.Committed)));
    }

    [Test]
    public async Task Delivered_message_survives_a_crash()
    {
        var owner = await OwnRunAsync();
        await CreateAsync(Run("run-2"));
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Waiting) with { Messages = [To("run-2")] });
        await CrashAsync(Store);

        var reopened = await OwnAsync(await OpenAsync());
        Assert.That((await ClaimOneAsync(reopened)).RunId, Is.EqualTo("run-2"));
        Assert.That(await reopened.ReadInboxAsync("run-2", None), Has.Count.EqualTo(1));
    }
}
