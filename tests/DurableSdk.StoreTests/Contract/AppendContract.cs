using System.Text;

namespace DurableSdk.StoreTests.Contract;

public abstract class AppendContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Test]
    public async Task Events_are_kept_as_they_were_given()
    {
        var owner = await OwnRunAsync();
        var first = Event(2, EventKind.StepStarted, "", Start.AddTicks(10)) with { Format = 7, Checksum = uint.MaxValue };
        var second = Event(3, EventKind.StepCompleted, new string('ä', 100_000)) with { Checksum = 0 };

        var result = await AppendAsync(owner, Append("run-1", 1) with { Events = [first, second] });

        Assert.That(result, Is.EqualTo(new AppendResult(AppendOutcome.Committed, 3)));
        var events = await EventsAsync("run-1");
        Assert.That(events.Select(stored => stored with { Body = default }).Skip(1), Is.EqualTo([first with { Body = default }, second with { Body = default }]));
        Assert.That(events[1].Body.IsEmpty);
        Assert.That(Text(events[2].Body), Is.EqualTo(Text(second.Body)));
    }

    [Test]
    public async Task Append_is_its_callers_again_once_it_is_answered()
    {
        var owner = await OwnRunAsync();
        var wait = Store.WaitForFinishAsync("run-1", None).AsTask();
        var body = new byte[8];
        var events = new StoredEvent[1];
        var texts = new[] { "the step", "the end." };
        for (var i = 0; i < texts.Length; i++)
        {
            Encoding.UTF8.GetBytes(texts[i], body);
            events[0] = Event(2 + i) with { Body = body };
            await CommitAsync(owner, Append("run-1", 1 + i, i == 0 ? RunStatus.Running : RunStatus.Completed) with { Events = events });
        }

        body.AsSpan().Fill((byte)'?');
        events[0] = Event(9, EventKind.StepFailed);

        Assert.That((await EventsAsync("run-1")).Skip(1).Select(stored => (stored.Sequence, Text(stored.Body))), Is.EqualTo([(2L, texts[0]), (3L, texts[1])]));
        var end = (await wait.WaitAsync(StoreFixture.Patience)).End;
        Assert.That((end?.Sequence, end is { } last ? Text(last.Body) : null), Is.EqualTo(((long?)3, texts[1])).Or.EqualTo(((long?)null, (string?)null)));
    }

    [Test]
    public async Task Status_and_wake_up_time_are_those_of_the_last_append()
    {
        var owner = await OwnRunAsync();

        await CommitAsync(owner, Append("run-1", 1));
        var running = await GetAsync("run-1");
        Assert.That((running.Status, running.WakeAt, running.UpdatedAt), Is.EqualTo((RunStatus.Running, (DateTimeOffset?)null, Start.AddSeconds(2))));
        await CommitAsync(owner, Append("run-1", 2));
        Assert.That((await GetAsync("run-1")).UpdatedAt, Is.EqualTo(Start.AddSeconds(2)), "the status is the same");
        await CommitAsync(owner, Append("run-1", 3, RunStatus.Waiting, wakeAt: Start.AddDays(1)));
        var waiting = await GetAsync("run-1");
        Assert.That((waiting.Status, waiting.WakeAt, waiting.UpdatedAt), Is.EqualTo((RunStatus.Waiting, (DateTimeOffset?)Start.AddDays(1), Start.AddSeconds(4))));
        await CommitAsync(owner, Append("run-1", 4, RunStatus.Completed, wakeAt: Start.AddDays(2)));
        var finished = await GetAsync("run-1");
        Assert.That((finished.Status, finished.WakeAt), Is.EqualTo((RunStatus.Completed, (DateTimeOffset?)null)));
    }

    [TestCase(0)]
    [TestCase(2)]
    [TestCase(100)]
    public async Task Wrong_expected_sequence_is_a_conflict_and_changes_nothing(long expected)
    {
        var owner = await OwnRunAsync();

        var result = await AppendAsync(owner, Append("run-1", expected, RunStatus.Completed));

        Assert.That(result, Is.EqualTo(new AppendResult(AppendOutcome.SequenceConflict, 1)));
        Assert.That(await EventsAsync("run-1"), Has.Count.EqualTo(1));
        Assert.That((await GetAsync("run-1")).Status, Is.EqualTo(RunStatus.Pending));
        await CommitAsync(owner, Append("run-1", 1));
    }

    [Test]
    public async Task Finished_run_takes_no_more()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Failed));

        Assert.That(await AppendAsync(owner, Append("run-1", 2)), Is.EqualTo(new AppendResult(AppendOutcome.RunFinished, 2)));
        Assert.That(await EventsAsync("run-1"), Has.Count.EqualTo(2));
        Assert.That((await ClaimAsync(owner)).Runs, Is.Empty);
    }

    [Test]
    public async Task Run_that_is_unknown_or_not_claimed_is_refused()
    {
        await CreateAsync(Run("run-1"));
        var owner = await OwnAsync(Store);

        Assert.That(await AppendAsync(owner, Append("unknown", 1)), Is.EqualTo(new AppendResult(AppendOutcome.NotClaimed, 0)));
        Assert.That(await AppendAsync(owner, Append("run-1", 1)), Is.EqualTo(new AppendResult(AppendOutcome.NotClaimed, 1)));
        await ClaimOneAsync(owner);
        await owner.ReleaseAsync("run-1", RunStatus.Pending, Start, None);
        Assert.That(await AppendAsync(owner, Append("run-1", 1)), Is.EqualTo(new AppendResult(AppendOutcome.NotClaimed, 1)));
    }

    [Test]
    public async Task Append_without_events_or_with_wrong_sequences_is_a_mistake_of_the_caller()
    {
        var owner = await OwnRunAsync();

        Assert.That(async () => await AppendAsync(owner, Append("run-1", 1, events: 0)), Throws.ArgumentException);
        Assert.That(async () => await AppendAsync(owner, Append("run-1", 1) with { Events = [Event(2), Event(4)] }), Throws.ArgumentException);
    }

    [Test]
    public async Task Appends_that_race_have_one_winner_per_sequence_and_leave_no_gap()
    {
        const int Threads = 16;
        const int Rounds = 60;
        var owner = await OwnRunAsync();
        var seed = TestContext.CurrentContext.Random.Next();
        var won = new System.Collections.Concurrent.ConcurrentBag<(long Sequence, string Body)>();

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() => RaceAsync(thread))));

        var events = (await EventsAsync("run-1")).Skip(1).ToList();
        Assert.That(events.Select(stored => stored.Sequence), Is.EqualTo(Enumerable.Range(2, events.Count).Select(i => (long)i)), $"seed {seed}");
        Assert.That(won.OrderBy(win => win.Sequence), Is.EqualTo(events.Select(stored => (stored.Sequence, Text(stored.Body)))), $"seed {seed}");

        async Task RaceAsync(int thread)
        {
            var random = new Random(seed + thread);
            var last = 1L;
            for (var round = 0; round < Rounds; round++)
            {
                // Mostly what it believes, sometimes nonsense.
                var expected = Math.Max(1, last + (random.Next(5) == 0 ? random.Next(-2, 3) : 0));
                var count = random.Next(1, 4);
                var events = Enumerable.Range(1, count).Select(i => Event(expected + i, body: $"{thread}/{round}/{i}")).ToList();
                var result = await owner.AppendAsync(Append("run-1", expected) with { Events = events }, None);
                last = result.LastSequence;
                if (result.Outcome == AppendOutcome.Committed)
                    events.ForEach(stored => won.Add((stored.Sequence, Text(stored.Body))));
                else
                    Assert.That(result.Outcome, Is.EqualTo(AppendOutcome.SequenceConflict));
            }
        }
    }

    [Test]
    public async Task Appends_of_many_runs_at_once_all_arrive()
    {
        for (var i = 0; i < 64; i++)
            await CreateAsync(Run($"run-{i}"));
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner);

        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () =>
        {
            for (var sequence = 1; sequence <= 20; sequence++)
                await CommitAsync(owner, Append($"run-{i}", sequence, sequence == 20 ? RunStatus.Completed : RunStatus.Running));
        })));

        for (var i = 0; i < 64; i++)
            Assert.That((await EventsAsync($"run-{i}")).Select(stored => stored.Sequence), Is.EqualTo(Enumerable.Range(1, 21)));
        Assert.That(await Store.CountRunsAsync(None), Is.EqualTo([new RunCount("Orders", 1, RunStatus.Completed, 64)]));
    }

    [Test]
    public async Task Appends_in_a_row_need_not_wait_for_each_other()
    {
        var owner = await OwnRunAsync();

        var results = await Task.WhenAll(Enumerable.Range(1, 50).Select(sequence => AppendAsync(owner, Append("run-1", sequence))));

        Assert.That(results.Select(result => result.Outcome), Is.All.EqualTo(AppendOutcome.Committed));
    }
}
