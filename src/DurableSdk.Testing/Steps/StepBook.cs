using DurableSdk.Replay;

namespace DurableSdk.Testing.Steps;

/// <summary>All that a test has said of steps, and the attempts that have begun. To name a step says nothing of it, so it may be named as often as one likes.</summary>
internal sealed class StepBook
{
    private readonly Lock _gate = new();

    /// <summary>One of each step. What was said last stands first, since it counts.</summary>
    private readonly List<(StepMethod Method, StepScript Script)> _scripts = [];
    private readonly List<(StepCall Step, TestStepCall Call)> _calls = [];

    /// <summary>Adds to what was said of a step.</summary>
    public void Say(StepMethod method, Func<StepScript, StepScript> change)
    {
        lock (_gate)
        {
            var at = _scripts.FindIndex(one => one.Method.IsSame(method));
            var script = at < 0 ? new StepScript() : _scripts[at].Script;
            if (at >= 0)
                _scripts.RemoveAt(at);
            _scripts.Insert(0, (method, change(script)));
        }
    }

    /// <summary>The attempts of a step that have begun, in their order.</summary>
    public IReadOnlyList<TestStepCall> CallsOf(StepMethod method)
    {
        lock (_gate)
            return [.. _calls.Where(one => method.Matches(one.Step)).Select(one => one.Call)];
    }

    /// <summary>What is to be done of an attempt, null where nothing was said; it is one of the calls from now on.</summary>
    public StepScript? Begin(StepCall step, TestStepCall call)
    {
        lock (_gate)
        {
            _calls.Add((step, call));
            return Find(step);
        }
    }

    /// <summary>What was said of a step, null for nothing.</summary>
    public StepScript? Find(StepCall step)
    {
        lock (_gate)
            return _scripts.Find(one => one.Method.Matches(step)).Script;
    }

    /// <summary>The same for another host, which counts its own calls.</summary>
    public StepBook Copy()
    {
        var copy = new StepBook();
        lock (_gate)
            copy._scripts.AddRange(_scripts);
        return copy;
    }
}
