using DurableSdk.Hosting;

namespace DurableSdk.EngineTests.Harness;

/// <summary>A thread pool that can be too busy to begin anything.</summary>
internal sealed class HeldPool : Execution
{
    private readonly Lock _lock = new();
    private readonly List<Task<Task>> _held = [];
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isBusy;

    public bool IsBusy
    {
        set
        {
            lock (_lock)
                _isBusy = value;
        }
    }

    /// <summary>Completes once some work waits.</summary>
    public Task Held => _first.Task;

    public override Task RunAsync(Func<Task> work)
    {
        lock (_lock)
        {
            if (!_isBusy)
                return base.RunAsync(work);
            var held = new Task<Task>(work);
            _held.Add(held);
            _first.TrySetResult();
            return held.Unwrap();
        }
    }

    /// <summary>Begins what waits, and all that comes.</summary>
    public void Release()
    {
        lock (_lock)
        {
            _isBusy = false;
            foreach (var held in _held)
                held.Start(TaskScheduler.Default);
            _held.Clear();
        }
    }
}
