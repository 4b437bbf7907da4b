namespace Idiomatic.FieldsOfTheRun;

/// <summary>State of the run in fields of the workflow's class, which no step looks at.</summary>
public sealed class FieldsOfTheRunWorkflow
{
    private readonly List<string> _done = [];
    private int _retries;

    private bool IsTired => _retries > 10 && _done is not [];

    [Workflow]
    public async Task<int> RunAsync(string[] tasks)
    {
        foreach (var task in tasks)
            await DoAsync(task);
        return _retries;
    }

    private async Task DoAsync(string task)
    {
        while (!IsTired)
        {
            var isDone = await WorkAsync(task);
            if (isDone)
            {
                _done.Add(task);
                return;
            }

            _retries++;
        }
    }

    [Step] private static Task<bool> WorkAsync(string task) => Task.FromResult(true);
}
