using DurableSdk.Replay;

namespace DurableSdk.Testing.Steps;

/// <summary>All that a test has said of steps.</summary>
internal sealed class StepBook
{
    private readonly Lock _gate = new();
    private readonly List<TestStep> _steps = [];

    /// <summary>The last that was said of a step counts.</summary>
    public void Add(TestStep step)
    {
        lock (_gate)
            _steps.Insert(0, step);
    }

    public TestStep? Find(StepCall call)
    {
        lock (_gate)
            return _steps.Find(step => step.Matches(call));
    }

    /// <summary>The same for another host, which counts its own calls.</summary>
    public StepBook Copy()
    {
        var copy = new StepBook();
        lock (_gate)
            copy._steps.AddRange(_steps.Select(step => step.Copy()));
        return copy;
    }
}
