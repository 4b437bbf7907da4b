namespace DurableSdk.StoreTests.Contract;

/// <summary>Has places for so many runs, and keeps what it is given.</summary>
internal sealed class RecordingIntake : IRunIntake
{
    private readonly Lock _gate = new();
    private readonly List<ClaimedRun> _taken = [];
    private int _reserved;

    public int Room { get; set; } = 10;

    public int Reserved
    {
        get
        {
            lock (_gate)
                return _reserved;
        }
    }

    public IReadOnlyList<ClaimedRun> Taken
    {
        get
        {
            lock (_gate)
                return [.. _taken];
        }
    }

    public bool TryReserve(WorkflowKey workflow)
    {
        lock (_gate)
        {
            if (_taken.Count + _reserved >= Room)
                return false;
            _reserved++;
            return true;
        }
    }

    public void Take(ClaimedRun run)
    {
        lock (_gate)
        {
            _reserved--;
            _taken.Add(run);
        }
    }

    public void GiveBack()
    {
        lock (_gate)
            _reserved--;
    }
}
