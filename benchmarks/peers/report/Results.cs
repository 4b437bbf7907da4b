using DurableSdk.Peers.Measuring;

namespace DurableSdk.Peers.Report;

/// <summary>The figures of all rounds; of several rounds the median counts.</summary>
internal sealed class Results(IReadOnlyList<Line> lines)
{
    public const string Ours = "durable";

    /// <summary>Those that were measured, in the order of the lines.</summary>
    public IReadOnlyList<Line> Peers { get; } = [.. lines.Where(line => line.Durability is not null)];

    public IEnumerable<Line> Skipped => lines.Where(line => line.Skipped is not null);

    public string? Machine => lines.LastOrDefault(line => line.Machine is not null)?.Machine;

    public double? Value(string peer, string figure)
    {
        var values = lines.Where(line => line.Peer == peer && line.Figure == figure).Select(line => line.Value!.Value).Order().ToList();
        return values.Count == 0 ? null : (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    }

    /// <returns>The best of these peers, if any has the figure.</returns>
    public (string Peer, double Value)? Best(Row row, IEnumerable<string> peers)
    {
        var values = peers.Select(peer => (peer, value: Value(peer, row.Figure))).Where(one => one.value is not null).Select(one => (Peer: one.peer, Value: one.value!.Value));
        var sorted = row.MoreIsBetter ? values.OrderByDescending(one => one.Value) : values.OrderBy(one => one.Value);
        return sorted.Select(one => ((string, double)?)one).FirstOrDefault();
    }
}
