using DurableSdk.CompilerServices;
using DurableSdk.Events;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>Does at random what a driver may do next.</summary>
internal sealed class RandomDriver : IDisposable
{
    private readonly Random _choice;
    private readonly Func<Task<int>> _method;
    private readonly CoreHarness _run;
    private readonly List<string> _open = [];
    private bool _isCancelled;

    public RandomDriver(int seed)
    {
        _choice = new Random(~seed);
        _method = new RandomWorkflow(seed).Build();
        _run = CoreHarness.Start(_method, new CoreOptions { Seed = (ulong)seed });
        Take();
    }

    public WorkflowDefinition Definition => TestWorkflow.Of(_method);

    public IReadOnlyList<LogEntry> Log => _run.Log;

    /// <summary>All that the run has wanted, in order.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>One event; false once the run has ended.</summary>
    public bool Next()
    {
        if (!_open.Exists(IsMark) && Commands is [.., var last] && (last.StartsWith("completed", StringComparison.Ordinal) || last.StartsWith("failed", StringComparison.Ordinal)
            || last.StartsWith("canceled", StringComparison.Ordinal)))
        {
            _run.RecordEnd();
            return false;
        }

        Assert.That(_open, Is.Not.Empty, "The run waits, and for nothing.");
        _run.Advance(_choice.Next(-5, 50));
        if (!_isCancelled && _choice.Next(60) == 0 && !_open.Exists(command => command.StartsWith("start Limit", StringComparison.Ordinal) || IsChild(command)))
            Cancel();
        else
            Answer(Choose());
        Take();
        return true;
    }

    /// <summary>Two cores over the whole log, one asked after every event and one only at the end, want the same.</summary>
    public void AssertReplaysAlike()
    {
        using var asked = _run.BuildEmpty();
        var commands = new List<string>();
        foreach (var entry in _run.Log)
        {
            asked.Apply(entry, isReplay: true);
            commands.AddRange(asked.TakeCommands().Select(CommandText.Of));
        }

        using var atTheEnd = _run.Replay(TestWorkflow.Of(_method));
        Assert.That(commands, Is.EqualTo(Commands));
        Assert.That((asked.IsFinished, atTheEnd.IsFinished), Is.EqualTo((true, true)));
    }

    public void Dispose() => _run.Dispose();

    private void Cancel()
    {
        _isCancelled = true;
        _open.RemoveAll(command => command.StartsWith("start ", StringComparison.Ordinal) && _choice.Next(2) == 0);
        _run.Cancel("random");
    }

    /// <summary>What the run says, and the children that it starts, are recorded before anything else. A worker records what begins with a time limit before anything else happens, so that no limit ends what the log doesn't know.</summary>
    private string Choose()
    {
        var isLimited = _open.Any(command => command.Contains(" Limit", StringComparison.Ordinal));
        var unrecorded = isLimited ? _open.Find(command => command.StartsWith("start ", StringComparison.Ordinal)) : null;
        return _open.Find(IsMark) ?? _open.Find(IsChild) ?? unrecorded ?? _open[_choice.Next(_open.Count)];
    }

    private void Answer(string command)
    {
        var id = IdOf(command);
        _open.RemoveAll(other => other == command || (IsOf(other, id) && !command.StartsWith("cancel child", StringComparison.Ordinal)));
        switch (command.Split(' ')[0], _choice.Next(10))
        {
            case ("status" or "attribute", _): _run.Mark(id); break;
            case ("start", _) when IsChild(command): StartChild(id); break;
            case ("start", _): _run.StartTimer(id); break;
            case ("running", 0): _run.ChildFailed(id, id, _isCancelled ? RunStatus.Canceled : RunStatus.Failed); break;
            case ("running", _): _run.ChildCompleted(id, id, _choice.Next(1_000)); break;
            case ("cancel", _) when command.StartsWith("cancel child", StringComparison.Ordinal): _run.Apply(new ChildCancelRequested(id)); break;
            case ("await", _): _run.Fire(id); break;
            case ("cancel", _) when command.StartsWith("cancel timer", StringComparison.Ordinal): _run.CancelTimer(id); break;
            case (_, 0): _run.Fail(id, new IOException("random")); break;
            case (_, 1): _run.Fail(id, new TimeoutException("random")); break;
            case ("execute", 2): _run.FailAttempt(id, 1); break;
            default: _run.Complete(id, _choice.Next(1_000)); break;
        }
    }

    private void Take()
    {
        foreach (var command in _run.TakeAll())
        {
            Commands.Add(command);
            var id = IdOf(command);
            _open.RemoveAll(other => IsOf(other, id) && !other.StartsWith("running", StringComparison.Ordinal));
            _open.Add(command);
        }
    }

    /// <summary>The child's run has the operation's id, and ends at some time.</summary>
    private void StartChild(string id)
    {
        _open.Add($"running {id}");
        _run.StartChild(id, id);
    }

    private static bool IsChild(string command) => command.StartsWith("start child", StringComparison.Ordinal);

    private static string IdOf(string command) => command.Split(' ') is ["cancel" or "start", "child" or "step" or "timer", var id, ..] ? id : command.Split(' ')[1];

    private static bool IsMark(string command) => command.StartsWith("status ", StringComparison.Ordinal) || command.StartsWith("attribute ", StringComparison.Ordinal);

    private static bool IsOf(string command, string id) => command.Split(' ').Contains(id);
}
