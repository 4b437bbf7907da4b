using DurableSdk;
using Microsoft.Extensions.DependencyInjection;
using Workflows;

await using var host = await DurableHost.StartAsync(o =>
{
    o.UseSqlite("Data Source=sum.db");
    o.Services.AddSingleton<IAdder, Adder>();
});
var sum = await host.Client.StartSumWorkflowAsync([1, 2, 3, 4]);
Console.WriteLine($"sum: {await sum.ResultAsync()}");
var own = await host.Client.StartOwnWorkflowAsync(21);
Console.WriteLine($"own: {await own.ResultAsync()}");
await foreach (var entry in host.Client.GetEventsAsync(sum.RunId))
    Console.WriteLine($"{entry.Sequence} {entry.Event.GetType().Name}");

public sealed class OwnWorkflow
{
    [Workflow]
    public async Task<int> RunAsync(int number) => await DoubleAsync(number);

    [Step]
    private static Task<int> DoubleAsync(int number) => Task.FromResult(number * 2);
}
