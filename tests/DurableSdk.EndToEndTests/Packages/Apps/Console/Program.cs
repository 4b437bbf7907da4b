using DurableSdk;

await using var host = await DurableHost.StartAsync(o => o.UseSqlite("Data Source=hello.db"));
var run = await host.Client.StartHelloWorkflowAsync("World", new() { IdempotencyKey = "hello" });
Console.WriteLine($"result: {await run.ResultAsync()}");

public sealed class HelloWorkflow
{
    [Workflow]
    public async Task<string> RunAsync(string name)
    {
        var greeting = await GreetAsync(name);
        var ends = await Task.WhenAll(ExclaimAsync("!"), ExclaimAsync("?"));
        await Durable.Sleep(TimeSpan.FromSeconds(3));
        return greeting + string.Concat(ends) + await ExclaimAsync(".");
    }

    [Step]
    private Task<string> GreetAsync(string name)
    {
        Console.WriteLine($"greeting {name}");
        return Task.FromResult($"Hello {name}");
    }

    [Step]
    private static Task<string> ExclaimAsync(string mark)
    {
        Console.WriteLine($"exclaiming {mark}");
        return Task.FromResult(mark);
    }
}
