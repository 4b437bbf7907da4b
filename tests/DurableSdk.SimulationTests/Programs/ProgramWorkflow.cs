using System.Globalization;
using Microsoft.Extensions.Logging;

namespace DurableSdk.SimulationTests.Programs;

/// <summary>Walks the tree that it is given, and tells the witness of all that its code learns.</summary>
internal sealed partial class ProgramWorkflow(SimProcess process) : IDisposable
{
    private int _pokes;
    private bool _isOfNoAccount;
    private int _seen;

    [Workflow(Name = nameof(ProgramWorkflow))]
    public async Task<string> RunAsync(string plan, int generation)
    {
        var program = process.World.Plans.Read(plan);
        try
        {
            return await BeginAsync(program, generation);
        }
        catch (GoOnException) when (generation + 1 < program.Generations.Length)
        {
            See(0, "goes on");
            throw Durable.ContinueAsNew(plan, generation + 1);
        }
    }

    /// <summary>The same, and each run of the chain may only take so long.</summary>
    [Workflow(Name = "LimitedProgram", Timeout = "30s")]
    public async Task<string> RunLimitedAsync(string plan, int generation)
    {
        var program = process.World.Plans.Read(plan);
        try
        {
            return await BeginAsync(program, generation);
        }
        catch (GoOnException) when (generation + 1 < program.Generations.Length)
        {
            See(0, "goes on");
            throw Durable.ContinueAsNew(plan, generation + 1);
        }
    }

    /// <summary>Some take a step, which is its handler's and not what the program waits for.</summary>
    [Signal(Name = Signals.Poke)]
    public async Task PokeAsync(string id)
    {
        _pokes++;
        See(0, "poked");
        process.World.Witness.Use(Durable.Run.RunId, id);
        if (id[^1] % 2 == 0)
            See(0, $"noted {await PlainAsync(0, takes: 40, fails: 0)}");
    }

    public void Dispose()
    {
        if (!process.IsClient && process.World.IsUntidy)
            throw new BrokenException("disposed of");
    }

    private async Task<string> BeginAsync(RunPlan program, int generation)
    {
        See(0, $"begun {generation.ToString(CultureInfo.InvariantCulture)}");
        var result = await WalkAsync(program.Generations[generation]);
        See(0, $"ended {result}");
        return result;
    }

    private async Task<string> WalkAsync(Node node)
    {
        try
        {
            var result = await DoAsync(node);
            See(node.Id, $"is {result}");
            return result;
        }
        catch (Exception e)
        {
            See(node.Id, $"threw {e.GetType().Name}");
            throw;
        }
    }

    private Task<string> DoAsync(Node node) => node switch
    {
        StepNode n => StepAsync(n),
        SleepNode n => SleepAsync(n),
        SignalNode n => HearAsync(n),
        UntilNode n => UntilAsync(n),
        SendNode n => SendAsync(n),
        MarkNode n => MarkAsync(n),
        DrawNode => Task.FromResult($"{Durable.NewGuid()}{Durable.Random.Next(100)}"),
        PatchNode => PatchAsync(),
        ThrowNode => throw new BrokenException("thrown"),
        ContinueNode => throw new GoOnException(),
        SequenceNode n => SequenceAsync(n),
        ParallelNode n => ParallelAsync(n),
        RaceNode n => RaceAsync(n),
        EachNode n => EachAsync(n),
        TryNode n => TryAsync(n),
        LimitNode n => LimitAsync(n),
        ShieldNode n => Durable.Shield(() => WalkAsync(n.Body)),
        HookNode n => HookAsync(n),
        SagaNode n => SagaAsync(n),
        ChildNode { IsDetached: true, IsSentTo: true } n => CallAndSendAsync(n, process.World.Plans.Of(n)),
        ChildNode { IsDetached: false, IsLimited: true } n => CallLimitedAsync(process.World.Plans.Of(n)),
        ChildNode n => CallAsync(n, process.World.Plans.Of(n)),
        _ => throw new InvalidOperationException(node.ToString()),
    };

    private Task<string> StepAsync(StepNode n) => n.Manner switch
    {
        StepManner.Plain => PlainAsync(n.Id, n.Takes, n.Fails),
        StepManner.Patient => PatientAsync(n.Id, n.Takes, n.Fails),
        StepManner.Compensable => CompensableAsync(n.Id, n.Takes, n.Fails, n.UndoFails),
        StepManner.Timed => TimedAsync(n.Id, n.Takes, n.Fails),
        StepManner.Stubborn => StubbornAsync(n.Id, n.Takes, n.Fails),
        StepManner.Transactional => TransactAsync(n.Id, n.Takes, n.Fails),
        _ => PoisonAsync(n.Id),
    };

    private async Task<string> SleepAsync(SleepNode n)
    {
        var due = Durable.UtcNow.AddMilliseconds(n.Time);
        await Durable.Sleep(TimeSpan.FromMilliseconds(n.Time));
        // A clock that was set back moves deadlines too.
        if (Durable.UtcNow < due && !process.World.HasJumped)
            process.World.Report("early", $"{Durable.Run.RunId}: the sleep of node {n.Id} until {due:O} was over at {Durable.UtcNow:O}");
        return "slept";
    }

