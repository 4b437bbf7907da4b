using Dapper;
using DurableSdk.Sqlite.Reading;

namespace DurableSdk.StoreTests.Sqlite;

/// <summary>How SQLite reads a listing, with the second page's condition.</summary>
public sealed class SqliteListingTests : SqliteTests
{
    private const string WholeTable = "^SCAN (TABLE )?(runs|run_attributes|r|a)\\b";
    private const string Sorted = "USE TEMP B-TREE FOR ORDER BY";

    private static readonly AttributeValue Eu = "eu";

    /// <summary>Filters that ask for one value, and so give the runs in the order of the listing.</summary>
    private static IEnumerable<TestCaseData> Ordered() =>
    [
        Case(new() { Workflow = "Orders" }, "runs_family"),
        Case(new() { Status = RunStatus.Running }, "runs_status"),
        Case(new() { ParentRunId = "run-1" }, "runs_parent"),
        Case(new() { FirstRunId = "run-1" }, "runs_chain"),
        Case(new() { Attributes = new Dictionary<string, AttributeValue> { ["region"] = Eu } }, "run_attributes_value"),
        Case(new() { Attributes = new Dictionary<string, AttributeValue> { ["region"] = Eu, ["total"] = 42 } }, "run_attributes_value"),
    ];

    /// <summary>Filters over a range: what they find is sorted.</summary>
    private static IEnumerable<TestCaseData> Ranges() =>
    [
        Case(new() { Statuses = [RunStatus.Running, RunStatus.Blocked] }, "runs_status"),
        Case(new() { CreatedAfter = Start, CreatedBefore = Start.AddDays(1) }, "runs_created"),
        Case(new() { CreatedAfter = Start }, "runs_created"),
        Case(new() { CreatedBefore = Start }, "runs_created"),
        Case(new() { UpdatedAfter = Start }, "runs_updated"),
        Case(new() { UpdatedBefore = Start }, "runs_updated"),
        Case(new() { RunIdPrefix = "order-" }, "sqlite_autoindex_runs_1"),
    ];

    [TestCaseSource(nameof(Ordered))]
    public void Filter_by_a_value_reads_its_index_in_order(RunQuery query, string index)
    {
        var plan = Plan(query);

        Assert.That(plan, Has.Some.Contains(index), string.Join('\n', plan));
        Assert.That(plan, Has.None.Match(WholeTable).And.None.EqualTo(Sorted), string.Join('\n', plan));
    }

    [TestCaseSource(nameof(Ranges))]
    public void Filter_by_a_range_reads_its_index(RunQuery query, string index)
    {
        var plan = Plan(query);

        Assert.That(plan, Has.Some.Contains(index), string.Join('\n', plan));
        Assert.That(plan, Has.None.Match(WholeTable), string.Join('\n', plan));
    }

    [Test]
    public void Listing_of_all_reads_no_more_than_its_page() =>
        Assert.That(Plan(new RunQuery()), Has.None.EqualTo(Sorted));

    [Test]
    public async Task Attributes_go_with_their_run()
    {
        for (var i = 1; i <= 2; i++)
            await CreateAsync(Run($"run-{i}") with { Projection = new RunProjection { Attributes = new Dictionary<string, AttributeValue?> { ["region"] = Eu } } });

        RawDatabase.Execute(Fixture.Path, "DELETE FROM runs WHERE run_id = 'run-1'");

        Assert.That(RawDatabase.Scalar(Fixture.Path, "SELECT group_concat(r.run_id) FROM run_attributes a LEFT JOIN runs r ON r.id = a.run"), Is.EqualTo("run-2"));
    }

    private static TestCaseData Case(RunQuery query, string index) => new TestCaseData(query, index).SetArgDisplayNames($"{index} {query.Attributes?.Count} {query.CreatedAfter is null} {query.UpdatedAfter is null} {query.CreatedBefore is null}");

    /// <summary>With the page after a run, as a second page has it.</summary>
    private List<string> Plan(RunQuery query)
    {
        var listing = new RunListing(query with { After = "run-7" });
        using var connection = RawDatabase.Open(Fixture.Path);
        return [.. connection.Query($"EXPLAIN QUERY PLAN {listing.Sql}", listing.Parameters).Select(row => (string)row.detail)];
    }
}
