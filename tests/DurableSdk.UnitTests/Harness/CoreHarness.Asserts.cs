using DurableSdk.Events;
using DurableSdk.Replay;

namespace DurableSdk.UnitTests.Harness;

/// <summary>What the cores want, and what a test says of it.</summary>
internal sealed partial class CoreHarness
{
    private readonly List<string> _given = [];
    private readonly HashSet<string> _marks = [];
    private readonly Dictionary<string, string> _children = [];

    /// <summary>Why the run is blocked.</summary>
    public DurableException? Error { get; private set; }

    /// <summary>All commands since the last call, in order, no more and no fewer.</summary>
    public CoreHarness Gives(params string[] commands)
    {
        Assert.That(TakeAll(), Is.EqualTo(commands), Error?.ToString());
        return this;
    }

    /// <summary>The run wants to end like this; records the end and finds nothing left.</summary>
    public void Ends(string outcome)
    {
        Gives(outcome);
        RecordEnd();
    }

    /// <summary>What the run wants to end by.</summary>
    public RunEvent End => ((FinishRun)_calls[""]).Outcome;

    public void RecordEnd()
    {
        Apply(_calls[""] is FinishRun finish ? finish.Outcome : new ContinuedAsNew("run-2", 1));
        NothingLeft();
        Assert.That(_core.IsFinished);
    }

    /// <summary>The run cannot go on, and says so with this code.</summary>
    public DurableException Blocks(string code)
    {
        Gives($"block {code}");
        Assert.That(_core.TakeCommands(), Is.Empty, "A block is reported once.");
        return Error!;
    }

    /// <summary>As <see cref="Blocks"/>, for an error that another thread brings while no event is applied.</summary>
    public string TakeError(params string[] codes)
    {
        Take();
        Assert.That(TakeAll().Last(), Does.StartWith("block "));
        Assert.That(Error?.Code, Is.AnyOf(codes));
        return Error!.Message;
    }

    /// <summary>All commands since the last call, for what a test can't spell out.</summary>
    public string[] TakeAll()
    {
        var given = _given.ToArray();
        _given.Clear();
        return given;
    }

    private void Take()
    {
        foreach (var command in _core.TakeCommands())
            Take(command);
    }

    private void Take(Command command)
    {
        var id = CommandText.IdOf(command);
        var text = CommandText.Of(command);
        CheckRecorded(command);
        Error = (command as BlockRun)?.Error ?? Error;
        _given.Add(text);
        if (id.Length == 0)
            ClearEnded(command);
        if (command is RecordMark or DurableSdk.Replay.RecordPatch)
            _marks.Add(id);
        _open[id] = text;
        if (command is ExecuteStep or DurableSdk.Replay.StartTimer or SettleStep or BeginCompensation or FinishRun or ContinueRun or CompleteUpdate or RecordMark or SendSignal or DurableSdk.Replay.CreateHook or DurableSdk.Replay.StartChild)
            _calls[id] = command;
    }

    private void NothingLeft() => Assert.That(_given, Is.Empty, "commands that the test has not expected");

    /// <summary>What the event settles isn't open any more; what else it opens, the core says itself.</summary>
    private void Record(RunEvent e)
    {
        if (e is OperationEvent operation)
            _recorded.Add(operation.Id);
        if (e is StepCompleted or StepFailed or TimerFired or TimerCanceled or UpdateCompleted or MarkEvent or MessageSent or HookCreated or CompensationCompleted or CompensationFailed)
            _open.Remove(((OperationEvent)e).Id);
        if (e is HookExpired or HookClosed)
            _open.Remove(DurableSdk.Replay.HookExpiryOperation.IdOf(((OperationEvent)e).Id));
        if (e is HookClosed closed)
            _open.Remove(DurableSdk.Replay.HookCloseOperation.IdOf(closed.Id));
        if (e is ChildStarted started && (started.IsDetached || _log.Count > _options.ForkedAt))
            _open.Remove(started.Id);
        if (e is ChildStarted { IsDetached: false } awaited)
            _children[awaited.Id] = awaited.RunId;
        if (e is ChildEnded end && (_children.GetValueOrDefault(end.Id) == end.RunId || _options.Rules < EngineRules.ForksTellChildrenApart))
            _open.Remove(end.Id);
        if (e is ChildCancelRequested canceled)
            _open.Remove(canceled.Id);
        if (e is PatchRecorded patch)
            _open.Remove($"patch {patch.PatchId}");
        if (e is CompensationStarted or Resumed)
            _open.Remove("");
        if (e is Resumed)
            Error = null;
        if (Cancels(e) && !_log.Exists(entry => entry.Event is CompensationStarted) && !_open.ContainsKey("") && _log.Count(entry => Cancels(entry.Event)) == 1)
            ClearCanceled();
    }

    private static bool Cancels(RunEvent e) => e is CancelRequested or TimerFired { Id: "Timeout" };

    /// <summary>The last words of a run come with its end; one that is blocked says them when it goes on. One that is parked while it compensates goes on with what else it asked for.</summary>
    private void ClearEnded(Command end)
    {
        if (end is BlockRun { Error.Code: "DS1023" })
            return;
        foreach (var id in _open.Keys.Where(id => end is BlockRun || !_marks.Contains(id)).ToList())
            _open.Remove(id);
    }

    private void ClearCanceled()
    {
        foreach (var id in _open.Keys.Where(id => !OutlivesCancel(id)).ToList())
            _open.Remove(id);
    }

    /// <summary>
    /// A time limit (named <c>Limit…</c> in the tests) follows what it is set for, and may go on; so does what is shielded (<c>Shielded…</c>), the run's own limit, a hook's time and its closing, a mark, and a patch.
    /// </summary>
    private bool OutlivesCancel(string id) =>
        id.StartsWith("Limit", StringComparison.Ordinal) || id.StartsWith("Shielded", StringComparison.Ordinal) || id == "Timeout" || id.EndsWith("/expiry", StringComparison.Ordinal) || id.EndsWith("/close", StringComparison.Ordinal) || _marks.Contains(id);

    private void CompareWithEvicted()
    {
        using var evicted = Replay(_definition);
        var commands = evicted.TakeCommands();
        foreach (var command in commands)
            CheckRecorded(command);
        var open = _core.IsFinished ? [] : _open.Values.ToArray();
        Assert.That(commands.Select(CommandText.Of), Is.EquivalentTo(open), $"evicted and rebuilt after {_log[^1]}");
        Assert.That(evicted.IsFinished, Is.EqualTo(_core.IsFinished));
        Assert.That(evicted.UtcNow, Is.EqualTo(_core.UtcNow));
        Assert.That(commands.OfType<BlockRun>().SingleOrDefault()?.Error.Message, Is.EqualTo(Error?.Message));
    }

    /// <summary>Arguments go into the first entry of a step only, so the driver must know whether there is one.</summary>
    private void CheckRecorded(Command command)
    {
        if (command is ExecuteStep x)
            Assert.That(x.IsRecorded, Is.EqualTo(_recorded.Contains(x.Call.Id)), x.Call.Id);
    }
}
