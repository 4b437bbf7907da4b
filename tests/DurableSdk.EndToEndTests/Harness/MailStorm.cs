using DurableSdk.EndToEnd.Workload;

namespace DurableSdk.EndToEndTests.Harness;

/// <summary>Letters are signals, or deliveries to hooks.</summary>
internal sealed class MailStorm(TestDirectory directory, int seed, bool byHooks = false) : ClientStorm(directory, seed)
{
    private const int Mailboxes = 6;

    protected override int LineBytes => 16;

    protected override int LinesMax => 80;

    protected override WorkloadArguments Configure(WorkloadArguments arguments) => arguments with { Mailboxes = Mailboxes, Doors = byHooks };

    protected override void NothingAcknowledgedIsLost(DatabaseLog log, IReadOnlyList<string[]> acknowledged) => MailChecks.NothingAcknowledgedIsLost(log, Letters(acknowledged));

    protected override void EverythingWasUsedOnce(DatabaseLog log, IReadOnlyList<string[]> acknowledged) => MailChecks.EveryLetterWasReadOnce(log, Mailboxes, Letters(acknowledged));

    private static List<(string Mailbox, string Letter)> Letters(IReadOnlyList<string[]> lines) => [.. lines.Select(fields => (fields[0], fields[1]))];
}
