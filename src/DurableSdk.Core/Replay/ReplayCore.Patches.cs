using DurableSdk.Collections;
using DurableSdk.Errors;
using DurableSdk.Events;

namespace DurableSdk.Replay;

/// <summary>Changes of the code that runs from before it don't take.</summary>
internal sealed partial class ReplayCore
{
    public const int PatchIdLengthMax = 200;

    private Dictionary<string, bool> Patches => field ??= new(StringComparer.Ordinal);
    private LazyList<RecordPatch> _newPatches;
    private readonly long _logEnd;
    private readonly RunHistory? _history;

    /// <summary>
    /// The code has asked what only the rest of the log can tell, and this core doesn't know that: it is of no use any more, and one with the
    /// <see cref="RunHistory"/> has to be made in its place. Most runs never ask, so none is read for them.
    /// </summary>
    public bool NeedsHistory { get; private set; }

    public bool Patched(string id)
    {
        EnsureMayAct("Durable.Patched");
        if (Patches.TryGetValue(id, out var known))
            return known;
        if (id.Length is 0 or > PatchIdLengthMax)
        {
            Block(ReplayErrors.PatchId(_setup, id));
            return false;
        }

        return LastSequence >= _logEnd ? Take(id) : Find(id);
    }

    /// <summary>The log isn't at its end: what is recorded decides, or else whether the code came further than here.</summary>
    private bool Find(string id)
    {
        if (_history is null)
        {
            NeedsHistory = true;
            Block(ReplayErrors.Abandoned(_setup));
            return false;
        }

        if (_history.HasPatch(id))
            return Patches[id] = true;
        return _history.GoesFurther(_operations.Contains, Patches.ContainsKey) ? Patches[id] = false : Take(id);
    }

    private bool Take(string id)
    {
        _newPatches.Add(new RecordPatch(id));
        return Patches[id] = true;
    }

    /// <summary>Also before the code asks: it may have been moved to a later place.</summary>
    private void ApplyPatchRecorded(PatchRecorded e) => Patches[e.PatchId] = true;

    /// <summary>First of all: what the code has asked for after it must not be in the log without it.</summary>
    private IReadOnlyList<Command> WithPatches(IReadOnlyList<Command> commands)
    {
        if (_newPatches.Count == 0 || _error is not null)
            return commands;
        Command[] all = [.. _newPatches.Items, .. commands];
        _newPatches.Clear();
        return all;
    }
}
