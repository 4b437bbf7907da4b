namespace DurableSdk.SimulationTests.World;

/// <summary>What happens from outside.</summary>
internal sealed partial class Simulation
{
    /// <summary>Messages that a client was told of as accepted, and to which run; of a chain it is the first.</summary>
    public Dictionary<string, string> Accepted { get; } = [];

    private async Task DoDeedsAsync()
    {
        var starts = Scenario.Runs.Select((plan, i) => (At: plan.StartsAt, Do: (Func<Task>)(() => StartRunAsync(i, plan))));
        var deeds = Scenario.Deeds.Select((deed, i) => (deed.At, Do: (Func<Task>)(() => DoAsync(i, deed))));
        var done = starts.Concat(deeds).OrderBy(one => one.At).Select(one => AtAsync(one.At, one.Do)).ToList();
        await Task.WhenAll(done);
    }

    private async Task AtAsync(int time, Func<Task> act)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(time), _director!.Time);
        await act();
    }

    private Task<bool> StartRunAsync(int number, RunPlan plan)
    {
        var text = Plans.Write(plan);
        return InsistAsync(() => plan.IsStartedByHost ? StartByHostAsync(number, StartAsync) : StartAsync(_client!));

        Task StartAsync(DurableClient client) => plan.IsLimited
            ? client.StartLimitedProgramAsync(text, 0, new StartOptions { RunId = SimulationNames.RunId(number) })
            : client.StartProgramWorkflowAsync(text, 0, new StartOptions { RunId = SimulationNames.RunId(number) });
    }

    private async Task DoAsync(int number, Deed deed)
    {
        var runId = TargetOf(deed);
        switch (deed.Kind)
        {
            case DeedKind.Kill: KillAll(); break;
            case DeedKind.Stop: StopAll(); break;
            case DeedKind.PowerCut: CutPower(); break;
            case DeedKind.TakeOver: TakeOver(deed.Amount); break;
            case DeedKind.Jump: Jump(deed.Amount); break;
            case DeedKind.Update: _ = AskAsync(number, runId, deed.Amount); break;
            case DeedKind.Fork: await ForkAsync(number, runId, deed.Amount); break;
            case DeedKind.Purge when !HasJumped: await InsistAsync(() => _client!.PurgeAsync(TimeSpan.FromSeconds(deed.Amount))); break;
            case DeedKind.Look: _ = LookAroundAsync(runId); break;
            case DeedKind.Signal: await SignalAsync(number, runId, Signals.Name(deed.Amount)); break;
            case DeedKind.Cancel: await InsistAsync(() => _client!.CancelAsync(LastOf(runId), "a deed")); break;
            case DeedKind.Pause: await InsistAsync(() => _client!.PauseAsync(LastOf(runId), "a deed")); break;
            case DeedKind.Resume: await InsistAsync(() => _client!.ResumeAsync(LastOf(runId))); break;
            case DeedKind.Terminate: await InsistAsync(() => _client!.TerminateAsync(LastOf(runId), "a deed")); break;
        }
    }

    private async Task SignalAsync(int number, string runId, string name)
    {
        var id = SimulationNames.Message(number);
        // The id of the message makes it one, however often it is sent.
        if (await InsistAsync(() => _client!.SignalAsync(LastOf(runId), name, id, new SignalOptions { Id = id })))
            Accepted.Add(id, runId);
    }

    /// <summary>The scenario's run, or its youngest child.</summary>
    private string TargetOf(Deed deed)
    {
        var runId = SimulationNames.RunId(deed.Run);
        if (!deed.ToChild)
            return runId;
        lock (Machine.Database.Gate)
        {
            var chain = Machine.Database.Created.Where(run => run.FirstRunId == runId).Select(run => run.RunId).ToHashSet();
            return Machine.Database.Created.FindLast(run => run.ParentRunId is { } parent && chain.Contains(parent))?.FirstRunId ?? runId;
        }
    }

    private string LastOf(string runId)
    {
        lock (Machine.Database.Gate)
            return Machine.Database.LastOfChain(runId)?.RunId ?? runId;
    }

    /// <summary>Until the answer is known.</summary>
    /// <returns>False where it was refused: there is no such run, or it has ended.</returns>
    private async Task<bool> InsistAsync(Func<Task> act)
    {
        while (true)
        {
            try
            {
                await act();
                return true;
            }
            catch (DurableException e) when (e.Code.StartsWith("DS40", StringComparison.Ordinal))
            {
                Reached.Note($"client {e.Code}");
                return false;
            }
            catch (IOException)
            {
                Reached.Note("client insists");
            }

            await Task.Delay(Look, _director!.Time);
        }
    }
}
