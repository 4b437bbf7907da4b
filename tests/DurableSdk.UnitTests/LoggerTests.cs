using DurableSdk.UnitTests.Harness;
using Microsoft.Extensions.Logging;

namespace DurableSdk.UnitTests;

public sealed class LoggerTests
{
    [Test]
    public void Lines_are_kept_until_taken_and_given_once()
    {
        using var run = CoreHarness.Start(WriteAsync);

        Assert.That(Lines(run.Core), Is.EqualTo(["Information before 1"]));
        Assert.That(Lines(run.Core), Is.Empty);
        run.Gives("execute A#1").Complete("A#1");
        Assert.That(Lines(run.Core), Is.EqualTo(["Warning after 2"]));
        run.Ends("completed null");
    }

    [Test]
    public void Lines_of_a_replay_are_dropped()
    {
        using var run = CoreHarness.Start(WriteAsync);
        run.Gives("execute A#1");

        using var rebuilt = run.Replay(TestWorkflow.Of(WriteAsync));

        Assert.That(Lines(rebuilt), Is.Empty);
        rebuilt.TakeCommands();
        rebuilt.Apply(new Events.LogEntry(2, run.Now, new Events.StepCompleted("A#1", 1, "", null, "0"u8.ToArray())), isReplay: false);
        Assert.That(Lines(rebuilt), Is.EqualTo(["Warning after 2"]));
    }

    [Test]
    public void Replaying_is_told_to_the_code()
    {
        var seen = new List<bool>();
        using var run = CoreHarness.Start(async () =>
        {
            seen.Add(Durable.Run.IsReplaying);
            await Flow.Step("A");
        });

        Assert.That(seen, Is.EqualTo([false, true]), "The harness runs the code live, then evicted and rebuilt.");
        run.Gives("execute A#1");
    }

    private static async Task WriteAsync()
    {
        Durable.Logger.Log(LogLevel.Information, "before {Number}", 1);
        Durable.Logger.Log(LogLevel.None, "never");
        await Flow.Step("A");
        Durable.Logger.Log(LogLevel.Warning, "after {Number}", 2);
    }

    private static List<string> Lines(Replay.ReplayCore core)
    {
        var target = new ListLogger();
        foreach (var line in core.TakeLogLines())
            line(target);
        return target.Lines;
    }

    private sealed class ListLogger : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{logLevel} {formatter(state, exception)}");
    }
}
