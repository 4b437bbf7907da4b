using System.Globalization;
using System.Text;

namespace DurableSdk.Benchmarks;

internal static class Markdown
{
    /// <summary>Ready to be put into RESULTS.md.</summary>
    public static string Of(MachineFacts machine, IEnumerable<Row> rows)
    {
        var text = new StringBuilder()
            .AppendLine(machine.ToString())
            .AppendLine()
            .AppendLine("| what | figure | reference in the same run | compared | reach | reached |")
            .AppendLine("| --- | ---: | ---: | ---: | ---: | --- |");
        foreach (var row in rows)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.What} | {row.Figure} | {row.Reference} | {row.Comparison?.Text} | {row.Comparison?.Reach} | {Reached(row)} |");
        return text
            .AppendLine()
            .AppendLine("What generator and analyzers add to a build is measured by `benchmarks/DurableSdk.BuildBenchmark`: at most + 15 %.")
            .ToString();
    }

    private static string Reached(Row row) => row.Comparison switch
    {
        null => "",
        { IsReached: true } => "yes",
        _ => "**no**",
    };
}
