using DurableSdk.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.EngineTests;

/// <summary>An account that is changed by updates until it is closed.</summary>
public sealed class AccountWorkflow(Journal journal)
{
    private int _balance;
    private bool _isClosed;

    [Query]
    public int Balance => _balance;

    [Workflow]
    public async Task<int> RunAsync(string what)
    {
        await Durable.Until(() => _isClosed);
        return what == "again" ? throw Durable.ContinueAsNew("") : _balance;
    }

    [Update(Validate = nameof(CanDeposit))]
    public int Deposit(int amount) => _balance += amount;

    [Update(Validate = nameof(CanDraw))]
    private async Task<string> DrawAsync(int amount)
    {
        var receipt = await PayAsync(amount);
        _balance -= amount;
        return $"{receipt}, {_balance} left";
    }

    [Update(Name = "addNow")]
    public Task<int> AddAsync(int amount) => Task.FromResult(_balance += amount);

    [Update]
    public void Close() => _isClosed = true;

    [Update(Name = "break")]
    public async Task BreakAsync()
    {
        await PayAsync(0);
        throw new InvalidOperationException("broken");
    }

    [Update(Validate = nameof(MayWait))]
    public async Task<int> WaitAsync() => await Durable.WaitForSignal<int>("never");

    [Update(Validate = nameof(Meddles))]
    public Task MeddleAsync() => PayAsync(1);

    [Update]
    public Task<string> LargeAsync() => Task.FromResult(new string('x', 5_000_000));

    [Update]
    public async Task<int> StoreAsync() => (await MakeAsync()).Length;

    [Signal]
    public void Add(int amount) => _balance += amount;

    [Signal(Name = "end")]
    public void End() => _isClosed = true;

    private static void CanDeposit(int amount)
    {
        if (amount <= 0)
            throw new ArgumentException("give more than nothing");
    }

    private string? CanDraw(int amount) => amount > _balance ? $"{_balance} is all there is" : null;

    [Query]
    private bool MayWait() => _balance < 100;

    private bool Meddles()
    {
        _ = Durable.NewGuid();
        return true;
    }

    [Step]
    private Task<string> MakeAsync() => Task.FromResult(new string('x', 5_000_000));

    [Step]
    private async Task<string> PayAsync(int amount, CancellationToken cancel = default)
    {
        journal.Add($"pays {amount}");
        if (amount == 7)
            await journal.Reached("free", cancel);
        return $"paid {amount}";
    }
}

