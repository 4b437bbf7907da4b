using System.Text;
using System.Text.RegularExpressions;

namespace DurableSdk.ConformanceTests.Harness;

/// <summary>What a run came to.</summary>
internal sealed record Outcome
{
    public const string Died = "the process died";

    private const int LateViolation = 11;

    /// <summary>The result as JSON, the type of the exception, <c>canceled</c>, the code that blocks the run, or <see cref="Died"/>.</summary>
    public required string Text { get; init; }

    /// <summary>The engine's errors: those that blocked the run, those it ended by, and those of code that went on after it was dropped.</summary>
    public required IReadOnlyList<string> Codes { get; init; }

    /// <summary>What the journal says was done, in all processes.</summary>
    public IReadOnlyList<string> Done { get; init; } = [];

    /// <summary>What the workflow logged; of a process that died, what it said last.</summary>
    public IReadOnlyList<string> Logged { get; init; } = [];

    /// <summary>The length of the run's log.</summary>
    public long Events { get; init; }

    public static Outcome OfDead(string errors) => new() { Text = Died, Codes = CodeIn(errors) is { } code ? [code] : [], Logged = [errors] };

    public static Outcome Of(LogEntry end, IReadOnlyList<string> done, IReadOnlyList<LogLine> log)
    {
        var (text, code) = Read(end.Event);
        var late = log.Where(line => line.Id == LateViolation && line.Category.StartsWith("DurableSdk.Worker", StringComparison.Ordinal)).Select(line => CodeIn(line.Text));
        return new Outcome
        {
            Text = text,
            Codes = [.. late.Prepend(code).OfType<string>().Distinct()],
            Done = done,
            Logged = [.. log.Where(line => line.Category.EndsWith("Workflow", StringComparison.Ordinal)).Select(line => line.Text)],
            Events = end.Sequence,
        };
    }

    public void Completes(string json) => Ends(json);

    public void Fails<TException>()
        where TException : Exception => Ends(typeof(TException).FullName!);

    public void Ends(string text) => Assert.That(Text, Is.EqualTo(text));

    public void Blocks(params string[] codes) => Assert.That(Text, Is.AnyOf([.. codes.Cast<object>()]));

    private static (string Text, string? Code) Read(RunEvent end) => end switch
    {
        WorkflowCompleted e => (Encoding.UTF8.GetString(e.Result.Span), null),
        WorkflowFailed e => (e.Failure.Type, CodeIn(RootOf(e.Failure).Message)),
        WorkflowCanceled => ("canceled", null),
        Blocked e => (e.Code, e.Code),
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, "Not the end of a run."),
    };

    private static Failure RootOf(Failure failure) => failure.Cause is { } cause ? RootOf(cause) : failure;

    private static string? CodeIn(string text) => Regex.Match(text, @"\bDS\d{4}\b") is { Success: true } match ? match.Value : null;
}
