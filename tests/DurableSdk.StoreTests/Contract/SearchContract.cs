namespace DurableSdk.StoreTests.Contract;

/// <summary>What a run says of itself, and how it is found by it.</summary>
public abstract class SearchContract(StoreFixture fixture) : StoreContract(fixture)
{
    private static readonly AttributeValue[] Values =
    [
        "eu", "42", "true", "", 42, 42.0, 42.5, 42.50m, true, false, Start, Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"), DayOfWeek.Monday, long.MinValue, double.NaN,
        "Grüße, 世界 👋🏽 \" % _", new string('x', 500),
    ];

    [Test]
    public async Task Run_begins_with_the_attributes_of_its_start()
    {
        var result = await Store.CreateRunAsync(Run("run-1") with { Projection = Attributes(("region", "eu"), ("total", 42)), ParentRunId = "parent" }, None);
        var again = await Store.CreateRunAsync(Run("run-1"), None);

        foreach (var run in new[] { result.Run, again.Run, await GetAsync("run-1"), (await Store.ListRunsAsync(new RunQuery(), None)).Single() })
        {
            Assert.That(run.Attributes, Is.EquivalentTo(new Dictionary<string, AttributeValue> { ["region"] = "eu", ["total"] = 42 }));
            Assert.That((run.ParentRunId, run.StatusText), Is.EqualTo(("parent", (string?)null)));
        }
    }

    [Test]
    public async Task Run_without_anything_says_nothing()
    {
        await CreateAsync(Run("run-1"));

        var run = await GetAsync("run-1");
        Assert.That((run.Attributes.Count, run.StatusText, run.ParentRunId), Is.EqualTo((0, (string?)null, (string?)null)));
    }

