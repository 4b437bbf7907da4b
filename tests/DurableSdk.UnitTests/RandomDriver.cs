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
        if (!_isCancelled && _choice.Next(60) == 0 && !_open.Exists(command => command.StartsWith("start Limit", StringComparison.Ordinal)))
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

    /// <summary>What the run says is recorded before anything else. A worker records what begins with a time limit before anything else happens, so that no limit ends what the log doesn't know.</summary>
    private string Choose()
    {
        var isLimited = _open.Any(command => command.Contains(" Limit", StringComparison.Ordinal));
        var unrecorded = isLimited ? _open.Find(command => command.StartsWith("start ", StringComparison.Ordinal)) : null;
        return _open.Find(IsMark) ?? unrecorded ?? _open[_choice.Next(_open.Count)];
    }

    private void Answer(string command)
    {
        var id = command.Split(' ') is ["cancel", _, var canceled] ? canceled : command.Split(' ')[1];
        _open.RemoveAll(other => IsOf(other, id));
        switch (command.Split(' ')[0], _choice.Next(10))
        {
            case ("status" or "attribute", _): _run.Mark(id); break;
            case ("start", _): _run.StartTimer(id); break;
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
            var words = command.Split(' ');
            var id = words is ["cancel", _, var canceled] ? canceled : words[1];
            _open.RemoveAll(other => IsOf(other, id));
            _open.Add(command);
        }
    }

    private static bool IsMark(string command) => command.StartsWith("status ", StringComparison.Ordinal) || command.StartsWith("attribute ", StringComparison.Ordinal);

    private static bool IsOf(string command, string id) => command.Split(' ').Contains(id);
}
