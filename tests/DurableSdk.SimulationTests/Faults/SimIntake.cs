namespace DurableSdk.SimulationTests.Faults;

/// <summary>A host's places for new runs. As in a database, time passes between the transaction that asks for one and its commit, which may fail.</summary>
internal sealed class SimIntake(IRunIntake inner, SimProcess process, Action<ClaimedRun> take) : IRunIntake
{
    private readonly List<string> _taken = [];
    private Place? _offered;

    private Simulation World => process.World;

    /// <summary>Whether it has taken a run of which nothing was recorded since.</summary>
    public bool HasUntouched => _taken.Exists(runId => World.Machine.Database.Runs.GetValueOrDefault(runId) is { Hand: InMemoryHand.InHand, Events.Count: 1 });

    public bool TryReserve(WorkflowKey workflow)
    {
        if (_offered is { IsOver: false } place)
            return place.IsOver = true;
        var hasPlace = inner.TryReserve(workflow);
        if (!hasPlace)
            World.Reached.Note("no place for a new run");
        return hasPlace;
    }

    public void Take(ClaimedRun run)
    {
        World.Reached.Note(process.IsStopping ? "run taken by a host that stops" : "run taken with its creation");
        _taken.Add(run.RunId);
        take(run);
        inner.Take(run);
    }

    public void GiveBack()
    {
        World.Reached.Note("place given back");
        inner.GiveBack();
    }

    /// <summary>How many more runs the host has a place for, which it keeps.</summary>
    public int CountFree(WorkflowKey workflow)
    {
        var free = 0;
        while (inner.TryReserve(workflow))
            free++;
        for (var i = 0; i < free; i++)
            inner.GiveBack();
        return free;
    }

    /// <summary>Asks for a place that the next creation takes; null where there is none.</summary>
    public Place? Keep(NewRun run) => run.MayBeTaken && inner.TryReserve(new WorkflowKey(run.Workflow, run.Version)) ? new Place(this) : null;

    /// <summary>Kept for a run that is about to be created. Disposed, it is given back if the run hasn't got it.</summary>
    public sealed class Place(SimIntake intake) : IDisposable
    {
        public bool IsOver { get; set; }

        /// <summary>Makes the call that creates the run.</summary>
        public TResult Offer<TResult>(Func<TResult> create)
        {
            intake._offered = this;
            try
            {
                return create();
            }
            finally
            {
                intake._offered = null;
            }
        }

        public void Dispose()
        {
            if (IsOver)
                return;
            IsOver = true;
            intake.GiveBack();
        }
    }
}