    private async Task<string> HearAsync(SignalNode n)
    {
        TimeSpan? limit = n.Limit is { } time ? TimeSpan.FromMilliseconds(time) : null;
        try
        {
            var id = n.Name == 0 ? await Durable.WaitForSignal<string>(Signals.Alpha, limit) : await Durable.WaitForSignal<string>(Signals.Beta, limit);
            process.World.Witness.Use(Durable.Run.RunId, id);
            return $"heard {id}";
        }
        catch (TimeoutException)
        {
            return "not heard";
        }
    }

    /// <summary>Every program is as new as its runs. A core that answers otherwise lacks the history that it asks for by this, and is thrown away; what its code does yet is of no account.</summary>
    private Task<string> PatchAsync()
    {
        var isPatched = Durable.Patched("simulated");
        _isOfNoAccount |= !isPatched;
        return Task.FromResult(isPatched ? "patched" : "as before");
    }

    private async Task<string> UntilAsync(UntilNode n) =>
        await Durable.Until(() => _pokes >= n.Pokes, TimeSpan.FromMilliseconds(n.Limit)) ? "poked" : "not poked";

    private async Task<string> SendAsync(SendNode n)
    {
        try
        {
            await Durable.Send(SimulationNames.RunId(n.To), Signals.Name(n.Name), SimulationNames.Message(Durable.Run.RunId, n.Id));
            return "sent";
        }
        catch (DurableException e) when (e.Code is "DS1016" or "DS1017")
        {
            return e.Code;
        }
    }

    private Task<string> MarkAsync(MarkNode n)
    {
        Durable.SetStatus($"at {n.Id}");
        Durable.SetAttribute("node", n.Id);
        Durable.Logger.LogInformation("At {Node}", n.Id);
        return Task.FromResult("marked");
    }

    private async Task<string> SequenceAsync(SequenceNode n)
    {
        var results = new List<string>();
        foreach (var child in n.Children)
            results.Add(await WalkAsync(child));
        return Joined(results);
    }

    private async Task<string> ParallelAsync(ParallelNode n) => Joined(await Task.WhenAll(n.Children.Select(WalkAsync)));

    private async Task<string> RaceAsync(RaceNode n) => await await Task.WhenAny(n.Children.Select(WalkAsync).ToList());

    private async Task<string> EachAsync(EachNode n) => Joined(await Durable.ForEachAsync(n.Children, n.AtATime, WalkAsync));

    private async Task<string> TryAsync(TryNode n)
    {
        try
        {
            return await WalkAsync(n.Body);
        }
        catch (Exception e) when (e is BrokenException or StepFailedException or ChildWorkflowFailedException or TimeoutException || (n.Cancellation && e is OperationCanceledException))
        {
            return $"handled {await WalkAsync(n.Handler)}";
        }
    }

    /// <summary>Of an operation itself, or of the task of whatever else comes.</summary>
    private async Task<string> LimitAsync(LimitNode n)
    {
        var work = n.Body is StepNode or ChildNode ? DoAsync(n.Body) : WalkAsync(n.Body);
        return await work.WithTimeout(TimeSpan.FromMilliseconds(n.Time));
    }

    private void See(int node, string text)
    {
        if (!_isOfNoAccount)
            process.World.Witness.See(Durable.Run.RunId, _seen++, node, text, Durable.UtcNow);
    }

    private static string Joined(IEnumerable<string> results) => $"({string.Join(',', results)})";

    /// <summary>The operation's own task, so that a time limit is the child's.</summary>
    private Task<string> CallAsync(ChildNode n, string plan) => n.IsDetached ? Durable.Detach(() => RunAsync(plan, 0)) : RunAsync(plan, 0);

    [Step(RetryDelay = "1s")]
    private Task<string> PlainAsync(int node, int takes, int fails, CancellationToken cancel = default) => process.ExecuteAsync(node, takes, fails, cancel);

    [Step(RetryDelay = "2m", Backoff = 1.0)]
    private Task<string> PatientAsync(int node, int takes, int fails, CancellationToken cancel = default) => process.ExecuteAsync(node, takes, fails, cancel);

    [Step(RetryDelay = "1s", Compensate = nameof(UndoAsync))]
    private Task<string> CompensableAsync(int node, int takes, int fails, int undoFails, CancellationToken cancel = default) => process.ExecuteAsync(node, takes, fails, cancel);

    private Task UndoAsync(int node, int takes, int fails, int undoFails, CancellationToken cancel = default) => process.UndoAsync(node, takes, undoFails, cancel);

    [Step(MaxAttempts = 2, RetryDelay = "1s", Timeout = "2s")]
    private Task<string> TimedAsync(int node, int takes, int fails, CancellationToken cancel = default) => process.ExecuteAsync(node, takes, fails, cancel);

    [Step(MaxAttempts = 2, RetryDelay = "1s", Timeout = "2s")]
    private Task<string> StubbornAsync(int node, int takes, int fails) => process.ExecuteAsync(node, takes, fails, CancellationToken.None);

    [Step]
    private Task<string> PoisonAsync(int node) => process.PoisonAsync(node);
}
