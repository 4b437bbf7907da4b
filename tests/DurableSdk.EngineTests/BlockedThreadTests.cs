namespace DurableSdk.EngineTests;

/// <summary>The thread of a user interface waits for what it asks of the client, as it shouldn't and often does.</summary>
public sealed class BlockedThreadTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    private static readonly object?[] One = [1];

    private TestHost _host = null!;

    private DurableClient Client => _host.Client;

    [SetUp]
    public async Task StartAsync() => _host = await StartHostAsync();

    [Test]
    public void Runs_are_started_and_waited_for() => UserInterface.AssertNeedsNoThread(() =>
    {
        var run = Wait(Client.StartAddWorkflowAsync(1, 2));
        Assert.That(Wait(run.ResultAsync()), Is.EqualTo(3));
        var named = Wait(Client.StartAsync("AddWorkflow", "[3,4]"));
        named.WaitAsync().GetAwaiter().GetResult();
        Assert.That(Wait(Client.GetHandle<int>(named.RunId).ResultAsync()), Is.EqualTo(7));
    });

    [Test]
    public void Starts_that_are_traced_need_no_thread_either()
    {
        using var traced = new Traced();
        UserInterface.AssertNeedsNoThread(() => Wait(Wait(Client.StartAddWorkflowAsync(1, 2)).ResultAsync()));
    }

    [Test]
    public void Runs_are_looked_at() => UserInterface.AssertNeedsNoThread(() =>
    {
        var run = Wait(Client.StartAddWorkflowAsync(1, 2));
        run.WaitAsync().GetAwaiter().GetResult();
        Assert.That(Wait(Client.GetRunAsync(run.RunId)), Is.Not.Null);
        Assert.That(Wait(run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Completed));
        Assert.That(Wait(Client.ListRunsAsync()), Has.Count.EqualTo(1));
        Assert.That(Wait(Client.CountRunsAsync()), Has.Count.EqualTo(1));
        Assert.That(Wait(Client.GetPositionAsync(run.RunId)).Open, Is.Empty);
        Assert.That(Wait(Client.ReplayToAsync(run.RunId, 1)).Status, Is.EqualTo(RunStatus.Running));
        using var file = new MemoryStream();
        Client.ExportHistoryAsync(run.RunId, file).GetAwaiter().GetResult();
        Assert.That(file.Length, Is.Positive);
        Assert.That(Wait(Client.ListSubscriptionsAsync()), Is.Empty);
        Assert.That(Wait(Client.GetLastPositionAsync()), Is.Positive);
        AssertRefused("DS4022", () => Client.MoveSubscriptionAsync("none", 1));
        AssertRefused("DS4022", () => Client.DeleteSubscriptionAsync("none"));
    });

    [Test]
    public void Runs_are_talked_to() => UserInterface.AssertNeedsNoThread(() =>
    {
        var basket = Wait(Client.StartBasketWorkflowAsync());
        basket.AddAsync("pen", 2).GetAwaiter().GetResult();
        Client.SignalAsync(basket.RunId, "close", true).GetAwaiter().GetResult();
        Assert.That(Wait(basket.ResultAsync()), Is.EqualTo("2xpen"));

        var account = Wait(Client.StartAccountWorkflowAsync(""));
        Assert.That(Wait(account.DepositAsync(1)), Is.EqualTo(1));
        Assert.That(Wait(account.UpdateAsync<int>("Deposit", One, null, default)), Is.EqualTo(2));
        Assert.That(Wait(Client.UpdateAsync<int>(account.RunId, "Deposit", One, null, default)), Is.EqualTo(3));
        Assert.That(Wait(account.BalanceAsync()), Is.EqualTo(3));
        Assert.That(Wait(account.QueryAsync<int>("Balance")), Is.EqualTo(3));
        Assert.That(Wait(Client.QueryAsync<int>(account.RunId, "Balance")), Is.EqualTo(3));
        Assert.That(Wait(Wait(account.ReplayToAsync(1)).QueryAsync<int>("Balance")), Is.Zero);
        AssertRefused("DS4035", () => Client.ResumeHookAsync("none", 1));
        AssertRefused("DS4035", () => Client.ResumeHookWithJsonAsync("none", "1"u8.ToArray()));
    });

    [Test]
    public void Runs_are_controlled() => UserInterface.AssertNeedsNoThread(() =>
    {
        var first = Wait(Client.StartBasketWorkflowAsync());
        first.PauseAsync().GetAwaiter().GetResult();
        first.ResumeAsync().GetAwaiter().GetResult();
        var fork = Wait(Client.ForkAsync(first.RunId, 1));
        Client.CancelAsync(first.RunId).GetAwaiter().GetResult();
        Assert.Throws<WorkflowCanceledException>(() => first.WaitAsync().GetAwaiter().GetResult());
        fork.TerminateAsync().GetAwaiter().GetResult();
        Assert.That(Wait(Client.PurgeAsync(TimeSpan.Zero)), Is.EqualTo(2));
    });

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static void AssertRefused(string code, Func<Task> call) =>
        Assert.That(Assert.Catch<DurableException>(() => call().GetAwaiter().GetResult())!.Code, Is.EqualTo(code));
}
