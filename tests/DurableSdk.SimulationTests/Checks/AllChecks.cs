namespace DurableSdk.SimulationTests.Checks;

/// <summary>What is looked at when a simulation is over.</summary>
internal static class AllChecks
{
    public static void Run(Simulation world)
    {
        var acknowledged = world.Acknowledged.ToLookup(one => one.RunId, one => one.Event);
        foreach (var log in world.Logs.All)
        {
            foreach (var stored in log.Stored)
                world.Reached.Note($"event {stored.Kind}");
            Guard(world, log, () => new LogCheck(log, world.Report, !world.HasJumped).Run());
            Guard(world, log, () => new UndoCheck(log, world.Report).Run());
            Guard(world, log, () => new ReplayCheck(world.Services, log, world.Report).Run());
            Guard(world, log, () => new ModelCheck(world, log).Run());
            LookForLost(world, log, acknowledged[log.RunId]);
        }

        if (world.Violations.Count > 0)
            return;
        new MessageCheck(world).Run();
        new FamilyCheck(world).Run();
        new OutsideCheck(world).Run();
        foreach (var line in world.Unwanted)
            world.Report("log line", line);
    }

    /// <summary>What was told to be committed is there, to the byte.</summary>
    private static void LookForLost(Simulation world, RunLog log, IEnumerable<StoredEvent> acknowledged)
    {
        foreach (var stored in acknowledged)
        {
            if (stored.Sequence > log.Stored.Count || log.Stored[(int)stored.Sequence - 1].Checksum != stored.Checksum)
                world.Report("lost", $"{log.RunId}: event {stored.Sequence} {stored.Kind} was acknowledged and isn't in the log");
        }
    }

    /// <summary>A log that can't even be read is a violation as any other.</summary>
    private static void Guard(Simulation world, RunLog log, Action check)
    {
        try
        {
            check();
        }
        catch (DurableException e)
        {
            world.Report("log", $"{log.RunId}: {e.Message}");
        }
    }
}
