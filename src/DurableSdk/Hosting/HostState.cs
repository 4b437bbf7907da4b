namespace DurableSdk;

/// <summary>What a program does with the runs of its store.</summary>
public enum HostState
{
    /// <summary>It executes none, for <see cref="DurableOptions.ExecuteRuns"/> is false: it starts, controls and looks at runs that another program executes.</summary>
    Client,

    /// <summary>It is about to ask the store whether it may execute: before its start, and after a failure.</summary>
    Starting,

    /// <summary>It executes the runs.</summary>
    Executing,

    /// <summary>Another host executes them, and this one takes over when that is gone (DS3007).</summary>
    Standby,

    /// <summary>A newer version of the program has changed the store, and this one executes nothing any more: end it (DS3003).</summary>
    Outdated,

    /// <summary>It was told to stop, and ends what it is at or has ended it.</summary>
    Stopped,
}
