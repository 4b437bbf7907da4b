using System.Globalization;
using System.Text;
using DurableSdk.Storage;

namespace DurableSdk.TestingTests.Harness;

internal static class Logs
{
    /// <summary>All that a database holds, to the byte, in the order in which it was written.</summary>
    public static async Task<string> OfAsync(InMemoryDatabase database)
    {
        await using var store = new InMemoryEventStore(database);
        var text = new StringBuilder();
        foreach (var one in await store.ReadAllAsync(0, int.MaxValue, default))
            text.AppendLine(CultureInfo.InvariantCulture, $"{one.RunId} {one.Stored.Sequence} {one.Stored.Kind} {one.Stored.At:O} {Convert.ToHexString(one.Stored.Body.Span)}");
        return text.ToString();
    }
}
