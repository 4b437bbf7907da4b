namespace DurableSdk.StoreTests.Contract;

/// <summary>A body comes back as it was written, however large, wherever an event is written.</summary>
public abstract class LargeBodyContract(StoreFixture fixture) : StoreContract(fixture)
{
    [TestCase(64 * 1024)]
    [TestCase((64 * 1024) + 1)]
    [TestCase(16 * 1024 * 1024)]
    public async Task Large_body_of_an_append_is_read_as_it_was_written(int bytes)
    {
        var owner = await OwnRunAsync();
        var large = Text(bytes, 'a');
        await CommitAsync(owner, Append("run-1", 1) with { Events = [Event(2), Event(3, body: large), Event(4)] });

        Assert.That(await BodiesAsync("run-1"), Is.EqualTo(new[] { "input", "body", large, "body" }));
    }

    [Test]
    public async Task Large_body_of_the_last_event_is_read_alone()
    {
        var owner = await OwnRunAsync();
        var large = Text(100_000, 'a');
        await CommitAsync(owner, Append("run-1", 1) with { Events = [Event(2, body: large)] });

        var last = await Store.ReadLastEventAsync("run-1", None);
        Assert.That((last!.Value.Sequence, Of(last.Value)), Is.EqualTo((2, large)));
    }

    [Test]
    public async Task Large_bodies_of_a_new_run_and_its_copied_events_are_read_as_they_were_written()
    {
        var (one, two) = (Text(100_000, 'a'), Text(200_000, 'b'));
        await CreateAsync(Run("run-1") with { Started = Event(1, EventKind.WorkflowStarted, one), Copied = [Event(2), Event(3, body: two)] });

        Assert.That(await BodiesAsync("run-1"), Is.EqualTo(new[] { one, "body", two }));
    }

    [Test]
    public async Task Large_body_of_a_next_run_is_read_as_it_was_written()
    {
        var owner = await OwnRunAsync();
        var large = Text(100_000, 'a');
        var append = Continue("run-1", 1, "run-2");
        await CommitAsync(owner, append with { Next = append.Next! with { Events = [Event(1, EventKind.WorkflowStarted, large)] } });

        Assert.That(await BodiesAsync("run-2"), Is.EqualTo(new[] { large }));
    }

    [Test]
    public async Task Large_body_of_a_termination_is_read_as_it_was_written()
    {
        await CreateAsync(Run("run-1"));
        var large = Text(100_000, 'a');
        await Store.TerminateAsync("run-1", sequence => Event(sequence, EventKind.WorkflowTerminated, large), None);

        Assert.That(await BodiesAsync("run-1"), Is.EqualTo(new[] { "input", large }));
    }

    [Test]
    public async Task Refused_append_leaves_nothing_of_its_large_body()
    {
        var owner = await OwnRunAsync();
        var refused = await owner.AppendAsync(Append("run-1", 5) with { Events = [Event(6, body: Text(100_000, 'a'))] }, None);

        Assert.That(refused.Outcome, Is.EqualTo(AppendOutcome.SequenceConflict));
        Assert.That(await BodiesAsync("run-1"), Is.EqualTo(["input"]));
    }

    protected static string Text(int length, char fill) => new(fill, length);

    protected static string Of(StoredEvent stored) => System.Text.Encoding.UTF8.GetString(stored.Body.Span);

    protected async Task<IEnumerable<string>> BodiesAsync(string runId) => (await Store.ReadEventsAsync(runId, 0, 100, None)).Select(Of);
}
