using System.Globalization;
using DurableSdk;
using DurableSdk.Peers.Engine;
using DurableSdk.Peers.Measuring;
using Microsoft.Extensions.DependencyInjection;

// <database> load <seconds>, or <database> resume
await using var host = await DurableHost.StartAsync(durable =>
{
    durable.UseSqlite($"Data Source={args[0]}");
    durable.Services.AddSingleton<Resumed>();
});
var workflows = new Workflows(host.Client);
if (args is [_, "load", var seconds])
    await new Load("durable", workflows, TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture))).RunAsync();
else
    await workflows.ResumedAsync("one");
