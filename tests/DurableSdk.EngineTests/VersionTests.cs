namespace DurableSdk.EngineTests;

/// <summary>Two versions of one workflow, side by side; a run stays with its own.</summary>
public sealed class QuoteWorkflow(Journal journal)
{
    [Workflow(Name = "Quote")]
    public async Task<string> RunAsync(string customer) => $"{await PriceAsync(customer)} by version {Durable.Run.Version}";

    [Step]
    private async Task<string> PriceAsync(string customer, CancellationToken cancel = default)
    {
        journal.Add(customer);
        await journal.Reached(customer, cancel);
        return $"old price for {customer}";
    }
}

public sealed class QuoteWorkflow2(Journal journal)
{
    [Workflow(Name = "Quote", Version = 2)]
    public async Task<string> RunAsync(string customer, int discount) => $"{await PriceAsync(customer)} less {discount} by version {Durable.Run.Version}";

    [Step]
    private async Task<string> PriceAsync(string customer, CancellationToken cancel = default)
    {
        journal.Add(customer);
        await journal.Reached(customer, cancel);
        return $"new price for {customer}";
    }
}

public sealed class VersionTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Runs_stay_with_their_version_and_new_ones_begin_as_the_highest()
    {
        var first = await StartHostAsync();
        await EarlierRuns.CreateAsync(first, "early", "Quote", version: 1, "[\"ann\"]");
        await first.Client.StartQuoteAsync("bob", 5, new() { RunId = "fresh" });
        await Journal.Until(() => Journal.Count("ann") > 0 && Journal.Count("bob") > 0).Soon();
        await first.CrashAsync();
        Journal.Reach("ann");
        Journal.Reach("bob");

        var second = await StartHostAsync();
        Assert.That(await second.Client.GetHandle<string>("early").ResultAsync().Soon(), Is.EqualTo("old price for ann by version 1"));
        Assert.That(await second.Client.GetQuote("fresh").ResultAsync().Soon(), Is.EqualTo("new price for bob less 5 by version 2"));
        Assert.That((await second.Client.GetRunAsync("early"))!.Version, Is.EqualTo(1));
    }
}
