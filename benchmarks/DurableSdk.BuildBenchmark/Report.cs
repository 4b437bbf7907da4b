using System.Globalization;
using System.Text;

namespace DurableSdk.BuildBenchmark;

internal static class Report
{
    public static string Markdown(Options options, SampleProject project, IReadOnlyDictionary<Variant, List<Measurement>> measured)
    {
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, .NET SDK's `dotnet build` with a {(options.IsCold ? "compiler process per build" : "warm compiler server")}, median of {options.Rounds}")
            .AppendLine(CultureInfo.InvariantCulture, $"{options.Workflows:N0} workflows, {options.Workflows * 5:N0} steps: {project.WorkflowLines:N0} lines in files with workflows, {project.PlainLines:N0} lines of plain code")
            .AppendLine()
            .AppendLine("| build | wall, s | | processor, s | |")
            .AppendLine("| --- | ---: | ---: | ---: | ---: |");
        var without = Measurement.Median(measured[Variant.All[0]]);
        foreach (var variant in Variant.All)
        {
            var m = Measurement.Median(measured[variant]);
            text.AppendLine(CultureInfo.InvariantCulture, $"| {variant.Name} | {m.Wall:F1} | {More(m.Wall, without.Wall)} | {m.Processor:F1} | {More(m.Processor, without.Processor)} |");
        }

        return text.ToString();
    }

    private static string More(double value, double than) => value == than ? "" : (value / than - 1).ToString("+0 %;-0 %;0 %", CultureInfo.InvariantCulture);
}
