namespace Gallery.EventLog;

// The log says how a run stood at any of its events: what its queries answered, what it waited for. And it can be cut there: a fork is a new run that begins with a copy of the log up to
// that event, and goes on from there. The process is killed in a step, so a part of the past comes from another process.
// Look at: the balance after each event, and that the fork doesn't repeat the steps of its copy.
internal sealed class TimeTravelSample : ISample
{
    public string Name => "time-travel";

    public string Summary => "How a run stood at each event, and a fork from the middle of its log.";

    public async Task RunAsync(Stage stage)
    {
        await using var host = await stage.StartAsync();
        var account = await host.Client.StartAccountWorkflowAsync([50, -20, -40, 100], new() { RunId = "account", IdempotencyKey = "account" });
        stage.Say($"The account ends with {await account.ResultAsync()}.");
        var cut = 0L;
        await foreach (var entry in host.Client.GetEventsAsync(account.RunId))
        {
            if (entry.Event is not StepCompleted step)
                continue;
            var state = await account.ReplayToAsync(entry.Sequence);
            var next = state.Pending.Count > 0 ? state.Pending[0].Id : "nothing";
            stage.Say($"After {step.Id} the balance was {await state.QueryAsync<int>("Balance")}, and it went on to {next}.");
            cut = await state.QueryAsync<int>("Balance") == 30 ? entry.Sequence : cut;
        }

        var fork = await host.Client.ForkAsync(account.RunId, cut, new() { RunId = "fork" });
        await fork.WaitAsync();
        stage.Say($"The fork after the second booking ends with {await host.Client.QueryAsync<int>(fork.RunId, "Balance")}.");
    }
}

internal sealed class AccountWorkflow(Stage stage)
{
    private int _balance;

    [Query]
    public int Balance => _balance;

    [Workflow]
    public async Task<int> RunAsync(int[] bookings)
    {
        foreach (var booking in bookings)
            _balance += await BookAsync(booking);
        return _balance;
    }

    [Step]
    private Task<int> BookAsync(int amount)
    {
        stage.Say($"books {amount:+0;-0} in run {StepContext.Current.RunId}");
        if (amount == -40)
            stage.CrashHere("while the third booking is made");
        return Task.FromResult(amount);
    }
}
