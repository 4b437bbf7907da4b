namespace DurableSdk.SimulationTests.Faults;

/// <summary>Makes calls of the store, with the fault that each is to have.</summary>
internal sealed class FaultyCalls(SimProcess process)
{
    private Simulation World => process.World;

    public async ValueTask<TResult> MakeAsync<TResult>(StoreCall kind, Func<ValueTask<TResult>> call)
    {
        if (World.FaultAt(kind) is not { } fault)
            return await call();
        World.Reached.Note($"fault {fault.Kind} of {kind}");
        await BeforeAsync(fault);
        var result = await call();
        await AfterAsync(fault, call);
        return result;
    }

    public async ValueTask MakeAsync(StoreCall kind, Func<ValueTask> call) => await MakeAsync(kind, async () =>
    {
        await call();
        return true;
    });

    private async Task BeforeAsync(Fault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.Fail: await PauseAsync(fault.Amount); throw Failure(fault);
            case FaultKind.Late: await PauseAsync(fault.Amount); break;
            case FaultKind.Crash: await DieAsync(isPowerCut: false); break;
            case FaultKind.PowerCut: await DieAsync(isPowerCut: true); break;
            case FaultKind.TakeOver: World.TakeOver(fault.Amount); break;
            case FaultKind.Jump: World.Jump(fault.Amount); break;
        }
    }

    private async Task AfterAsync<TResult>(Fault fault, Func<ValueTask<TResult>> call)
    {
        switch (fault.Kind)
        {
            case FaultKind.FailAfter: throw Failure(fault);
            case FaultKind.LateAnswer: await PauseAsync(fault.Amount); break;
            case FaultKind.Repeat: _ = RepeatAsync(fault, call); break;
            case FaultKind.CrashAfter: await DieAsync(isPowerCut: false); break;
            case FaultKind.PowerCutAfter: await DieAsync(isPowerCut: true); break;
        }
    }

    private async Task RepeatAsync<TResult>(Fault fault, Func<ValueTask<TResult>> call)
    {
        await PauseAsync(fault.Amount);
        // A start that is repeated then makes another run, and nobody asked for that.
        if (fault.Call == StoreCall.CreateRun && World.Logs.HavePurged)
            return;
        try
        {
            if (await call() is AppendResult { Outcome: AppendOutcome.Committed })
                World.Report("repeated append", $"process {process.Number}: the same append was committed twice");
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // Nobody waits for it.
        }
    }

    private Task PauseAsync(int time) => Task.Delay(TimeSpan.FromMilliseconds(time), process.Time);

    private Task DieAsync(bool isPowerCut)
    {
        if (isPowerCut)
            World.CutPower();
        else if (process.IsClient)
            World.KillAll();
        else
            World.Die(process);
        return process.IsClient ? Task.CompletedTask : World.Never;
    }

    private static IOException Failure(Fault fault) => new($"Planned: {fault}");
}
