using System.Data.Common;
using System.Globalization;

namespace DurableSdk.SimulationTests.Programs;

/// <summary>What came later: logs of releases have no such calls, so those before it stay as they were.</summary>
internal sealed partial class ProgramWorkflow
{
    /// <summary>Begins a step where it takes its time, and fails where that is odd.</summary>
    [Update(Validate = nameof(Refusal))]
    public async Task<string> ChangeAsync(string id, int node, int takes)
    {
        process.World.Witness.Use(Durable.Run.RunId, id);
        See(0, $"changing by {id}");
        var result = takes > 0 ? await PlainAsync(node, takes, 0) : "at once";
        See(0, $"changed by {id}: {result}");
        return takes % 2 == 0 ? id : throw new BrokenException(id);
    }

    private static string? Refusal(string id, int node, int takes) =>
        takes < 0 ? string.Create(CultureInfo.InvariantCulture, $"{id} for {node} takes {takes}") : null;

    private async Task<string> HookAsync(HookNode n)
    {
        Hook<string> hook;
        try
        {
            hook = await Durable.CreateHook<string>(
                "answers", n.Expires is { } time ? TimeSpan.FromMilliseconds(time) : null, n.Token is { } token ? SimulationNames.Token(token) : null, n.Max);
        }
        catch (DurableException e) when (e.Code == "DS1027")
        {
            return e.Code;
        }

        process.World.Outsider.Hear(Durable.Run.RunId, n, hook.Token);
        try
        {
            return await TakeAsync(n, hook);
        }
        finally
        {
            if (n.IsClosed)
                await hook.DisposeAsync();
        }
    }

    private async Task<string> TakeAsync(HookNode n, Hook<string> hook)
    {
        var answers = new List<string>();
        try
        {
            while (answers.Count < n.Takes)
            {
                var id = await hook;
                process.World.Witness.Use(Durable.Run.RunId, id);
                answers.Add(id);
            }
        }
        catch (TimeoutException)
        {
            answers.Add("expired");
        }

        return Joined(answers);
    }

    private async Task<string> SagaAsync(SagaNode n)
    {
        var saga = Durable.Saga();
        var done = new List<int>();
        try
        {
            var results = new List<string>();
            foreach (var child in n.Children)
            {
                results.Add(await WalkAsync(child));
                done.Add(SagaNode.UndoOf(child));
                saga.Add(() => UndoByHandAsync(SagaNode.UndoOf(child)));
            }

            return n.IsBroken ? throw new BrokenException("saga") : Joined(results);
        }
        catch (Exception e) when (e is not GoOnException)
        {
            await saga.CompensateAsync();
            if (!_isOfNoAccount)
                process.World.LookAtSaga(Durable.Run.RunId, done);
            throw;
        }
    }

    private Task<string> CallLimitedAsync(string plan) => RunLimitedAsync(plan, 0);

    private async Task<string> CallAndSendAsync(ChildNode n, string plan)
    {
        var child = n.IsLimited ? await Durable.Detach(() => RunLimitedAsync(plan, 0)) : await Durable.Detach(() => RunAsync(plan, 0));
        try
        {
            await Durable.Send(child, Signals.Alpha, SimulationNames.Message(Durable.Run.RunId, n.Id));
        }
        catch (DurableException e) when (e.Code is "DS1016" or "DS1017")
        {
            return e.Code;
        }

        return child;
    }

    [Step(Transactional = true, RetryDelay = "1s")]
    private Task<string> TransactAsync(int node, int takes, int fails, DbTransaction transaction = null!, CancellationToken cancel = default) =>
        process.TransactAsync((SimTransaction)transaction, node, takes, fails, cancel);

    [Step(RetryDelay = "1s")]
    private Task<string> UndoByHandAsync(int node, CancellationToken cancel = default) => process.ExecuteAsync(node, 5, 0, cancel);
}
