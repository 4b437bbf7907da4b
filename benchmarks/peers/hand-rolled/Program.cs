using System.Globalization;
using DurableSdk.Benchmarks.HandRolled;
using Microsoft.Data.Sqlite;

// What many write before they look for an engine, in two ways: see the README beside this folder.
const string Steps = "commit";
const string Group = "group";

if (args is ["--resume", var resumed, var database])
{
    using var connection = Database.Open(database);
    using var own = Writer(resumed, Database.Open(database));
    await new Runner(own).ResumeAsync(connection, steps: 1_000, () => Console.WriteLine("next"));
    return;
}

var duration = TimeSpan.FromSeconds(args is ["--seconds", var seconds] ? double.Parse(seconds, CultureInfo.InvariantCulture) : 5);
// Beside the program: the directory for temporary files may be memory, where a flush costs nothing.
var directory = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, $"data-{Environment.ProcessId}"));
try
{
    foreach (var (way, engine) in new[] { (Steps, "hand-rolled, a commit a step"), (Group, "hand-rolled, naive group commit") })
    {
        foreach (var concurrency in new[] { 1, 64, 512 })
            await TellAsync("steps", concurrency, "steps/s", runner => Workloads.StepsPerSecondAsync(runner, concurrency, duration));
        await TellAsync("fan-out", 1, "ms", runner => Workloads.FanOutAsync(runner, 100));
        await TellAsync("sleepers", 1_000, "ms", runner => Workloads.SleepersAsync(runner, 1_000));
        Tell("resume", 1, "ms", await Workloads.ResumeAsync(way, NewFile()));

        async Task TellAsync(string workload, int concurrency, string unit, Func<Runner, Task<double>> measure)
        {
            using var writer = Writer(way, Database.Open(NewFile()));
            Tell(workload, concurrency, unit, await measure(new Runner(writer)));
        }

        void Tell(string workload, int concurrency, string unit, double value) =>
            Console.WriteLine(new Figure(engine, $"SQLite {SQLitePCL.raw.sqlite3_libversion().utf8_to_string()}", "WAL, synchronous=FULL", workload, concurrency, value, unit).ToJson());
    }
}
finally
{
    directory.Delete(recursive: true);
}

string NewFile() => Path.Combine(directory.FullName, $"{Guid.NewGuid():N}.db");

static IWriter Writer(string way, SqliteConnection connection) => way == Group ? new GroupCommit(connection) : new CommitAStep(connection);
