namespace DurableSdk.Events;

/// <summary>
/// What the engine itself does otherwise than it once did, where a log shows it. A run keeps the rules under which it began, so that its log is replayed as
/// it was written; one that continues as new begins under today's.
/// </summary>
internal static class EngineRules
{
    /// <summary>A cancellation that finds only shielded work ends what the code begins next. What a message began and a time limit has cut doesn't end the run.</summary>
    public const int CancellationWaits = 1;

    /// <summary>In what a fork has copied, the end of a child that an earlier run of the chain had started isn't taken for the end of another one that was called at the same place.</summary>
    public const int ForksTellChildrenApart = 2;

    /// <summary>Those of runs that begin today.</summary>
    public const int Today = ForksTellChildrenApart;
}
