namespace DurableSdk.StoreTests.Sqlite;

/// <summary>Rows that something else has changed or deleted. What comes of it for a run is in the engine's tests.</summary>
public sealed class SqliteGuardTests : SqliteTests
{
    [Test]
    public async Task Owner_goes_on_behind_an_end_that_was_lost_so_that_the_gap_stays()
    {
        await WriteAsync();
        RawDatabase.Execute(Fixture.Path, "DELETE FROM events WHERE seq > 2");

        Assert.That(await Store.GetLastSequenceAsync("run-1", None), Is.EqualTo(4));
        var owner = await OwnAsync(Store);
        Assert.That((await ClaimOneAsync(owner, Start.AddDays(1))).LastSequence, Is.EqualTo(4));
        Assert.That((await AppendAsync(owner, Append("run-1", 2))).Outcome, Is.EqualTo(AppendOutcome.SequenceConflict));
        await CommitAsync(owner, Append("run-1", 4));
        Assert.That((await EventsAsync("run-1")).Select(stored => stored.Sequence), Is.EqualTo([1, 2, 5]));
        await Store.TerminateAsync("run-1", next => Event(next, EventKind.WorkflowTerminated), None);
        Assert.That((await Store.ReadLastEventAsync("run-1", None))!.Value.Sequence, Is.EqualTo(6));
    }

    [Test]
    public async Task Host_that_stops_in_order_leaves_the_length_of_what_it_had_in_hand()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1));
        await CommitAsync(owner, Append("run-1", 2));
        await owner.DisposeAsync();

        Assert.That(await Store.GetLastSequenceAsync("run-1", None), Is.EqualTo(3));
    }

    [Test]
    public async Task Large_body_that_was_lost_or_is_of_another_type_is_told()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1) with { Events = [Event(2, body: new string('x', 100_000)), Event(3)] });
        Assert.That(await DamageAsync("UPDATE bodies SET body = CAST(body AS TEXT)"), Is.All.Null, "the bytes are the same");
        Assert.That(await DamageAsync("UPDATE events SET body = 1.5 WHERE seq = 3"), Is.EqualTo(new[] { null, null, "its body isn't there" }));
        Assert.That(await DamageAsync("DELETE FROM bodies"), Is.EqualTo(new[] { null, "its body isn't there", "its body isn't there" }));
    }

    [Test]
    public async Task Event_that_an_older_schema_wrote_has_only_its_own_checksum()
    {
        await WriteAsync();
        var written = await EventsAsync("run-1");

        Assert.That(await DamageAsync("UPDATE events SET checksum = checksum & 0xFFFFFFFF"), Is.All.Null);
        Assert.That((await EventsAsync("run-1")).Select(stored => stored.Checksum), Is.EqualTo(written.Select(stored => stored.Checksum)));
    }

    [Test]
    public async Task Message_goes_over_to_the_next_run_undamaged()
    {
        var owner = await OwnRunAsync();
        await Store.SendAsync("run-1", Message("first", "id-1"), None);
        await CommitAsync(owner, Continue("run-1", 1, "run-2"));

        Assert.That((await owner.ReadInboxAsync("run-2", None)).Single().Damage, Is.Null);
        RawDatabase.Execute(Fixture.Path, "UPDATE inbox SET body = x'00'");
        Assert.That((await owner.ReadInboxAsync("run-2", None)).Single().Damage, Is.Not.Null);
    }

    [Test]
    public async Task Message_that_an_older_schema_wrote_has_no_checksum()
    {
        var owner = await OwnRunAsync();
        await Store.SendAsync("run-1", Message("first", "id-1"), None);
        RawDatabase.Execute(Fixture.Path, "UPDATE inbox SET checksum = NULL");
        Assert.That((await owner.ReadInboxAsync("run-1", None)).Single().Damage, Is.Null);
        await CommitAsync(owner, Continue("run-1", 1, "run-2"));

        Assert.That((await owner.ReadInboxAsync("run-2", None)).Single().Damage, Is.Null);
    }

    /// <summary>A run that waits, with four events, in no host's hand.</summary>
    private async Task WriteAsync()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Waiting, events: 3, wakeAt: Start.AddHours(1)));
        await owner.DisposeAsync();
    }

    private async Task<IEnumerable<string?>> DamageAsync(string sql)
    {
        RawDatabase.Execute(Fixture.Path, sql);
        return (await EventsAsync("run-1")).Select(stored => stored.Damage);
    }
}
