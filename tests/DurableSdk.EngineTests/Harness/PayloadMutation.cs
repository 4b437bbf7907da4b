using System.Text;
using System.Text.Json.Nodes;
using DurableSdk.Storage;

namespace DurableSdk.EngineTests.Harness;

/// <summary>Changes what a codec has written in an event, and signs the event again: so that it is the codec that is to notice, not the checksum.</summary>
internal sealed class PayloadMutation(string runId, int seed)
{
    private readonly Random _choice = new(seed);
    private string _text = "nothing was encoded";

    /// <summary>What was done, for the report.</summary>
    public override string ToString() => _text;

    /// <returns>False for an event without an encoded payload.</returns>
    public static bool CanMutate(StoredEvent stored) => stored.Format == EventCodec.EnvelopeFormat;

    public StoredEvent Mutate(StoredEvent stored)
    {
        var body = JsonNode.Parse(stored.Body.Span)!.AsObject();
        var envelopes = body.Select(field => field.Value).OfType<JsonObject>().Where(value => value.ContainsKey("$codec")).ToList();
        var envelope = envelopes[_choice.Next(envelopes.Count)];
        var written = envelope.ToJsonString();
        while (envelope.ToJsonString() == written)
            Change(envelope);

        var changed = Encoding.UTF8.GetBytes(body.ToJsonString());
        _text = $"event {stored.Sequence} {stored.Kind}, seed {seed}:{Environment.NewLine}{Encoding.UTF8.GetString(stored.Body.Span)}{Environment.NewLine}becomes{Environment.NewLine}{Encoding.UTF8.GetString(changed)}";
        return stored with { Body = changed, Checksum = EventChecksum.Compute(runId, stored.Sequence, stored.Kind, stored.Format, changed) };
    }

    private void Change(JsonObject envelope)
    {
        var (label, data) = (envelope["$codec"]!.GetValue<string>(), envelope["data"]!.GetValue<string>());
        switch (_choice.Next(8))
        {
            case 0: envelope["$codec"] = Label(label); break;
            case 1: envelope["data"] = Letters(data); break;
            default: envelope["data"] = Convert.ToBase64String(Bytes(Convert.FromBase64String(data))); break;
        }
    }

    private string Label(string label)
    {
        var names = label.Split(',');
        return _choice.Next(7) switch
        {
            0 => "",
            1 => string.Join(',', names.Reverse().Append("gzip")),
            2 => names[0],
            3 => names[^1],
            4 => $"{label},{label}",
            5 => label + "x",
            _ => string.Join(',', Enumerable.Repeat("gzip", 50)),
        };
    }

    private string Letters(string data)
    {
        var letters = new StringBuilder(data);
        for (var changes = _choice.Next(1, 4); changes > 0; changes--)
            letters[_choice.Next(letters.Length)] = (char)_choice.Next(' ', 'z');
        return letters.ToString();
    }

    private byte[] Bytes(byte[] data)
    {
        var at = _choice.Next(data.Length);
        return _choice.Next(8) switch
        {
            0 => data[..at],
            1 => data[at..],
            2 => [.. data, .. data[at..]],
            3 => [.. data[..at], (byte)_choice.Next(256), .. data[at..]],
            4 => [.. data[at..], .. data[..at]],
            5 => new byte[at],
            _ => Flipped(data),
        };
    }

    private byte[] Flipped(byte[] data)
    {
        for (var changes = _choice.Next(1, 4); changes > 0; changes--)
            data[_choice.Next(data.Length)] ^= (byte)(1 << _choice.Next(8));
        return data;
    }
}
