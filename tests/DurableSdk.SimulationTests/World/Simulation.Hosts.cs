namespace DurableSdk.SimulationTests.World;

/// <summary>What is asked of the processes that execute: to start runs themselves, to stop, and to have room for others in the end.</summary>
internal sealed partial class Simulation
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(30);

    /// <summary>By a process that executes runs, or did until another took over; where it dies meanwhile and the run isn't there, by the next.</summary>
    private async Task StartByHostAsync(int number, Func<DurableClient, Task> start)
    {
        do
        {
            if (_processes.FindAll(process => process is { Host: not null, Intake: not null }) is not { Count: > 0 } hosts)
                await Task.Delay(Glance, _director!.Time);
            else if (await EndsAsync(hosts[number % hosts.Count], start))
                return;
        }
        while (!Logs.All.Any(log => log.RunId == SimulationNames.RunId(number)));
    }

    /// <summary>Whether a process has come to the end of something before its own.</summary>
    private async Task<bool> EndsAsync(SimProcess process, Func<DurableClient, Task> work)
    {
        var done = process.Process.Execution.RunAsync(() => work(process.Host!.Client));
        try
        {
            if (await Task.WhenAny(done, process.Ended) == done)
            {
                await done;
                return true;
            }
        }
        catch (ObjectDisposedException)
        {
            // Its host has stopped.
        }

        Reached.Note("died while it started a run");
        return false;
    }

    /// <summary>All processes stop as they are asked to; one that doesn't get ready is killed.</summary>
    private void StopAll()
    {
        foreach (var process in _processes.FindAll(process => process is { Host: not null, IsStopping: false }))
            _ = _director!.Execution.RunAsync(() => StopAsync(process));
    }

    private async Task StopAsync(SimProcess process)
    {
        process.IsStopping = true;
        var stopped = process.Process.Execution.RunAsync(() => process.Host!.StopAsync().AsTask());
        await Task.WhenAny(stopped, process.Ended, Task.Delay(StopsWithin, _director!.Time));
        Reached.Note(stopped.IsCompletedSuccessfully ? "stopped" : "killed while it stopped");
        if (stopped.IsFaulted)
            Report("stop", $"process {process.Number} couldn't stop: {stopped.Exception}");
        Die(process);
    }

    /// <summary>Who owns the runs when all have ended has a place for each that it may have in memory.</summary>
    private async Task UntilFreeAsync()
    {
        var free = Scenario.InMemory;
        for (var waited = TimeSpan.Zero; waited < OnceMended; waited += Look)
        {
            await Task.Delay(Look, _director!.Time);
            if (_processes.Find(process => process is { Intake: not null, IsStale: false }) is { } owner && Logs.All is [var log, ..])
                free = owner.Intake!.CountFree(log.Run.Workflow);
            if (free == Scenario.InMemory)
                return;
        }

        Report("places", $"of {Scenario.InMemory} places for runs the owner has {free} when none is left");
    }
}
