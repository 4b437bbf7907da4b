using System.Globalization;
using System.Text;
using DurableSdk.Events;
using DurableSdk.Hosting;
using DurableSdk.Testing.Machines;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.Testing.Exploring;

/// <summary>What happened in a test, in the order in which it was recorded.</summary>
internal static class ScheduleText
{
    private const int LinesMax = 200;

    public static async Task<string> OfAsync(TestCluster cluster)
    {
        var runtime = cluster.Tester.Services.GetRequiredService<DurableRuntime>();
        var store = await runtime.OpenStoreAsync(CancellationToken.None);
        var events = await store.ReadAllAsync(0, LinesMax + 1, CancellationToken.None);
        var start = events.Count == 0 ? default : events[0].Stored.At;
        var text = new StringBuilder();
        foreach (var one in events.Take(LinesMax))
        {
            var id = runtime.Events.Decode(one.RunId, one.Stored).Event is OperationEvent e ? $" {e.Id}" : "";
            text.AppendLine(CultureInfo.InvariantCulture, $"  +{one.Stored.At - start:c}  {one.RunId} {one.Stored.Sequence} {one.Stored.Kind}{id}");
        }

        return events.Count > LinesMax ? $"{text}  …{Environment.NewLine}" : text.ToString();
    }
}
