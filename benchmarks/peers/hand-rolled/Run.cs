namespace DurableSdk.Peers.HandRolled;

/// <summary>A workflow's run: its steps are numbered as they are called, and those that have a row don't run again.</summary>
internal sealed class Run(string id, IReadOnlyDictionary<int, string> completed, IWriter writer)
{
    private int _called;

    public async Task<string> StepAsync(Func<Task<string>> step)
    {
        var number = _called++;
        if (completed.TryGetValue(number, out var recorded))
            return recorded;
        var result = await step();
        await writer.WriteAsync("INSERT INTO steps (workflow, number, result) VALUES (@id, @number, @result)", new { id, number, result });
        return result;
    }

    public Task FinishAsync(string result) => writer.WriteAsync("UPDATE workflows SET result = @result WHERE id = @id", new { id, result });
}
