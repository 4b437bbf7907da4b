using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DurableSdk.Events;
using DurableSdk.Storage;

namespace DurableSdk.UnitTests.Fuzz;

/// <summary>Changes a log as no disk would: the sequences and the checksums fit again, so that what lies behind them is met.</summary>
internal sealed class HistoryMutation(string runId, int seed)
{
    private readonly Random _choice = new(seed);
    private readonly StringBuilder _text = new();

    /// <summary>What was done, for the report.</summary>
    public override string ToString() => _text.ToString();

    public IReadOnlyList<StoredEvent> Mutate(IEnumerable<StoredEvent> log)
    {
        var events = log.ToList();
        for (var changes = _choice.Next(4) == 0 ? 3 : 1; changes > 0; changes--)
            Change(events);
        return [.. events.Select((stored, i) => Sign(stored with { Sequence = i + 1 }))];
    }

    private StoredEvent Sign(StoredEvent stored) =>
        stored with { Checksum = EventChecksum.Compute(runId, stored.Sequence, stored.Kind, stored.Format, stored.Body.Span) };

    private void Change(List<StoredEvent> events)
    {
        if (events.Count == 0)
            return;
        var at = _choice.Next(events.Count);
        var other = _choice.Next(events.Count);
        switch (_choice.Next(14))
        {
            case 0: Note($"drop {at + 1}"); events.RemoveAt(at); break;
            case 1: Note($"cut behind {at + 1}"); events.RemoveRange(at + 1, events.Count - at - 1); break;
            case 2: Note($"copy {at + 1} to {other + 1}"); events.Insert(other, events[at]); break;
            case 3: Note($"swap {at + 1} and {other + 1}"); (events[at], events[other]) = (events[other], events[at]); break;
            case 4: events[at] = WithKind(events[at]); Note($"kind of {at + 1} becomes {events[at].Kind}"); break;
            case 5: events[at] = events[at] with { At = events[at].At.AddSeconds(_choice.Next(-100_000, 100_000)) }; Note($"time of {at + 1} becomes {events[at].At:u}"); break;
            case 6: events[at] = events[at] with { Format = _choice.Next(4) }; Note($"format of {at + 1} becomes {events[at].Format}"); break;
            case < 10: events[at] = events[at] with { Body = WithBytes(events[at].Body.ToArray()) }; Note($"body of {at + 1} becomes {Text(events[at])}"); break;
            default: events[at] = events[at] with { Body = WithJson(events[at].Body) }; Note($"body of {at + 1} becomes {Text(events[at])}"); break;
        }
    }

    private StoredEvent WithKind(StoredEvent stored)
    {
        var kinds = Enum.GetValues<EventKind>();
        return stored with { Kind = _choice.Next(8) == 0 ? (EventKind)_choice.Next(-5, 300) : kinds[_choice.Next(kinds.Length)] };
    }

    private byte[] WithBytes(byte[] body)
    {
        var bytes = body.ToList();
        for (var changes = _choice.Next(1, 4); changes > 0; changes--)
        {
            var at = _choice.Next(bytes.Count + 1);
            if (at == bytes.Count || _choice.Next(3) == 0)
                bytes.Insert(at, (byte)_choice.Next(256));
            else if (_choice.Next(2) == 0)
                bytes.RemoveAt(at);
            else
                bytes[at] ^= (byte)(1 << _choice.Next(8));
        }

        return [.. bytes];
    }

    /// <summary>Some value somewhere in it becomes another, or goes, or comes twice.</summary>
    private byte[] WithJson(ReadOnlyMemory<byte> body)
    {
        JsonNode? root;
        var places = new List<(JsonObject? Object, string Name, JsonArray? Array, int Index)>();
        try
        {
            root = JsonNode.Parse(body.Span);
            Collect(root, places);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // An earlier change has taken the JSON from it.
            return WithBytes(body.ToArray());
        }

        if (places.Count == 0)
            return "null"u8.ToArray();
        var (inObject, name, inArray, index) = places[_choice.Next(places.Count)];
        if (inObject is not null && _choice.Next(3) == 0)
            inObject.Remove(name);
        else if (inObject is not null)
            inObject[name] = Another(inObject[name]);
        else if (_choice.Next(3) == 0)
            inArray!.RemoveAt(index);
        else
            inArray![index] = Another(inArray[index]);
        return Encoding.UTF8.GetBytes(root!.ToJsonString());
    }

    private static void Collect(JsonNode? node, List<(JsonObject?, string, JsonArray?, int)> places)
    {
        if (node is JsonObject o)
        {
            foreach (var (name, value) in o)
            {
                places.Add((o, name, null, 0));
                Collect(value, places);
            }
        }
        else if (node is JsonArray a)
        {
            for (var i = 0; i < a.Count; i++)
            {
                places.Add((null, "", a, i));
                Collect(a[i], places);
            }
        }
    }

    private JsonNode? Another(JsonNode? value) => _choice.Next(12) switch
    {
        0 => null,
        1 => true,
        2 => new JsonArray(1, "two"),
        3 => new JsonObject { ["$codec"] = "gzip", ["id"] = "A#1" },
        4 => "",
        5 => "A#1",
        6 => -1,
        7 => 4_000_000_000_000,
        8 => 1.5,
        9 => "9999-99-99T00:00:00Z",
        10 => JsonNode.Parse(string.Concat(Enumerable.Repeat("[", 50)) + string.Concat(Enumerable.Repeat("]", 50))),
        _ => value is JsonValue one && one.TryGetValue<string>(out var text) ? text + "x" : value is JsonValue two && two.TryGetValue<int>(out var number) ? number + 1 : 0,
    };

    private static string Text(StoredEvent stored) => Encoding.UTF8.GetString(stored.Body.Span);

    private void Note(string change) => _text.AppendLine(change);
}
