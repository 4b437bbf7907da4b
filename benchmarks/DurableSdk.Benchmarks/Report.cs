using System.Globalization;
using System.Text;

namespace DurableSdk.Benchmarks;

internal static class Report
{
    public static string Markdown(IEnumerable<Measurement> measurements)
    {
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {TenStepsWorkflow.Steps} steps a workflow, synchronous=FULL")
            .AppendLine()
            .AppendLine("| concurrent workflows | durable steps/s | raw inserts/s | rows a raw commit | steps / inserts |")
            .AppendLine("| ---: | ---: | ---: | ---: | ---: |");
        foreach (var m in measurements)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {m.Concurrency} | {m.StepsPerSecond:N0} | {m.RawRowsPerSecond:N0} | {m.RawBatch:N0} | {m.StepsPerSecond / m.RawRowsPerSecond:P0} |");
        return text.ToString();
    }
}
