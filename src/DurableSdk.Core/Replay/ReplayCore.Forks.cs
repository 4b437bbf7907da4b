using System.Text.Json;
using DurableSdk.Events;

namespace DurableSdk.Replay;

/// <summary>What a fork has copied was recorded by its origin, under the origin's ids.</summary>
internal sealed partial class ReplayCore
{
    private string? _originRunId;
    private bool _knowsItsIds;
    private bool _knowsItsPast;

    /// <summary>The code reads which run it is. A fork is another one than its origin, so what says the id may differ from what is copied, with nothing changed in the code.</summary>
    public ReplayCore TellIds()
    {
        _knowsItsIds = true;
        return this;
    }

    /// <summary>The code reads which run it continues. A fork continues none: in what is copied stands an id that it doesn't know, or what came of there being one.</summary>
    public string? TellPreviousRunId()
    {
        _knowsItsPast = true;
        return PreviousRunId;
    }

    /// <summary>Whether a difference to a recorded event may come of the fork's other ids alone.</summary>
    private bool IsOfItsOrigin(long sequence, ReadOnlyMemory<byte> now, ReadOnlyMemory<byte> recorded) =>
        sequence <= _forkedAt && (_knowsItsPast || (_knowsItsIds && (SaysWhichRun(now) || SaysWhichRun(recorded))));

    private bool IsOfItsOrigin(long sequence, string? now, string? recorded) =>
        sequence <= _forkedAt && (_knowsItsPast || (_knowsItsIds && (SaysWhichRun(now) || SaysWhichRun(recorded))));

    private bool IsOfItsOrigin(long sequence, MarkEvent now, MarkEvent recorded) =>
        sequence <= _forkedAt && IsOfItsOrigin(sequence, EventBody.Write(now), EventBody.Write(recorded));

    private bool SaysWhichRun(ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
            return false;
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = _setup.Serializer.DepthMax });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && SaysWhichRun(reader.GetString()))
                return true;
        }

        return false;
    }

    private bool SaysWhichRun(string? text) =>
        text is not null && (text.Contains(RunId, StringComparison.Ordinal) || (_originRunId is { } origin && text.Contains(origin, StringComparison.Ordinal)));
}
