using System.Globalization;
using DurableSdk.Benchmarks;

// Durable steps a second beside what SQLite alone gives at the same durability on the same disk: one run, one table.
var seconds = args is ["--seconds", var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 5;
var duration = TimeSpan.FromSeconds(seconds);
int[] concurrencies = [1, 64, 512];

// Beside the program, not in the directory for temporary files: that may be memory, where a flush costs nothing.
var directory = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, $"data-{Environment.ProcessId}"));
try
{
    var results = new List<Measurement>();
    foreach (var concurrency in concurrencies)
    {
        var batch = concurrency == 1 ? 1 : 1000;
        Progress($"{concurrency} workflows: raw inserts, {batch} a commit, {seconds} s …");
        var raw = RawInserts.Measure(Path.Combine(directory.FullName, $"raw-{concurrency}.db"), concurrency, batch, duration);
        Progress($"{concurrency} workflows: raw {raw:N0} rows/s; durable steps, {seconds} s …");
        var durable = await DurableSteps.MeasureAsync(Path.Combine(directory.FullName, $"durable-{concurrency}.db"), concurrency, duration, Progress);
        results.Add(new Measurement(concurrency, batch, durable, raw));
    }

    Console.WriteLine(Report.Markdown(results));
}
finally
{
    directory.Delete(recursive: true);
}

static void Progress(string line) => Console.Error.WriteLine(line);
