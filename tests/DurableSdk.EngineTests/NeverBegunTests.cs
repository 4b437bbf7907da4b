using DurableSdk.Storage;

namespace DurableSdk.EngineTests;

/// <summary>Its reservation can be undone only once it is known what was reserved.</summary>
public sealed class ReservationWorkflow(Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync(string how)
    {
        if (how == "limit")
            return await GivesUpAsync();
        await FirstAsync();
        await ReserveAsync();
        return "reserved";
    }

    private async Task<string> GivesUpAsync()
    {
        try
        {
            await ReserveAsync().WithTimeout(TimeSpan.FromSeconds(30));
        }
        catch (TimeoutException)
        {
        }

        await Durable.Sleep(TimeSpan.FromHours(1));
        throw new InvalidOperationException("too late");
    }

    [Step]
    private async Task FirstAsync()
    {
        journal.Reach("in first");
        await journal.Reached("first may end");
    }

    [Step(MaxAttempts = 3, RetryDelay = "2m", Compensate = nameof(ReleaseAsync))]
    private Task<int> ReserveAsync()
    {
        journal.Add("reserve");
        throw new IOException("no line");
    }

    private Task ReleaseAsync(int reserved)
    {
        journal.Add($"release {reserved}");
        return Task.CompletedTask;
    }
}

/// <summary>What was surely not begun needs no undoing, and keeps no run from its end.</summary>
public sealed class NeverBegunTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Step_given_up_in_its_pause_is_not_in_doubt_however_much_later_the_run_ends()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartReservationWorkflowAsync("limit");
        await Probe.Event<StepAttemptFailed>(run.RunId);
        time.Advance(TimeSpan.FromSeconds(31));
        await Probe.Event<TimerStarted>(run.RunId, e => e.Id.Contains("Sleep", StringComparison.Ordinal));
        time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromMilliseconds(2));
        await EndedAsync(host, run.RunId, RunStatus.Failed);
        Assert.That(Journal.Lines, Is.EqualTo(new[] { "reserve" }));
    }

    [Test]
    public async Task Step_that_a_paused_run_asks_for_is_not_in_doubt_when_it_is_cancelled()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartReservationWorkflowAsync("pause");
        await Journal.Reached("in first").Soon();
        await run.PauseAsync();
        await Probe.Event<Paused>(run.RunId);
        Journal.Reach("first may end");
        await Probe.Event<StepCompleted>(run.RunId);

        await run.CancelAsync("enough");

        await EndedAsync(host, run.RunId, RunStatus.Canceled);
        Assert.That(Journal.Lines, Is.Empty);
    }

    private async Task EndedAsync(TestHost host, string runId, RunStatus status)
    {
        Assert.CatchAsync(() => host.Client.GetHandle<string>(runId).WaitAsync().Soon());
        Assert.That((await host.Client.GetRunAsync(runId))!.Status, Is.EqualTo(status));
        Assert.That((await EventsAsync(host, runId)).Select(entry => entry.Event).OfType<StepFailed>(), Has.None.Property(nameof(StepFailed.IsUnknown)).True);
    }
}
