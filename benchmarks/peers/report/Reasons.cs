namespace DurableSdk.Peers.Report;

/// <summary>Why a peer is ahead where one is, as far as its design says so.</summary>
internal static class Reasons
{
    private static readonly Dictionary<(string Peer, string Figure), string> Known = new()
    {
        [("hand-rolled", "steps-1")] = "both commit twelve times for ten steps; a step of a long run takes DurableSdk about as long as a raw commit, 0.2 ms, but start, end and result 0.7 ms, and in the two seconds of a round part of its larger program is being compiled still",
        [("hand-rolled-group", "steps-1")] = "the same: with DurableSdk start, end and result take 0.7 ms beside ten steps' 1.7 ms, once all is compiled",
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
