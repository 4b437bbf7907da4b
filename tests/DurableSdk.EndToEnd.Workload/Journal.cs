using System.Text;

namespace DurableSdk.EndToEnd.Workload;

/// <summary>
/// The side effects of the steps: a line when one begins, a line when one has ended. One file per start of the program, every line
/// a write of its own, so that a killed process loses none.
/// </summary>
public sealed class Journal(string path, int incarnation) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
    private int _executions;

    /// <returns>The execution's id: unique over all starts of the program.</returns>
    public string Begin(StepContext step)
    {
        var execution = $"{incarnation}:{Interlocked.Increment(ref _executions)}";
        Write("begin", step, execution);
        return execution;
    }

    public void End(StepContext step, string execution, bool succeeded) => Write(succeeded ? "done" : "failed", step, execution);

    public void Dispose() => _file.Dispose();

    private void Write(string what, StepContext step, string execution)
    {
        var line = Encoding.UTF8.GetBytes($"{what}\t{step.RunId}\t{step.StepId}\t{step.Attempt}\t{execution}\t{Environment.ProcessId}\n");
        lock (_lock)
            _file.Write(line);
    }
}
