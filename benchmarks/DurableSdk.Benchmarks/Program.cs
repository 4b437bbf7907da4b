using System.Diagnostics;
using DurableSdk.Benchmarks;

if (args is [Measured.Argument, .. var measured])
{
    await Measured.RunAsync(measured);
    return 0;
}

// What durability costs beside what SQLite alone gives, in the same run: a table at the end, and a plot.
if (Options.Parse(args) is not { } options || options.Names.Except(Suite.All.Select(benchmark => benchmark.Name)).Any())
{
    Console.Error.WriteLine($"{Options.Usage}{Environment.NewLine}names: {string.Join(' ', Suite.All.Select(benchmark => benchmark.Name))}");
    return 2;
}

// Beside the program, not in the directory for temporary files: that may be memory, where a flush costs nothing.
var directory = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, $"data-{Environment.ProcessId}"));
var watch = Stopwatch.StartNew();
try
{
    var setting = new Setting(directory.FullName, options.IsQuick ? Sizes.Quick : Sizes.Full, options.Part, Progress);
    var machine = MachineFacts.Measure(setting);
    Progress(machine.ToString());
    var rows = new List<Row>();
    foreach (var benchmark in Suite.All.Where(benchmark => options.Names.Count == 0 || options.Names.Contains(benchmark.Name)))
        rows.AddRange(await benchmark.MeasureAsync(setting));

    Console.WriteLine(Markdown.Of(machine, rows));
    await File.WriteAllTextAsync(options.Output, Plot.Of(machine, rows));
    Progress($"The plot is in {Path.GetFullPath(options.Output)}.");
    return 0;
}
finally
{
    directory.Delete(recursive: true);
}

void Progress(string line) => Console.Error.WriteLine($"{watch.Elapsed:mm\\:ss}  {line}");
