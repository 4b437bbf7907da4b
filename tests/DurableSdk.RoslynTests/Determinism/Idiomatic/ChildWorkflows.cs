namespace Idiomatic.ChildWorkflows;

public sealed class ReportPartWorkflow
{
    [Workflow]
    public async Task<int> RunAsync(string part)
    {
        await Durable.Sleep(TimeSpan.FromMinutes(1));
        return await RenderAsync(part);
    }

    [Step] private static Task<int> RenderAsync(string part) => Task.FromResult(part.Length);
}

/// <summary>Two workflows in a file, and a shared static helper that calls a step.</summary>
public sealed class ReportWorkflow
{
    [Workflow]
    public async Task<int> RunAsync(string[] parts)
    {
        var pages = 0;
        foreach (var part in parts)
            pages += await Shared.PagesAsync(part);
        return pages;
    }
}

public static class Shared
{
    public static async Task<int> PagesAsync(string part)
    {
        var length = await LengthAsync(part);
        return (length + 99) / 100;
    }

    [Step] public static Task<int> LengthAsync(string part) => Task.FromResult(part.Length);
}
