namespace DurableSdk.SimulationTests.Harness;

/// <summary>Two simulations of one scenario, to the byte: what the database holds or held, in the order in which it was written, and what the code of the runs has learned.</summary>
internal sealed class Comparison(Simulation one, Simulation other)
{
    /// <summary>What is the first that isn't the same; null where all is.</summary>
    public string? Difference => RunsOf(one).SequenceEqual(RunsOf(other)) ? DifferenceOfLogs() ?? DifferenceOfOrder() : "there are other runs";

    private string? DifferenceOfLogs() => one.Logs.All.Select(log => DifferenceOf(log, other.Logs.Of(log.RunId))).FirstOrDefault(difference => difference is not null);

    private string? DifferenceOf(RunLog log, RunLog again)
    {
        if (!log.Stored.SequenceEqual(again.Stored, Stored.Compared))
            return $"{log.RunId} has another log, from event {log.Stored.Zip(again.Stored).TakeWhile(pair => Stored.Compared.Equals(pair.First, pair.Second)).Count() + 1} on";
        return one.Witness.TraceOf(log.RunId).SequenceEqual(other.Witness.TraceOf(log.RunId)) ? null : $"the code of {log.RunId} has learned something else";
    }

    private string? DifferenceOfOrder() => OrderOf(one).SequenceEqual(OrderOf(other)) ? null : "the events were written in another order";

    private static IEnumerable<(string RunId, DateTimeOffset? PurgedAt)> RunsOf(Simulation world) => world.Logs.All.Select(log => (log.RunId, log.Run.PurgedAt));

    private static IEnumerable<(long Position, string RunId, long Sequence)> OrderOf(Simulation world) =>
        world.Machine.Database.Subscriptions.Read(0, int.MaxValue).Select(e => (e.Position, e.RunId, e.Stored.Sequence));

    private sealed class Stored : EqualityComparer<StoredEvent>
    {
        public static Stored Compared { get; } = new();

        public override bool Equals(StoredEvent x, StoredEvent y) =>
            (x.Sequence, x.Kind, x.Format, x.At, x.Checksum) == (y.Sequence, y.Kind, y.Format, y.At, y.Checksum) && x.Body.Span.SequenceEqual(y.Body.Span);

        public override int GetHashCode(StoredEvent e) => e.Checksum.GetHashCode();
    }
}
