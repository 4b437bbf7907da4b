using DurableSdk.Collections;
using DurableSdk.CompilerServices;
using DurableSdk.Errors;
using DurableSdk.Events;

namespace DurableSdk.Replay;

/// <summary>What the code says of its run: how far it is, and its attributes.</summary>
internal sealed partial class ReplayCore
{
    /// <summary>Not in the log yet, in the order in which they were said.</summary>
    private LazyList<MarkOperation> _marks;

    /// <summary>As the code has set them by now.</summary>
    private Dictionary<string, AttributeValue> Attributes => field ??= new(StringComparer.Ordinal);

    private string? _statusText;

    public void SetStatus(CallSite site, string? text)
    {
        var id = NextId(site);
        if (MarkRules.ProblemOfStatusText(text) is { } problem)
        {
            Block(ReplayErrors.BadMark(_setup, id, site.Source, problem));
            return;
        }

        _statusText = text;
        Say(new StatusSet(id, site.Source, text));
    }

    public void SetAttribute(CallSite site, string key, AttributeValue? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        var id = NextId(site);
        if (MarkRules.ProblemOf(key, value) is { } problem)
        {
            Block(ReplayErrors.BadMark(_setup, id, site.Source, problem));
            return;
        }

        if (value is null)
            Attributes.Remove(key);
        else
            Attributes[key] = value;
        if (Attributes.Count > MarkRules.AttributesMax)
            Block(ReplayErrors.TooManyAttributes(_setup, id, site.Source, key));
        else
            Say(new AttributesSet(id, site.Source, key, value));
    }

    private void BeginMarks(WorkflowStarted e)
    {
        _statusText = e.StatusText;
        foreach (var (key, value) in e.Attributes)
            Attributes[key] = value;
    }

    private void Say(MarkEvent mark)
    {
        var operation = new MarkOperation(mark);
        _marks.Add(operation);
        Issue(operation);
    }

    private void ApplyMark(MarkEvent e, long sequence)
    {
        if (!TryFind<MarkOperation>(e.Id, e.Noun, e.Source, sequence, out var mark))
            return;
        if (!mark.Mark.SaysSameAs(e) && !IsOfItsOrigin(sequence, mark.Mark, e))
        {
            Block(ReplayErrors.OtherArguments(_setup, sequence, mark, e.Source));
            return;
        }

        mark.MarkRecorded();
        if (!Close(mark, sequence))
            return;
        Settle(mark);
        PassOver(mark);
    }

    /// <summary>
    /// What was said before a mark that the log has, and isn't in the log itself, was added to the code later. Recorded now, it would replace the
    /// newer one in the run's row.
    /// </summary>
    private void PassOver(MarkOperation recorded)
    {
        for (var i = _marks.Items.IndexOf(recorded) - 1; i >= 0; i--)
        {
            var earlier = _marks.Items[i];
            if (earlier.Mark.Target != recorded.Mark.Target)
                continue;
            earlier.MarkClosed();
            Settle(earlier);
            _marks.Items.RemoveAt(i);
        }

        _marks.Items.Remove(recorded);
    }

    /// <summary>The last words of a run whose code has ended; what else it left open isn't waited for.</summary>
    private IEnumerable<Command> TakeMarks() => _marks.Count == 0 ? [] : _marks.Items.Where(mark => mark.IsQueued).Select(mark => mark.Command()!);
}
