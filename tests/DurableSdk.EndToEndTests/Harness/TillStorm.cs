using DurableSdk.EndToEnd.Workload;

namespace DurableSdk.EndToEndTests.Harness;

/// <summary>Entries are updates.</summary>
internal sealed class TillStorm(TestDirectory directory, int seed) : ClientStorm(directory, seed)
{
    private const int Tills = 6;

    protected override int LineBytes => 50;

    protected override int LinesMax => 120;

    protected override WorkloadArguments Configure(WorkloadArguments arguments) => arguments with { Tills = Tills };

    protected override void NothingAcknowledgedIsLost(DatabaseLog log, IReadOnlyList<string[]> acknowledged) => TillChecks.OutcomesAreRecordedOnce(log, Entries(acknowledged));

    protected override void EverythingWasUsedOnce(DatabaseLog log, IReadOnlyList<string[]> acknowledged) => TillChecks.EveryEntryWasMadeOnce(log, Tills, Entries(acknowledged));

    private static List<(string Till, string Entry, string Outcome)> Entries(IReadOnlyList<string[]> lines) => [.. lines.Select(fields => (fields[0], fields[1], fields[2]))];
}