    [Test]
    public async Task Append_changes_what_it_names_and_nothing_else()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1) with { Projection = Status("begun") with { Attributes = Attributes(("a", 1), ("b", 2), ("c", "x")).Attributes } });
        var before = await GetAsync("run-1");
        await CommitAsync(owner, Append("run-1", 2) with { Projection = Attributes(("a", "1"), ("b", null), ("unknown", null)) });

        var run = await GetAsync("run-1");
        Assert.That(run.StatusText, Is.EqualTo("begun"));
        Assert.That(run.Attributes, Is.EquivalentTo(new Dictionary<string, AttributeValue> { ["a"] = "1", ["c"] = "x" }));
        Assert.That(run.UpdatedAt, Is.EqualTo(before.UpdatedAt), "only the status counts for it");
        Assert.That(before.Attributes, Has.Count.EqualTo(3), "what was given out doesn't change");

        await CommitAsync(owner, Append("run-1", 3) with { Projection = Status(null) });
        Assert.That((await GetAsync("run-1")).StatusText, Is.Null);
        await CommitAsync(owner, Append("run-1", 4, RunStatus.Completed) with { Projection = Status("done") });
        Assert.That((await GetAsync("run-1")).StatusText, Is.EqualTo("done"));
    }

    [Test]
    public async Task Refused_append_changes_nothing()
    {
        var owner = await OwnRunAsync();

        Assert.That((await AppendAsync(owner, Append("run-1", 7) with { Projection = Status("no") with { Attributes = Attributes(("a", 1)).Attributes } })).Outcome, Is.EqualTo(AppendOutcome.SequenceConflict));

        Assert.That(((await GetAsync("run-1")).StatusText, (await GetAsync("run-1")).Attributes.Count), Is.EqualTo(((string?)null, 0)));
        Assert.That(await ListAsync(With(("a", 1))), Is.Empty);
    }

    [Test]
    public async Task Next_run_begins_with_what_it_is_given_and_has_the_same_parent()
    {
        await CreateAsync(Run("run-1") with { ParentRunId = "parent", Projection = Attributes(("old", 1)) });
        var owner = await OwnAsync(Store);
        await ClaimOneAsync(owner);
        var append = Continue("run-1", 1, "run-2");

        await CommitAsync(owner, append with { Projection = Status("over"), Next = append.Next! with { Projection = Status("begins") with { Attributes = Attributes(("new", 2)).Attributes } } });

        var next = await GetAsync("run-2");
        Assert.That((next.StatusText, next.ParentRunId), Is.EqualTo(("begins", "parent")));
        Assert.That(next.Attributes, Is.EquivalentTo(new Dictionary<string, AttributeValue> { ["new"] = 2 }));
        Assert.That((await GetAsync("run-1")).StatusText, Is.EqualTo("over"));
        Assert.That(await ListAsync(new RunQuery { ParentRunId = "parent" }), Is.EqualTo(["run-2", "run-1"]));
    }

    [Test]
    public async Task Value_finds_itself_and_no_other()
    {
        for (var i = 0; i < Values.Length; i++)
            await CreateAsync(Run($"run-{i}") with { Projection = Attributes(("key", Values[i]), ("other", 42)) });

        for (var i = 0; i < Values.Length; i++)
        {
            Assert.That(await ListAsync(With(("key", Values[i]))), Is.EqualTo([$"run-{i}"]), $"{Values[i].Type} {Values[i]}");
            Assert.That((await GetAsync($"run-{i}")).Attributes["key"], Is.EqualTo(Values[i]));
        }
    }

    [Test]
    public async Task Key_is_compared_case_and_all()
    {
        await CreateAsync(Run("run-1") with { Projection = Attributes(("Key", "Eu"), ("größe", "ß")) });

        Assert.That(await ListAsync(With(("Key", "Eu"), ("größe", "ß"))), Is.EqualTo(["run-1"]));
        Assert.That(await ListAsync(With(("key", "Eu"))), Is.Empty);
        Assert.That(await ListAsync(With(("Key", "eu"))), Is.Empty);
        Assert.That(await ListAsync(With(("Key", "Eu"), ("größe", "ss"))), Is.Empty);
    }

    [Test]
    public async Task Prefix_of_an_id_is_no_pattern()
    {
        foreach (var id in new[] { "order-1", "order-2", "Order-1", "order_1", "order%", "ordes", "orde", "o\uFFFDx", "o👋x" })
            await CreateAsync(Run(id));

        Assert.That(await ListAsync(new RunQuery { RunIdPrefix = "order-" }), Is.EqualTo(["order-2", "order-1"]));
        Assert.That(await ListAsync(new RunQuery { RunIdPrefix = "order" }), Is.EqualTo(["order%", "order_1", "order-2", "order-1"]));
        Assert.That(await ListAsync(new RunQuery { RunIdPrefix = "order_" }), Is.EqualTo(["order_1"]));
        Assert.That(await ListAsync(new RunQuery { RunIdPrefix = "o👋" }), Is.EqualTo(["o👋x"]));
        Assert.That(await ListAsync(new RunQuery { RunIdPrefix = "" }), Has.Count.EqualTo(9));
        Assert.That(await ListAsync(new RunQuery { RunIdPrefix = "order-12" }), Is.Empty);
    }

    [Test]
    public async Task Chain_is_found_by_its_first_run_only()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Continue("run-1", 1, "run-2"));
        await CreateAsync(Run("alone"));

        Assert.That(await ListAsync(new RunQuery { FirstRunId = "run-1" }), Is.EqualTo(["run-2", "run-1"]));
        Assert.That(await ListAsync(new RunQuery { FirstRunId = "run-2" }), Is.Empty);
        Assert.That(await ListAsync(new RunQuery { FirstRunId = "alone" }), Is.EqualTo(["alone"]));
        Assert.That(await ListAsync(new RunQuery { FirstRunId = "unknown" }), Is.Empty);
    }

    [Test]
    public async Task Times_are_from_the_first_up_to_the_second()
    {
        for (var i = 0; i < 4; i++)
            await CreateAsync(Run($"run-{i}", createdAt: Start.AddMinutes(i)));
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner, now: Start.AddHours(1));
        await CommitAsync(owner, Append("run-0", 1, RunStatus.Failed) with { Events = [Event(2, at: Start.AddMinutes(9))] });

        Assert.That(await ListAsync(new RunQuery { CreatedAfter = Start.AddMinutes(2) }), Is.EqualTo(["run-3", "run-2"]));
        Assert.That(await ListAsync(new RunQuery { CreatedBefore = Start.AddMinutes(2) }), Is.EqualTo(["run-1", "run-0"]));
        Assert.That(await ListAsync(new RunQuery { CreatedAfter = Start.AddMinutes(1), CreatedBefore = Start.AddMinutes(3) }), Is.EqualTo(["run-2", "run-1"]));
        Assert.That(await ListAsync(new RunQuery { UpdatedAfter = Start.AddMinutes(9).ToOffset(TimeSpan.FromHours(5)) }), Is.EqualTo(["run-0"]));
        Assert.That(await ListAsync(new RunQuery { UpdatedBefore = Start.AddMinutes(9), UpdatedAfter = Start.AddMinutes(2) }), Is.EqualTo(["run-3", "run-2"]));
        Assert.That(await ListAsync(new RunQuery { CreatedAfter = DateTimeOffset.MinValue, UpdatedBefore = DateTimeOffset.MaxValue }), Has.Count.EqualTo(4));
    }

    [Test]
    public async Task Every_filter_pages_without_a_gap_and_all_together_too()
    {
        for (var i = 0; i < 40; i++)
        {
            await CreateAsync(Run($"run-{i}", i % 5 == 0 ? Returns : Orders with { Version = 1 + i % 2 }, createdAt: Start.AddSeconds(40 - i)) with
            {
                ParentRunId = i % 4 == 0 ? null : "parent",
                Projection = Attributes(("third", i % 3), ("half", i % 2 == 0), ("all", "same")),
            });
        }

        var owner = await OwnAsync(Store);
        await ClaimAsync(owner, 100, Start.AddHours(1), Orders, Orders with { Version = 2 }, Returns);
        for (var i = 0; i < 40; i += 7)
            await CommitAsync(owner, Append($"run-{i}", 1, i % 2 == 0 ? RunStatus.Failed : RunStatus.Completed));

        RunQuery[] queries =
        [
            new(), new() { Workflow = "Orders" }, new() { Status = RunStatus.Failed }, new() { Statuses = [RunStatus.Failed, RunStatus.Completed, RunStatus.Failed] },
            new() { Status = RunStatus.Failed, Statuses = [RunStatus.Completed] }, new() { ParentRunId = "parent" }, new() { RunIdPrefix = "run-1" },
            new() { CreatedAfter = Start.AddSeconds(5) }, new() { CreatedBefore = Start.AddSeconds(30) }, new() { UpdatedAfter = Start.AddSeconds(3) }, new() { UpdatedBefore = Start.AddSeconds(9) },
            With(("all", "same")), With(("third", 1)), With(("third", 1), ("half", true), ("all", "same")), With(("half", 1)),
            With(("half", true)) with
            {
                Workflow = "Orders", Statuses = [RunStatus.Pending, RunStatus.Failed, RunStatus.Running], ParentRunId = "parent", RunIdPrefix = "run-", CreatedBefore = Start.AddSeconds(39),
                UpdatedAfter = Start,
            },
        ];
        var all = await Store.ListRunsAsync(new RunQuery(), None);
        foreach (var query in queries)
        {
            var expected = all.Where(run => IsAskedFor(run, query)).Select(run => run.RunId).ToList();
            Assert.That(await PagesAsync(query, 3), Is.EqualTo(expected), query.ToString());
            Assert.That(await ListAsync(query with { After = "run-20" }), Is.EqualTo(expected.Where(id => int.Parse(id[4..]) < 20)), query.ToString());
        }
    }

    [Test]
    public void Malformed_query_is_a_mistake_of_the_caller()
    {
        RunQuery[] malformed =
        [
            new() { Statuses = [] },
            new() { Attributes = new Dictionary<string, AttributeValue> { ["key"] = null! } },
            new() { Attributes = Enumerable.Range(0, 51).ToDictionary(i => $"{i}", i => (AttributeValue)i) },
        ];
        foreach (var query in malformed)
            Assert.That(async () => await Store.ListRunsAsync(query, None), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public async Task Search_survives_a_crash()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1) with { Projection = Status("begun") with { Attributes = Attributes(("a", 1)).Attributes } });
        await CrashAsync(Store);

        var reopened = await OpenAsync();
        var run = (await reopened.ListRunsAsync(With(("a", 1)), None)).Single();
        Assert.That((run.RunId, run.StatusText), Is.EqualTo(("run-1", "begun")));
    }

    private static bool IsAskedFor(RunRecord run, RunQuery query) =>
        (query.Workflow ?? run.Workflow) == run.Workflow && (query.Status ?? run.Status) == run.Status && (query.Statuses?.Contains(run.Status) ?? true)
        && (query.ParentRunId ?? run.ParentRunId) == run.ParentRunId && run.RunId.StartsWith(query.RunIdPrefix ?? "", StringComparison.Ordinal)
        && run.CreatedAt >= (query.CreatedAfter ?? run.CreatedAt) && run.CreatedAt < (query.CreatedBefore ?? DateTimeOffset.MaxValue)
        && run.UpdatedAt >= (query.UpdatedAfter ?? run.UpdatedAt) && run.UpdatedAt < (query.UpdatedBefore ?? DateTimeOffset.MaxValue)
        && (query.Attributes ?? run.Attributes).All(one => run.Attributes.TryGetValue(one.Key, out var value) && value == one.Value);

    private static RunProjection Attributes(params (string Key, AttributeValue? Value)[] attributes) => new() { Attributes = attributes.ToDictionary(one => one.Key, one => one.Value) };

    private static RunProjection Status(string? text) => new() { SetsStatusText = true, StatusText = text, Attributes = new Dictionary<string, AttributeValue?>() };

    private static RunQuery With(params (string Key, AttributeValue Value)[] attributes) => new() { Attributes = attributes.ToDictionary(one => one.Key, one => one.Value) };

    private async Task<List<string>> ListAsync(RunQuery query) => [.. (await Store.ListRunsAsync(query, None)).Select(run => run.RunId)];

    private async Task<List<string>> PagesAsync(RunQuery query, int size)
    {
        var found = new List<string>();
        for (List<string> page = await ListAsync(query with { Limit = size }); page.Count > 0; page = await ListAsync(query with { Limit = size, After = found[^1] }))
            found.AddRange(page);
        return found;
    }
}
