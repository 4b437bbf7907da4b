using DurableSdk.Storage;

namespace DurableSdk.Worker;

/// <summary>Runs that this process starts while there is room begin at once, without a claim.</summary>
internal sealed partial class Dispatcher : IRunIntake
{
    private readonly Lock _intake = new();

    /// <summary>Places that the store keeps for runs which it is about to create.</summary>
    private int _reserved;

    /// <summary>Places that the claim which is under way may fill.</summary>
    private int _claiming;

    private bool _isIntakeClosed;

    /// <summary>That of the dispatcher, in which claimed runs begin too.</summary>
    private ExecutionContext? _context;

    /// <summary>For how many more runs there is memory.</summary>
    private int Room => Math.Max(0, worker.Options.MaxRunsInMemory - worker.RunsInMemory - _reserved - _claiming);

    public bool TryReserve(WorkflowKey workflow)
    {
        lock (_intake)
        {
            // Where some had to wait for room, those come first.
            if (_isIntakeClosed || worker.IsStopping || _isCut || Room == 0 || worker.Runtime.Workflows.Find(workflow) is null)
                return false;
            _reserved++;
            return true;
        }
    }

    public void Take(ClaimedRun run)
    {
        lock (_intake)
        {
            _reserved--;
            // Of a host that ends: the next owner finds it among what was in hand.
            if (!_isIntakeClosed)
                BeginApart(run);
        }
    }

    public void GiveBack()
    {
        lock (_intake)
            _reserved--;
        // Others may have come meanwhile, for whom there was no place.
        if (_isCut)
            Signal();
    }

    /// <summary>A place that is kept is none: who asked for more until it is taken or given back would ask without end.</summary>
    private bool HasRoom()
    {
        lock (_intake)
            return Room > 0;
    }

    private void OpenIntake()
    {
        _context = ExecutionContext.Capture();
        worker.Owner.TakeNewRuns(this);
    }

    /// <summary>Nothing of whoever starts a run flows into it (a request's scope, a step, a trace), and all runs have the same culture.</summary>
    private void BeginApart(ClaimedRun run)
    {
        if (_context is null)
            Begin(run);
        else
            ExecutionContext.Run(_context, taken => Begin((ClaimedRun)taken!), run);
    }

    /// <summary>How many a claim may take, which nobody else takes until <see cref="EndClaim"/>.</summary>
    private int BeginClaim()
    {
        lock (_intake)
            return _claiming = Math.Min(Room, ClaimsMax);
    }

    private void EndClaim()
    {
        lock (_intake)
            _claiming = 0;
    }

    /// <summary>Nothing begins behind the back of who waits for all to end.</summary>
    private void CloseIntake()
    {
        lock (_intake)
            _isIntakeClosed = true;
    }
}
