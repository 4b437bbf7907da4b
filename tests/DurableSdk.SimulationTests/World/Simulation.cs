using DurableSdk.SimulationTests.Bugs;
using DurableSdk.Testing.Machines;
using DurableSdk.Testing.Scheduling;

namespace DurableSdk.SimulationTests.World;

/// <summary>One scenario, played on the real core and worker, in one thread and by one clock. What it breaks it reports.</summary>
internal sealed partial class Simulation
{
    private readonly List<Violation> _violations = [];
    private readonly List<SimProcess> _processes = [];
    private readonly FaultTable _faults;

    public Simulation(Scenario scenario, Reached reached, PlantedBug? bug = null)
    {
        Scenario = scenario;
        Reached = reached;
        Bug = bug ?? PlantedBug.None;
        _faults = new FaultTable(scenario.Faults);
        Machine = new Machine(scenario.Order, Schedule.Shuffled(scenario.Order), new LoopLimits { Patience = TimeSpan.Zero, TurnsMax = TurnsMax });
        Witness = new Witness(this);
        Outsider = new Outsider(this);
        Journal = new Journal(this);
        Logs = new RunLogs(Machine.Database, Plans);
        Disk = new Disk(Machine.Database, reached);
    }

    /// <summary>A simulation that takes more never ends.</summary>
    public const long TurnsMax = 400_000;

    public Scenario Scenario { get; }

    public Reached Reached { get; }

    public PlantedBug Bug { get; }

    public Machine Machine { get; }

    public Witness Witness { get; }

    public Journal Journal { get; }

    public RunLogs Logs { get; }

    public Plans Plans { get; } = new();

    public Outsider Outsider { get; }

    /// <summary>What transactional steps have written.</summary>
    public List<string> Rows { get; } = [];

    public Disk Disk { get; }

    /// <summary>Lines of the engine's log that can't come here.</summary>
    public List<string> Unwanted { get; } = [];

    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>How often the store was asked.</summary>
    public FaultTable Calls => _faults;

    /// <summary>In some worlds neither the programs' own log works nor does disposing of what they ran on. That changes nothing else.</summary>
    public bool IsUntidy => Scenario.Order % 16 == 3;

    /// <summary>From then on nothing fails on purpose any more.</summary>
    public bool IsMended { get; private set; }

    /// <summary>Since when.</summary>
    public DateTimeOffset MendedAt { get; private set; }

    /// <summary>What a dead process waits for.</summary>
    public Task Never { get; } = new TaskCompletionSource().Task;

    [WorkflowSafe]
    public void Report(string rule, string what)
    {
        if (_violations.Count < 20)
            _violations.Add(new Violation(rule, what));
    }

    /// <summary>Counts a call of the store.</summary>
    public Fault? FaultAt(StoreCall call)
    {
        var fault = _faults.Next(call);
        return IsMended ? null : fault;
    }

    public void Die(SimProcess process)
    {
        if (process.IsDead)
            return;
        var inFlight = Journal.Executions.Any(execution => !execution.HasEnded && execution.Process == process.Number);
        Reached.Note(inFlight ? "died with an attempt in flight" : "died");
        if (process is { IsStale: false, Intake.HasUntouched: true })
            Reached.Note("died with a run that it had taken and not begun");
        process.Kill();
        _processes.Remove(process);
        StartLater(takesOver: false);
    }

    public void KillAll()
    {
        foreach (var process in _processes.ToArray())
            Die(process);
    }

    public void CutPower()
    {
        Disk.CutPower();
        KillAll();
    }

    /// <summary>A process starts that takes the runs over; the present owner notices later.</summary>
    public void TakeOver(int deafFor)
    {
        foreach (var process in _processes)
            process.DeafFor = deafFor;
        StartLater(takesOver: true);
    }

    public void Jump(int seconds)
    {
        HasJumped = true;
        var clock = Machine.Loop.Clock;
        clock.Jump(clock.Now.AddSeconds(seconds));
    }

    /// <summary>Whether the clock was ever set.</summary>
    public bool HasJumped { get; private set; }
}
