namespace DurableSdk.Benchmarks;

/// <summary>How much of everything is measured.</summary>
internal sealed record Sizes
{
    public static readonly Sizes Full = new()
    {
        Rounds = 5,
        WarmUp = TimeSpan.FromSeconds(5),
        StepsWarmUp = TimeSpan.FromSeconds(30),
        ChainSteps = 1_000,
        ResumeSteps = 10_000,
        GrowthSteps = 50_000,
        Sleepers = 1_000_000,
        Timers = 10_000,
        LogEvents = 10_000_000,
        UnfinishedRuns = 1_000,
        FanOut = 10_000,
    };

    /// <summary>Shows in a minute that everything works; the figures say little.</summary>
    public static readonly Sizes Quick = new()
    {
        Rounds = 1,
        WarmUp = TimeSpan.FromSeconds(0.3),
        StepsWarmUp = TimeSpan.FromSeconds(0.3),
        ChainSteps = 100,
        ResumeSteps = 500,
        GrowthSteps = 2_000,
        Sleepers = 2_000,
        Timers = 500,
        LogEvents = 100_000,
        UnfinishedRuns = 50,
        FanOut = 500,
    };

    /// <summary>How often figure and reference are measured in turn; one more that doesn't count comes first.</summary>
    public required int Rounds { get; init; }

    /// <summary>How long each part of the first round is where its rate counts: code that runs often is compiled anew for some seconds.</summary>
    public required TimeSpan WarmUp { get; init; }

    /// <summary>How long steps are done before their first round: on two cores it takes half a minute until the engine's code is compiled as a host executes it that has been up for a while.</summary>
    public required TimeSpan StepsWarmUp { get; init; }

    /// <summary>Steps of a workflow of which only the steps are to be seen, and not its start and its end.</summary>
    public required int ChainSteps { get; init; }

    public required int ResumeSteps { get; init; }

    public required int GrowthSteps { get; init; }

    public required int Sleepers { get; init; }

    public required int Timers { get; init; }

    public required int LogEvents { get; init; }

    public required int UnfinishedRuns { get; init; }

    public required int FanOut { get; init; }
}
