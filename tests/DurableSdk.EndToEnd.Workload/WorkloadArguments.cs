using System.Globalization;

namespace DurableSdk.EndToEnd.Workload;

/// <summary>What the program is told: pairs of a name and a value.</summary>
public sealed record WorkloadArguments
{
    public required string Database { get; init; }

    public required string Journal { get; init; }

    /// <summary>The how-manieth start of the program on this database.</summary>
    public int Incarnation { get; init; } = 1;

    public int Runs { get; init; } = 200;

    /// <summary>Added to the time that every step takes.</summary>
    public TimeSpan Pace { get; init; }

    public bool Evict { get; init; }

    public bool TakeOver { get; init; }

    /// <summary>Whether the runs are those of <see cref="RefundSet"/>, which fail.</summary>
    public bool Refunds { get; init; }

    public int CrashedRecoveriesMax { get; init; } = 50;

    /// <summary>Runs whose steps write rows to the run's own file, instead of the usual ones.</summary>
    public bool Effects { get; init; }

    /// <summary>Whether <see cref="EventFollowers"/> follow the events of the runs.</summary>
    public bool Follow { get; init; }

    /// <summary>Whether the runs are those of <see cref="MixedSet"/>.</summary>
    public bool Mixed { get; init; }

    /// <summary>How long a write waits for another process.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the runs are those of <see cref="TreeSet"/>, which call themselves.</summary>
    public bool Trees { get; init; }

    /// <summary>More than 0: instead of the runs, so many mailboxes that get letters. <see cref="Journal"/> then holds the acknowledged ones.</summary>
    public int Mailboxes { get; init; }

    /// <summary>Whether the letters are delivered to hooks instead of sent as signals.</summary>
    public bool Doors { get; init; }

    /// <summary>More than 0: instead of the runs, so many tills that get updates. <see cref="Journal"/> then holds the outcomes of those that were acknowledged.</summary>
    public int Tills { get; init; }

    /// <summary>Whether the mailboxes, or the tills, are to be closed.</summary>
    public bool Close { get; init; }

    /// <summary>Whether the program executes runs; else it is a client only.</summary>
    public bool ExecuteRuns { get; init; } = true;

    public IEnumerable<string> ToCommandLine() =>
    [
        "--database", Database,
        "--journal", Journal,
        "--incarnation", Text(Incarnation),
        "--runs", Text(Runs),
        "--pace-ms", Text((int)Pace.TotalMilliseconds),
        "--evict", Evict.ToString(),
        "--take-over", TakeOver.ToString(),
        "--refunds", Refunds.ToString(),
        "--crashed-recoveries-max", Text(CrashedRecoveriesMax),
        "--effects", Effects.ToString(),
        "--follow", Follow.ToString(),
        "--mixed", Mixed.ToString(),
        "--busy-timeout-ms", Text((int)BusyTimeout.TotalMilliseconds),
        "--trees", Trees.ToString(),
        "--mailboxes", Text(Mailboxes),
        "--doors", Doors.ToString(),
        "--tills", Text(Tills),
        "--close", Close.ToString(),
        "--execute-runs", ExecuteRuns.ToString(),
    ];

    public static WorkloadArguments Parse(string[] args)
    {
        var values = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return new WorkloadArguments
        {
            Database = values["--database"],
            Journal = values["--journal"],
            Incarnation = Number(values["--incarnation"]),
            Runs = Number(values["--runs"]),
            Pace = TimeSpan.FromMilliseconds(Number(values["--pace-ms"])),
            Evict = bool.Parse(values["--evict"]),
            TakeOver = bool.Parse(values["--take-over"]),
            Refunds = bool.Parse(values["--refunds"]),
            CrashedRecoveriesMax = Number(values["--crashed-recoveries-max"]),
            Effects = bool.Parse(values["--effects"]),
            Follow = bool.Parse(values["--follow"]),
            Mixed = bool.Parse(values["--mixed"]),
            BusyTimeout = TimeSpan.FromMilliseconds(Number(values["--busy-timeout-ms"])),
            Trees = bool.Parse(values["--trees"]),
            Mailboxes = Number(values["--mailboxes"]),
            Doors = bool.Parse(values["--doors"]),
            Tills = Number(values["--tills"]),
            Close = bool.Parse(values["--close"]),
            ExecuteRuns = bool.Parse(values["--execute-runs"]),
        };
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static int Number(string value) => int.Parse(value, CultureInfo.InvariantCulture);
}
