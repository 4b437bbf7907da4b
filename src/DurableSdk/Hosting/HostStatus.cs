namespace DurableSdk;

/// <summary>How a program's host stood when it was asked (<see cref="DurableClient.HostStatus"/>).</summary>
public sealed record HostStatus
{
    /// <summary>What it does.</summary>
    public required HostState State { get; init; }

    /// <summary>Since when it does it (UTC).</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The store, as logs and errors name it.</summary>
    public required string Store { get; init; }

    /// <summary>Why it doesn't execute: who does, or the report of DS3003. Null where the state says it all.</summary>
    public string? Detail { get; init; }

    /// <summary>How many runs have their code in memory; 0 while it doesn't execute.</summary>
    public int RunsInMemory { get; init; }

    /// <summary>How many attempts of steps run now, transactional ones not counted; 0 while it doesn't execute.</summary>
    public int StepsRunning { get; init; }

    /// <summary>Since when the store has refused what this host must do: the disk is full, the file is locked, or gone. It is tried again until it works, and nothing recorded is lost. Null while the store works.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>What the store answered last to what it has refused since <see cref="FailingSince"/>. Null while it works.</summary>
    public string? Failure { get; init; }
}
