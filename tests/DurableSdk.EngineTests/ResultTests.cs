namespace DurableSdk.EngineTests;

public sealed record Line(string Name, decimal Price, int? Count);

public sealed record Bill(Guid Id, Line[] Lines, DateTimeOffset At, DayOfWeek Day, IReadOnlyDictionary<string, double> Rates);

/// <summary>Results of many types pass a step each.</summary>
public sealed class TypesWorkflow
{
    [Workflow]
    public async Task<(Bill Bill, int? None, string? Null, (int A, string B) Pair, string Large)> RunAsync(Bill bill)
    {
        await NothingAsync();
        await NothingValueAsync();
        var same = await EchoAsync(bill);
        return (same, await EchoAsync<int?>(null), await EchoAsync<string?>(null), await PairAsync(), await EchoAsync(new string('x', 1_000_000)));
    }

    [Step]
    private Task NothingAsync() => Task.CompletedTask;

    [Step]
    private ValueTask NothingValueAsync() => ValueTask.CompletedTask;

    [Step]
    private Task<T> EchoAsync<T>(T value) => Task.FromResult(value);

    [Step]
    private ValueTask<(int A, string B)> PairAsync() => new((1, "two"));
}

public sealed class ResultTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Results_of_every_type_pass_through_the_log()
    {
        var bill = new Bill(
            Guid.NewGuid(), [new("a", 1.50m, null), new("b", 2m, 3)], new DateTimeOffset(2026, 2, 28, 1, 2, 3, TimeSpan.FromHours(2)), DayOfWeek.Friday,
            new Dictionary<string, double> { ["x"] = double.PositiveInfinity });
        var host = await StartHostAsync();
        var (same, none, nothing, pair, large) = await (await host.Client.StartTypesWorkflowAsync(bill)).ResultAsync().Soon();
        Assert.That(same.Id, Is.EqualTo(bill.Id));
        Assert.That(same.Lines, Is.EqualTo(bill.Lines));
        Assert.That((same.At, same.Day), Is.EqualTo((bill.At, bill.Day)));
        Assert.That(same.Rates, Is.EqualTo(bill.Rates));
        Assert.That(none, Is.Null);
        Assert.That(nothing, Is.Null);
        Assert.That(pair, Is.EqualTo((1, "two")));
        Assert.That(large, Has.Length.EqualTo(1_000_000));
    }

    /// <summary>What JSON there is reads as nearly every type, with defaults for what it lacks.</summary>
    [Test]
    public async Task Result_of_another_workflow_is_not_read_as_this_ones()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAddWorkflowAsync(1, 2);
        var refused = await RefusedAsync("DS4044", () => host.Client.GetTypesWorkflow(run.RunId).ResultAsync());
        Assert.That(refused.Message, Does.Contain(run.RunId).And.Contain("AddWorkflow").And.Contain("TypesWorkflow"));
        await RefusedAsync("DS4044", () => host.Client.GetTypesWorkflow(run.RunId).WaitAsync());
        Assert.That(await host.Client.GetAddWorkflow(run.RunId).ResultAsync().Soon(), Is.EqualTo(3));
        Assert.That(await host.Client.GetHandle<long>(run.RunId).ResultAsync().Soon(), Is.EqualTo(3));
    }
}
