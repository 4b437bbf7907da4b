using System.Globalization;
using DurableSdk.Testing.Machines;
using DurableSdk.Testing.Scheduling;

namespace DurableSdk.SimulationTests.World;

/// <summary>A process with a host, as the steps in it and the store's faults see it.</summary>
internal sealed class SimProcess(Simulation world, int number)
{
    private InMemoryEventStore? _store;
    private LoopProcess? _process;
    private readonly TaskCompletionSource _ended = new();

    public Simulation World => world;

    public int Number => number;

    /// <summary>The process of who starts runs and sends messages; it is never killed.</summary>
    public bool IsClient => number < 0;

    /// <summary>That of its last ownership; 0 before it had one.</summary>
    public long Epoch { get; set; }

    public bool IsDead { get; private set; }

    /// <summary>Whether it was asked to stop.</summary>
    public bool IsStopping { get; set; }

    /// <summary>How long it doesn't notice that another has taken over (ms).</summary>
    public int DeafFor { get; set; }

    /// <summary>Its places for new runs; null as long as it had no ownership.</summary>
    public SimIntake? Intake { get; set; }

    /// <summary>What runs in it; null until it is started.</summary>
    public MachineProcess? Host { get; set; }

    /// <summary>Whether another owns the runs that it has owned.</summary>
    public bool IsStale => Epoch > 0 && Epoch != world.Machine.Database.Epoch;

    /// <summary>Completes when it has died.</summary>
    public Task Ended => _ended.Task;

    public LoopProcess Process => _process!;

    public TimeProvider Time => _process!.Time;

    public void Attach(InMemoryEventStore store, LoopProcess process) => (_store, _process) = (store, process);

    public void Kill()
    {
        if (IsDead)
            return;
        IsDead = true;
        _process!.Kill();
        _store!.Crash();
        _ended.TrySetResult();
    }

    public async Task<string> ExecuteAsync(int node, int takes, int fails, CancellationToken cancel)
    {
        var context = StepContext.Current;
        var execution = world.Journal.Begin(this, context, node);
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(takes), Time, cancel);
            if (context.Attempt <= fails)
                throw new BrokenException(string.Create(CultureInfo.InvariantCulture, $"attempt {context.Attempt} of node {node}"));
            return StepResult.Of(node, execution.Number);
        }
        finally
        {
            execution.HasEnded = true;
        }
    }

    public async Task<string> TransactAsync(SimTransaction transaction, int node, int takes, int fails, CancellationToken cancel)
    {
        var result = await ExecuteAsync(node, takes, fails, cancel);
        transaction.Rows.Add(result);
        return result;
    }

    public async Task UndoAsync(int node, int takes, int fails, CancellationToken cancel)
    {
        var isFailing = fails > 2 ? !world.IsMended : StepContext.Current.Attempt <= fails;
        await ExecuteAsync(node, takes, isFailing ? int.MaxValue : 0, cancel);
    }

    public async Task<string> PoisonAsync(int node)
    {
        if (!world.IsMended)
        {
            world.Reached.Note("poison");
            world.NotePoison(StepContext.Current.RunId);
            world.Die(this);
            await world.Never;
        }

        return await ExecuteAsync(node, 0, 0, CancellationToken.None);
    }
}
