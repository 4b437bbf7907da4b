namespace DurableSdk.Testing.Scheduling;

/// <summary>How long a loop goes on.</summary>
internal sealed record LoopLimits
{
    /// <summary>
    /// How long (really) nothing may come before a loop concludes that nothing will, while code of the user's may be anywhere. Only then does time move. Spent once: again only when more of it goes or
    /// something has come.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The same (250 ms at most) where there is a reason why nothing comes: all that code has set timers by the loop's clock, or there is none.</summary>
    public TimeSpan Glance => Patience < LongestGlance ? Patience : LongestGlance;

    private static TimeSpan LongestGlance => TimeSpan.FromMilliseconds(250);

    /// <summary>How long (really) code of the user's is waited for once there is nothing else; never less than <see cref="Patience"/>.</summary>
    public TimeSpan OutsideMax
    {
        get => Patience > field ? Patience : field;
        init;
    } = TimeSpan.FromSeconds(30);

    /// <summary>How long (really) a turn may block its thread before what it may wait for goes on on the thread pool; at most twice as long.</summary>
    public TimeSpan TurnMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How far ahead the next timer may be that comes although there is work, where the schedule lets time pass.</summary>
    public TimeSpan LagMax { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many turns one wait may take: more means that what it waits for never comes.</summary>
    public long TurnsMax { get; init; } = 20_000_000;
}
