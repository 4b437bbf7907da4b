using System.Globalization;

namespace DurableSdk.SimulationTests.World;

/// <summary>Who talks to runs from outside, and waits for what they say.</summary>
internal sealed partial class Simulation
{
    private const string Subscription = "subscriber";

    /// <summary>Numbers of steps that updates call.</summary>
    private const int UpdateNodes = 2_000_000;

    /// <summary>Nobody in the run waits for it, and nothing of the run goes with it.</summary>
    [WorkflowSafe]
    public void DeliverLater(string token, string id, int after)
    {
        using var alone = ExecutionContext.SuppressFlow();
        _ = _director!.Execution.RunAsync(() => AtAsync(after, async () =>
        {
            if (await InsistAsync(() => _client!.ResumeHookAsync(token, id, new DeliveryOptions { Id = id })))
                Outsider.Delivered.Add(id);
        }));
    }

    private async Task AskAsync(int number, string runId, int takes)
    {
        var id = SimulationNames.Message(number);
        Outsider.Updates[id] = null;
        var answer = UpdateAnswer.Unknown;
        await InsistAsync(async () => answer = await AskOnceAsync(id, runId, UpdateNodes + number, takes));
        Outsider.Updates[id] = answer;
        if (answer is UpdateAnswer.Done or UpdateAnswer.Failed && takes < 0)
            Report("update", $"{id} takes {takes}, and its caller heard {answer}");
        Reached.Note($"update {answer}");
    }

    private async Task<UpdateAnswer> AskOnceAsync(string id, string runId, int node, int takes)
    {
        while (true)
        {
            try
            {
                var result = await _client!.UpdateAsync<string>(LastOf(runId), "Change", [id, node, takes], new UpdateOptions { Id = id }, CancellationToken.None);
                if (result != id)
                    Report("update", $"{id} gave {result}");
                return UpdateAnswer.Done;
            }
            catch (UpdateRefusedException e)
            {
                // Also a welcome one is by the engine, where the run can do nothing with it: it is blocked, hasn't begun, or its method has ended.
                if (takes >= 0 && !e.Reason.StartsWith("the run ", StringComparison.Ordinal) && !e.Reason.StartsWith("the workflow's method", StringComparison.Ordinal))
                    Report("update", $"{id} was refused: {e.Reason}");
                return UpdateAnswer.Refused;
            }
            catch (UpdateFailedException)
            {
                return UpdateAnswer.Failed;
            }
            catch (DurableException e) when (e.Code == "DS4011")
            {
                // It went on as another meanwhile, which is asked.
            }
            catch (DurableException e) when (e.Code == "DS1035")
            {
                return UpdateAnswer.Unknown;
            }
        }
    }

    private async Task ForkAsync(int number, string runId, int percent)
    {
        if (!Machine.Database.Runs.ContainsKey(LastOf(runId)))
            return;
        var log = Logs.Of(LastOf(runId));
        var cuts = log.Entries.Count - (LogCheck.IsEnd(log.Entries[^1].Event) ? 1 : 0);
        var cut = 1 + ((cuts - 1) * percent / 100);
        if (await InsistAsync(() => _client!.ForkAsync(log.RunId, cut, new ForkOptions { RunId = SimulationNames.Fork(number) })))
            Reached.Note("forked");
    }

    private async Task LookAroundAsync(string runId)
    {
        await InsistAsync(() => _client!.ListRunsAsync());
        await InsistAsync(() => _client!.ListSubscriptionsAsync());
        await InsistAsync(() => _client!.DeleteSubscriptionAsync("nobody"));
        await InsistAsync(() => _client!.GetHandle(LastOf(runId)).WaitAsync());
    }

    private async Task SubscribeAsync()
    {
        while (true)
        {
            try
            {
                await foreach (var e in _client!.SubscribeAsync(Subscription, new SubscriptionOptions { BatchSize = 3 }))
                    Outsider.See(e);
            }
            catch (IOException)
            {
                Reached.Note("subscriber begins anew");
            }

            await Task.Delay(Look, _director!.Time);
        }
    }

    /// <summary>Who waits for something must hear of it.</summary>
    private async Task UntilAnsweredAsync()
    {
        for (var waited = TimeSpan.Zero; waited < OnceMended; waited += Look)
        {
            if (Outsider.Updates.Values.All(answer => answer is not null) && (!Scenario.HasSubscriber || Outsider.SeenUntil == Machine.Database.Subscriptions.LastPosition))
                return;
            await Task.Delay(Look, _director!.Time);
        }

        foreach (var (id, _) in Outsider.Updates.Where(one => one.Value is null))
            Report("update", $"who asked for {id} never got an answer");
        if (Scenario.HasSubscriber && Outsider.SeenUntil < Machine.Database.Subscriptions.LastPosition)
            Report("subscriber", string.Create(CultureInfo.InvariantCulture, $"it has got what is up to {Outsider.SeenUntil}, and {Machine.Database.Subscriptions.LastPosition} is there"));
    }
}
