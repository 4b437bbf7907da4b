namespace DurableSdk.Peers.Report;

/// <summary>Why a peer is ahead where one is, as far as its design says so.</summary>
internal static class Reasons
{
    private static readonly Dictionary<(string Peer, string Figure), string> Known = new()
    {
        [("hand-rolled", "steps-1")] = "both commit twelve times for ten steps; a step takes DurableSdk a quarter longer than a raw commit of a row, and its start and its end write the run's row with the indexes of listings beside the event",
        [("hand-rolled-group", "steps-1")] = "the same as with a commit a step: alone, there is nobody to share a flush with",
        [("hand-rolled-group", "steps-64")] = OneShortRow,
        [("hand-rolled-group", "steps-512")] = OneShortRow,
        [("hand-rolled-group", "fan-out")] = OneShortRow,
        [("hand-rolled", "lateness-median")] = TimerInMemory,
        [("hand-rolled", "lateness-max")] = TimerInMemory,
        [("hand-rolled-group", "lateness-median")] = TimerInMemory,
        [("hand-rolled-group", "lateness-max")] = TimerInMemory,
        [("hand-rolled", "resume")] = LittleToStart,
        [("hand-rolled-group", "resume")] = LittleToStart,
    };

    private const string OneShortRow = "a step is one row with its result; DurableSdk also records what the step was called with and where, a checksum, and how the run stands";
    private const string TimerInMemory = "its sleep is a timer in memory whose end isn't recorded; DurableSdk commits that the timer has fired before the next line runs";
    private const string LittleToStart = "most of it is the start of the process, and the program is smaller: no container, no schema to check, two queries";

    public static string Of(string peer, string figure) => Known.GetValueOrDefault((peer, figure), "not explained yet");
}
