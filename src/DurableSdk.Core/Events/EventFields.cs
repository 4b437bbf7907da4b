using System.Text.Json;

namespace DurableSdk.Events;

/// <summary>All fields that an event's JSON may have. Unknown ones are skipped, so that an older program reads a newer one's events.</summary>
internal ref struct EventFields
{
    /// <summary>No field has a longer name.</summary>
    private const int NameLengthMax = 32;

    public string? Id;
    public int Attempt;
    public string? Source;
    public ReadOnlyMemory<byte>? Arguments;
    public ReadOnlyMemory<byte>? Result;
    public Failure? Failure;
    public DateTimeOffset At;
    public string? Workflow;
    public int Version;
    public ulong Seed;
    public int Rules;
    public string? Reason;
    public string? Code;
    public string? Report;
    public string? Build;
    public string? Previous;
    public string? First;
    public string? Next;
    public string? ForkedFrom;
    public long Cut;
    public string? Key;
    public string? Type;
    public string? Value;
    public string? Text;
    public Dictionary<string, AttributeValue>? Attributes;
    public string? Name;
    public string? Message;
    public bool Compensable;
    public string? Compensates;
    public bool Unknown;
    public IReadOnlyList<string>? Uncompensated;
    public string? To;
    public string? Token;
    public string? Address;
    public string? Run;
    public RunStatus? Status;
    public bool Detached;
    public string? Parent;
    public string? Operation;
    public int Depth;
    public string? Trace;

    public static EventFields Read(ReadOnlyMemory<byte> body)
    {
        var fields = default(EventFields);
        // How deep a payload nests was for the serialiser to say when it was written.
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader.Read();
        JsonShape.Need(reader, JsonTokenType.StartObject);
        // The names are the same in millions of events: none is made a string of its own.
        Span<char> chars = stackalloc char[NameLengthMax];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan.Length <= NameLengthMax ? chars[..reader.CopyString(chars)] : [];
            reader.Read();
            fields.Set(name, ref reader, body);
        }

        JsonShape.Need(reader, JsonTokenType.EndObject);
        // What follows the object is no JSON, and reading it says so.
        reader.Read();
        return fields;
    }

    private void Set(scoped ReadOnlySpan<char> name, ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        switch (name)
        {
            case "id": Id = reader.GetString(); break;
            case "attempt": Attempt = reader.GetInt32(); break;
            case "source": Source = reader.GetString(); break;
            case "args": Arguments = JsonSlice.Take(ref reader, body); break;
            case "result": Result = JsonSlice.Take(ref reader, body); break;
            case "failure": Failure = FailureJson.Read(ref reader, body); break;
            case "at": At = reader.GetDateTimeOffset(); break;
            case "workflow": Workflow = reader.GetString(); break;
            case "version": Version = reader.GetInt32(); break;
            case "seed": Seed = reader.GetUInt64(); break;
            case "rules": Rules = reader.GetInt32(); break;
            case "reason": Reason = reader.GetString(); break;
            case "code": Code = reader.GetString(); break;
            case "report": Report = reader.GetString(); break;
            case "build": Build = reader.GetString(); break;
            case "previous": Previous = reader.GetString(); break;
            case "first": First = reader.GetString(); break;
            case "next": Next = reader.GetString(); break;
            case "forkedFrom": ForkedFrom = reader.GetString(); break;
            case "cut": Cut = reader.GetInt64(); break;
            case "key": Key = reader.GetString(); break;
            case "type": Type = reader.GetString(); break;
            case "value": Value = reader.GetString(); break;
            case "text": Text = reader.GetString(); break;
            case "attributes": Attributes = MarkJson.ReadAttributes(ref reader); break;
            case "name": Name = reader.GetString(); break;
            case "message": Message = reader.GetString(); break;
            case "compensable": Compensable = reader.GetBoolean(); break;
            case "compensates": Compensates = reader.GetString(); break;
            case "unknown": Unknown = reader.GetBoolean(); break;
            case "uncompensated": Uncompensated = ReadList(ref reader); break;
            case "to": To = reader.GetString(); break;
            case "token": Token = reader.GetString(); break;
            case "address": Address = reader.GetString(); break;
            case "run": Run = reader.GetString(); break;
            case "status": Status = Enum.TryParse<RunStatus>(reader.GetString(), out var status) ? status : null; break;
            case "detached": Detached = reader.GetBoolean(); break;
            case "parent": Parent = reader.GetString(); break;
            case "operation": Operation = reader.GetString(); break;
            case "depth": Depth = reader.GetInt32(); break;
            case "trace": Trace = reader.GetString(); break;
            default: reader.Skip(); break;
        }
    }

    private static List<string> ReadList(ref Utf8JsonReader reader)
    {
        JsonShape.Need(reader, JsonTokenType.StartArray);
        var values = new List<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
            values.Add(reader.GetString()!);
        JsonShape.Need(reader, JsonTokenType.EndArray);
        return values;
    }
}
