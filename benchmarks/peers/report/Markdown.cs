using System.Globalization;
using System.Text;
using DurableSdk.Peers.Measuring;

namespace DurableSdk.Peers.Report;

/// <summary>The section about peers.</summary>
internal sealed class Markdown(IReadOnlyList<Line> lines)
{
    private readonly Results _results = new(lines);
    private readonly StringBuilder _text = new();

    public override string ToString()
    {
        _text.Clear();
        Say("# DurableSdk and its peers\n\nWritten by `benchmarks/peers/run`; [what is compared, and how](README.md).\n");
        Say($"{_results.Machine}.\n");
        Durabilities();
        Figures();
        if (_results.Peers.Any(peer => peer.Peer == Results.Ours))
        {
            Reached();
            PeersAhead();
        }

        return _text.ToString();
    }

    private void Durabilities()
    {
        Say("| | what is on disk when a step counts as completed |\n| --- | --- |");
        foreach (var peer in _results.Peers)
            Say($"| {peer.Name} | {peer.Durability} |");
        Say("");
        foreach (var line in _results.Skipped)
            Say($"{line.Peer}: {line.Skipped}.\n");
    }

    private void Figures()
    {
        Say($"| | {string.Join(" | ", _results.Peers.Select(peer => peer.Peer))} |\n| --- |{string.Concat(_results.Peers.Select(_ => " ---: |"))}");
        foreach (var row in Row.All)
        {
            var best = _results.Best(row, _results.Peers.Select(peer => peer.Peer!))?.Peer;
            var cells = _results.Peers.Select(peer => Cell(_results.Value(peer.Peer!, row.Figure), peer.Peer == best && row.Figure != "resume-server"));
            Say($"| {row.Title} | {string.Join(" | ", cells)} |");
        }

        Say("\nThe best of a row is bold. Without a server there is none to kill.\n");
    }

    private void Reached()
    {
        Say("## Meant to reach\n\n| | meant | measured |\n| --- | ---: | ---: |");
        foreach (var reach in Reach.All)
        {
            var row = Row.All.Single(one => one.Figure == reach.Figure);
            var measured = (_results.Value(Results.Ours, row.Figure), _results.Best(row, reach.Against)) is ({ } ours, { } best) ? Times(row.Ratio(ours, best.Value)) : "not measured";
            Say($"| {reach.Title} | {Times(reach.Times)} | {measured} |");
        }

        Say("");
    }

    private void PeersAhead()
    {
        Say("## Where a peer is ahead\n");
        var ahead = from row in Row.All
                    let ours = _results.Value(Results.Ours, row.Figure)
                    where ours is not null
                    from peer in _results.Peers
                    let value = _results.Value(peer.Peer!, row.Figure)
                    where value is not null && row.IsBetter(value.Value, ours.Value)
                    select $"- {row.Title}: {peer.Peer} has {Number(value)}, DurableSdk {Number(ours)}: {Reasons.Of(peer.Peer!, row.Figure)}.";
        var said = ahead.ToList();
        Say(said.Count == 0 ? "Nowhere in these figures." : string.Join('\n', said));
    }

    private static string Cell(double? value, bool best) => best ? $"**{Number(value)}**" : Number(value);

    private static string Number(double? value) => value switch
    {
        null => "",
        < 10 => value.Value.ToString("N1", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("N0", CultureInfo.InvariantCulture),
    };

    private static string Times(double times) => times.ToString(times < 10 ? "0.0×" : "0×", CultureInfo.InvariantCulture);

    private void Say(string line) => _text.Append(line).Append('\n');
}