public sealed class UpdateTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    [Test]
    public async Task Updates_change_the_state_and_answer()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAccountWorkflowAsync("");
        Assert.That(await run.DepositAsync(10).Soon(), Is.EqualTo(10));
        Assert.That(await run.DrawAsync(3).Soon(), Is.EqualTo("paid 3, 7 left"));
        Assert.That(await host.Client.UpdateAsync<long>(run.RunId, "Deposit", 5).Soon(), Is.EqualTo(12));
        Assert.That(await run.BalanceAsync().Soon(), Is.EqualTo(12));
        Assert.That(await run.UpdateAddAsync(0).Soon(), Is.EqualTo(12));
        await run.CloseAsync().Soon();
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(12));
        Assert.That(await KindsAsync(host, run.RunId), Is.EqualTo("A C A S C A C A C A C"));
    }

    [Test]
    public async Task Refused_update_changes_nothing_and_says_why()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAccountWorkflowAsync("");
        Assert.That(await run.MayWaitAsync().Soon());
        await run.DepositAsync(100).Soon();
        Assert.That(await run.MayWaitAsync().Soon(), Is.False);
        var tooMuch = (UpdateRefusedException)await RefusedAsync("DS4027", () => run.DrawAsync(101));
        Assert.That(tooMuch.Reason, Is.EqualTo("100 is all there is"));
        Assert.That((await RefusedAsync("DS4027", () => run.DepositAsync(0))).Message, Does.Contain("give more than nothing"));
        Assert.That((await RefusedAsync("DS4027", () => run.UpdateWaitAsync())).Message, Does.Contain("MayWait says no"));
        Assert.That((await RefusedAsync("DS4027", () => run.MeddleAsync())).Message, Does.Contain("DS1034").And.Contain("Durable.NewGuid"));
        await run.CloseAsync().Soon();
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(100));
        Assert.That(await KindsAsync(host, run.RunId), Is.EqualTo("A C R R R R A C"));
        Assert.That(Journal.Lines, Is.Empty);
    }

    [Test]
    public async Task Update_sent_again_with_its_id_has_the_same_outcome_and_is_done_once()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAccountWorkflowAsync("");
        var both = await Task.WhenAll(run.DepositAsync(10, new() { Id = "one" }), run.DepositAsync(10, new() { Id = "one" })).Soon();
        Assert.That(both, Is.EqualTo(new[] { 10, 10 }));
        for (var i = 0; i < 2; i++)
            await RefusedAsync("DS4027", () => run.DrawAsync(11, new() { Id = "two" }));
        await run.SignalAsync("end", new() { Id = "one" });
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(10));
        Assert.That(await host.Client.UpdateAsync<int>(run.RunId, "Deposit", [10], new() { Id = "one" }, default).Soon(), Is.EqualTo(10));
        Assert.That(await KindsAsync(host, run.RunId), Is.EqualTo("A C R"));
    }

    [Test]
    public async Task Caller_in_the_same_process_is_told_of_an_outcome_and_of_the_end()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAccountWorkflowAsync("");
        var signals = host.Services.GetRequiredService<DurableRuntime>().Answers;
        using var answers = signals.Enter(run.RunId);
        using var others = signals.Enter("another");
        var given = new List<bool>();
        await run.DepositAsync(10).Soon();
        given.Add(await answers.WaitAsync(Longest, CancellationToken.None));
        await RefusedAsync("DS4027", () => run.DrawAsync(11));
        given.Add(await answers.WaitAsync(Longest, CancellationToken.None));
        await run.EndAsync();
        await run.ResultAsync().Soon();
        given.Add(await answers.WaitAsync(Longest, CancellationToken.None));
        given.Add(await others.WaitAsync(TimeSpan.Zero, CancellationToken.None));
        Assert.That(given, Is.EqualTo(new[] { true, true, true, false }));
    }

    [Test]
    public async Task Update_is_not_taken_for_what_a_run_named_update_has_sent()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAccountWorkflowAsync("");
        await (await host.Client.StartCourierWorkflowAsync(run.RunId, "Add", [1], new() { RunId = "update" })).ResultAsync().Soon();
        Assert.That(await run.DepositAsync(10, new() { Id = "Send#1" }).Soon(), Is.EqualTo(11));
    }

    [Test]
    public async Task Accepted_update_survives_a_crash_and_is_done_once()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAccountWorkflowAsync("");
        await run.DepositAsync(10).Soon();
        var lost = run.DrawAsync(7, new() { Id = "seven" });
        await Journal.Until(() => Journal.Count("pays 7") == 1).Soon();
        await host.CrashAsync();
        _ = lost.ContinueWith(task => task.Exception, TaskScheduler.Default);

        host = await StartHostAsync();
        var again = host.Client.GetAccountWorkflow(run.RunId).DrawAsync(7, new() { Id = "seven" });
        Journal.Reach("free");
        Assert.That(await again.Soon(), Is.EqualTo("paid 7, 3 left"));
        Assert.That(await KindsAsync(host, run.RunId), Is.EqualTo("A C A S C"));
    }

    [Test]
    public async Task Update_waits_for_a_host_and_sees_what_was_sent_before_it()
    {
        var first = await StartHostAsync();
        var run = await first.Client.StartAccountWorkflowAsync("");
        await run.DepositAsync(1).Soon();
        await first.StopAsync();
        var client = await StartHostAsync(o => o.ExecuteRuns = false);
        var account = client.Client.GetAccountWorkflow(run.RunId);
        await account.AddAsync(4);
        var draw = account.DrawAsync(5);
        await Probe.Sent(run.RunId, 3);
        await StartHostAsync();
        Assert.That(await draw.Soon(), Is.EqualTo("paid 5, 0 left"));
    }

    [Test]
    public async Task Update_that_comes_together_with_a_signal_is_decided_on_after_it()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAccountWorkflowAsync("");
        await run.DepositAsync(1).Soon();
        using var both = new ManualResetEventSlim();
        Probe.OnCall = call =>
        {
            if (call is { Operation: StoreOperation.ReadInbox, IsDone: false })
                both.Wait();
        };
        await run.AddAsync(4);
        var draw = run.DrawAsync(5);
        var deposit = run.DepositAsync(2);
        await Probe.Sent(run.RunId, 4);
        both.Set();
        Assert.That(await draw.Soon(), Is.EqualTo("paid 5, 0 left").Or.EqualTo("paid 5, 2 left"));
        Assert.That(await deposit.Soon(), Is.AnyOf(7, 2));
        Assert.That(await run.BalanceAsync().Soon(), Is.EqualTo(2));
    }

    [Test]
    public async Task Update_that_fails_leaves_the_run_alone()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAccountWorkflowAsync("");
        var e = (UpdateFailedException)await RefusedAsync("DS4028", () => run.BreakAsync());
        Assert.That(e.Failure.Message, Is.EqualTo("broken"));
        var large = (UpdateFailedException)await RefusedAsync("DS4028", () => run.LargeAsync());
        Assert.That(large.Failure.Message, Does.Contain("DS2002"));
        Assert.That(await run.DepositAsync(1).Soon(), Is.EqualTo(1));
    }

    [Test]
    public async Task Caller_hears_that_the_run_has_ended_before_its_update()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAccountWorkflowAsync("");
        var waits = run.UpdateWaitAsync();
        await Probe.Event<UpdateAccepted>(run.RunId);
        await run.CloseAsync().Soon();
        Assert.That((await RefusedAsync("DS1035", () => waits)).Message, Does.Contain("it was accepted"));
        await run.ResultAsync().Soon();
        await RefusedAsync("DS4003", () => run.DepositAsync(1));
        await RefusedAsync("DS4001", () => host.Client.UpdateAsync<int>("nowhere", "Deposit", 1));
    }

    [Test]
    public async Task Blocked_run_refuses_and_takes_updates_again_once_it_is_resumed()
    {
        var first = await StartHostAsync();
        var run = await first.Client.StartAccountWorkflowAsync("");
        using var given = new CancellationTokenSource();
        var stuck = run.StoreAsync(new() { Id = "store" }, given.Token);
        await Probe.Blocked(run.RunId, "DS2002");
        Assert.That((await RefusedAsync("DS4027", () => run.DepositAsync(1))).Message, Does.Contain("the run is blocked"));
        await given.CancelAsync();
        Assert.That(async () => await stuck.Soon(), Throws.InstanceOf<OperationCanceledException>());
        await first.StopAsync();

        var second = await StartHostAsync(o => o.PayloadBytesMax = 6_000_000);
        await second.Client.ResumeAsync(run.RunId);
        var account = second.Client.GetAccountWorkflow(run.RunId);
        Assert.That(await account.StoreAsync(new() { Id = "store" }).Soon(), Is.EqualTo(5_000_000));
        Assert.That(await account.DepositAsync(1).Soon(), Is.EqualTo(1));
    }

    [Test]
    public async Task Update_that_was_not_accepted_goes_over_to_the_next_run()
    {
        var first = await StartHostAsync();
        var run = await first.Client.StartAccountWorkflowAsync("again");
        await run.DepositAsync(1).Soon();
        await first.StopAsync();
        var client = await StartHostAsync(o => o.ExecuteRuns = false);
        await client.Client.SignalAsync(run.RunId, "end");
        var deposit = client.Client.GetAccountWorkflow(run.RunId).DepositAsync(5, new() { Id = "five" });
        await Probe.Sent(run.RunId, 3);
        var host = await StartHostAsync();
        Assert.That(await deposit.Soon(), Is.EqualTo(5));
        Assert.That(await host.Client.GetAccountWorkflow(run.RunId).DepositAsync(5, new() { Id = "five" }).Soon(), Is.EqualTo(5));
        await RefusedAsync("DS4011", () => host.Client.UpdateAsync<int>(run.RunId, "Deposit", 1));
    }

    [Test]
    public async Task What_the_workflow_does_not_take_is_refused_with_what_it_takes()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAccountWorkflowAsync("");
        Assert.That((await RefusedAsync("DS4024", () => run.UpdateAsync<int>("Draw2", 1))).Message, Does.Contain("Draw(Int32 amount)"));
        await RefusedAsync("DS4025", () => run.UpdateAsync<int>("Draw", "all"));
        await RefusedAsync("DS4025", () => run.UpdateAsync<int>("Draw"));
        await RefusedAsync("DS4014", () => run.CloseAsync(new() { Id = "a\nb" }));
        Assert.That(await KindsAsync(host, run.RunId), Is.Empty);
    }

    private static async Task<string> KindsAsync(TestHost host, string runId) => string.Join(" ", (await EventsAsync(host, runId)).Select(entry => entry.Event switch
    {
        UpdateAccepted => "A",
        UpdateCompleted => "C",
        UpdateRejected => "R",
        StepCompleted => "S",
        _ => "",
    }).Where(kind => kind.Length > 0));
}
