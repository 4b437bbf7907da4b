using DurableSdk.BuildBenchmark;

// The same build without generator and analyzers, with the generator, and with both, side by side: one run, one table.
if (Options.Parse(args) is not { } options)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

var directory = Directory.CreateDirectory(options.Keep ?? Path.Combine(Path.GetTempPath(), $"durable-build-{Environment.ProcessId}")).FullName;
try
{
    var project = SampleProject.Write(directory, Path.Combine(AppContext.BaseDirectory, "measured"), options);
    using var builder = new Builder(project, options.IsCold);
    builder.Restore();

    // A round that doesn't count fills the file cache and warms the server.
    var measured = Variant.All.ToDictionary(v => v, _ => new List<Measurement>());
    for (var round = 0; round <= options.Rounds; round++)
    {
        foreach (var variant in Variant.All)
        {
            var m = builder.Measure(variant);
            Console.Error.WriteLine($"{(round == 0 ? "warm-up" : $"round {round}")}, {variant.Name}: {m.Wall:F1} s, processor {m.Processor:F1} s");
            if (round > 0)
                measured[variant].Add(m);
        }
    }

    Console.WriteLine(Report.Markdown(options, project, measured));
    foreach (var line in builder.Profile(Variant.All[^1]))
        Console.WriteLine(line);
    return 0;
}
finally
{
    if (options.Keep is null)
        Directory.Delete(directory, recursive: true);
}
