using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1028: what writes logs, metrics or traces at each replay.</summary>
public sealed class ForeignLoggerTests
{
    [TestCase("{|DUR1028:logger|}.LogInformation(\"a {B}\", 1);")]
    [TestCase("{|DUR1028:_logger|}.LogError(\"a\");")]
    [TestCase("{|DUR1028:this._logger|}.Log(LogLevel.Information, \"a\");")]
    [TestCase("{|DUR1028:Property|}?.LogError(\"a\");")]
    [TestCase("if ({|DUR1028:logger|}.IsEnabled(LogLevel.Debug)) await Task.Yield();")]
    [TestCase("using ({|DUR1028:logger|}.BeginScope(\"a\")) { }")]
    [TestCase("{|DUR1028:Static|}.LogError(\"a\");")]
    [TestCase("{|DUR1028:Lib.Log|}.LogError(\"a\");")]
    [TestCase("{|DUR1028:factory.CreateLogger(\"a\")|}.LogError(\"a\");")]
    [TestCase("{|DUR1028:factory.CreateLogger<W>()|}.LogError(\"a\");")]
    [TestCase("{|DUR1028:_made|}.LogError(\"a\");")]
    [TestCase("var log = {|DUR1028:logger|}; log.LogError(\"a\");")]
    [TestCase("Helper({|DUR1028:logger|});")]
    [TestCase("_ = new Pricer({|DUR1028:logger|}).Price();")]
    [TestCase("Messages.Started({|DUR1028:logger|}, 1);")]
    [TestCase("{|DUR1028:logger|}.Ended(1);")]
    [TestCase("{|DUR1028:LogOwn(1)|};")]
    [TestCase("Defined({|DUR1028:logger|}, 1, null);")]
    [TestCase("Action a = () => {|DUR1028:logger|}.LogError(\"a\"); a();")]
    [TestCase("One();", "private void One() => Two<int>(); private void Two<T>() => Three(); private void Three() => {|DUR1028:logger|}.LogError(\"a\");")]
    [TestCase("Messages.Started(Current, 1);", "private ILogger Current => {|DUR1028:logger|};")]
    [TestCase("{|DUR1028:counter.Add(1)|};")]
    [TestCase("{|DUR1028:Orders.Add(1)|}; {|DUR1028:Times.Record(1.5)|};")]
    [TestCase("_ = {|DUR1028:new System.Diagnostics.Metrics.Meter(\"a\")|};")]
    [TestCase("using var a = {|DUR1028:Source.StartActivity(\"a\")|}; a?.SetTag(\"b\", 1);")]
    [TestCase("using var a = {|DUR1028:new System.Diagnostics.Activity(\"a\")|};")]
    [TestCase("Events.Log.Started();")]
    public void Logger_meter_or_activity_of_the_process_is_reported(string body, string members = "") => Check(body, members);

    [TestCase("Durable.Logger.LogInformation(\"a\"); var log = Durable.Logger; log.LogError(\"a\"); Helper(log); Messages.Started(log, 1); log.Ended(1);")]
    [TestCase("using (Durable.Logger.BeginScope(\"a\")) { } Defined(Durable.Logger, 1, null); _ = new Pricer(Durable.Logger).Price();")]
    [TestCase("Current.LogError(\"a\"); OfRun.LogError(\"a\");", "private static ILogger OfRun => Durable.Logger; private ILogger Current => Durable.Logger;")]
    [TestCase("NullLogger.Instance.LogError(\"a\"); NullLogger<W>.Instance.LogError(\"a\");")]
    [TestCase("_ = nameof(logger); await StepAsync();", "[Step] private Task StepAsync() { logger.LogError(\"a\"); counter.Add(1); LogOwn(1); return Task.CompletedTask; }")]
    [TestCase("""
        #pragma warning disable DUR1028
                logger.LogError("a"); counter.Add(1);
        #pragma warning restore DUR1028
        """)]
    public void Logger_of_the_run_is_not(string body, string members = "") => Check(body, members);

