namespace DurableSdk;

/// <summary>How <see cref="WorkflowTestHost.CrashEverywhereAsync{TResult}"/> crashes.</summary>
public sealed class CrashOptions
{
    /// <summary>Crash at this moment only, as a failure has named it: for the debugger. Default: at each.</summary>
    public int? Only { get; set; }

    /// <summary>How many moments are tried at most; of more, so many are taken evenly, the first and the last among them. Default: 1,000.</summary>
    public int MomentsMax { get; set; } = 1_000;

    /// <summary>Where it is said that there were more moments than <see cref="MomentsMax"/>, so that not each was tried. Default: the console, which test frameworks show with the test.</summary>
    public TextWriter Output { get; set; } = Console.Out;
}