    [Test]
    public void Message_says_what_to_use()
    {
        var reported = Expect.Findings("""
            using Microsoft.Extensions.Logging;
            public sealed class W(ILogger<W> logger) { [Workflow] public Task RunAsync() { {|DUR1028:logger|}.LogError("a"); return Task.CompletedTask; } }
            """);

        Assert.That(reported.Single().GetMessage(null), Is.EqualTo("'logger' writes again at each replay; use Durable.Logger"));
    }

    [TestCase("logger.")]
    [TestCase("logger.LogError(")]
    [TestCase("_unknown.LogError(1); LogOwn(; logger?.;")]
    public void Half_typed_code_throws_nothing(string body) => Assert.That(
        () => Project.Of($"using Microsoft.Extensions.Logging; public partial class W(ILogger<W> logger, Unknown unknown) {{ private readonly Unknown _unknown = unknown; [LoggerMessage] partial void LogOwn(int n); [Workflow] public async Task RunAsync() {{ {body} }} }}").AnalyzeDeterminism(),
        Throws.Nothing);

    private static void Check(string body, string members) => Expect.Findings([
        ("Types.cs", """
            using System.Diagnostics.Tracing;
            using Microsoft.Extensions.Logging;
            public static class Lib { public static ILogger Log { get; set; } = null!; }
            public sealed class Pricer(ILogger log) { private readonly ILogger _log = log; public int Price() { _log.LogError("a"); return 1; } }
            [EventSource] public sealed class Events : EventSource { public static readonly Events Log = new(); public void Started() => {|DUR1028:WriteEvent(1)|}; }
            public static partial class Messages
            {
                [LoggerMessage(Level = LogLevel.Information, Message = "a {N}")] public static partial void Started(ILogger logger, int n);
                [LoggerMessage(Level = LogLevel.Information, Message = "a {N}")] public static partial void Ended(this ILogger logger, int n);
            }
            """.Replace("{|DUR1028:WriteEvent(1)|}", body.Contains("Events", StringComparison.Ordinal) ? "{|DUR1028:WriteEvent(1)|}" : "WriteEvent(1)", StringComparison.Ordinal)),
        ("Messages.g.cs", """
            using Microsoft.Extensions.Logging;
            public static partial class Messages
            {
                public static partial void Started(ILogger logger, int n) { logger.LogInformation("a"); }
                public static partial void Ended(this ILogger logger, int n) { logger.LogInformation("a"); }
            }
            public partial class W { private partial void LogOwn(int n) { _logger.LogInformation("a"); } }
            """),
        ("Case.cs", $$"""
            #pragma warning disable CS9113, CS9124 // a case uses what it needs
            using System.Diagnostics.Metrics;
            using Microsoft.Extensions.Logging;
            using Microsoft.Extensions.Logging.Abstractions;
            public sealed partial class W(ILogger<W> logger, ILoggerFactory factory, Counter<int> counter)
            {
                private static readonly ILogger Static = null!;
                private static readonly Action<ILogger, int, Exception?> Defined = LoggerMessage.Define<int>(LogLevel.Information, 1, "a {N}");
                private static readonly Counter<int> Orders = new Meter("a").CreateCounter<int>("b");
                private static readonly Histogram<double> Times = new Meter("a").CreateHistogram<double>("c");
                private static readonly System.Diagnostics.ActivitySource Source = new("a");
                private readonly ILogger _logger = logger;
                private readonly ILogger _made = factory.CreateLogger("made");
                private ILogger? Property { get; } = logger;
                [LoggerMessage(Level = LogLevel.Information, Message = "a {N}")] private partial void LogOwn(int n);
                [Workflow] public async Task RunAsync()
                {
                    await Task.Yield();
                    {{body}}
                }
                private static void Helper(ILogger log) => log.LogError("a");
                {{members}}
            }
            """)]);
}
