namespace DurableSdk.RoslynTests.Fixes;

/// <summary>Workflows log by their own logger (DUR1028), and steps use ordinary APIs (DUR1021).</summary>
public sealed class LoggerTests
{
    [Test]
    public async Task Injected_logger_becomes_the_workflows()
    {
        var text = await Fixed.AllAsync("DUR1028", """
            using Microsoft.Extensions.Logging;

            public sealed class Flow(ILogger<Flow> logger, ILoggerFactory factory)
            {
                private readonly ILogger _log = logger;

                [Workflow]
                public async Task RunAsync()
                {
                    logger.LogInformation("a");
                    _log.LogWarning("b {Id}", 1); // b
                    this._log.LogError("c");
                    factory.CreateLogger("d").LogError("d");
                    Help(_log);
                    await Task.Yield();
                }

                private static void Help(ILogger log) => log.LogDebug("e");
            }

            """);
        Assert.That(text, Is.EqualTo("""
            using Microsoft.Extensions.Logging;

            public sealed class Flow(ILogger<Flow> logger, ILoggerFactory factory)
            {
                private readonly ILogger _log = logger;

                [Workflow]
                public async Task RunAsync()
                {
                    Durable.Logger.LogInformation("a");
                    Durable.Logger.LogWarning("b {Id}", 1); // b
                    Durable.Logger.LogError("c");
                    Durable.Logger.LogError("d");
                    Help(Durable.Logger);
                    await Task.Yield();
                }

                private static void Help(ILogger log) => log.LogDebug("e");
            }

            """));
    }

    [TestCase("Durable.UtcNow.UtcDateTime", "DateTimeOffset.UtcNow.UtcDateTime")]
    [TestCase("Durable.NewGuid()", "Guid.NewGuid()")]
    [TestCase("Durable.Random.Next()", "Random.Shared.Next()")]
    [TestCase("Durable.Sleep(TimeSpan.FromDays(1))", "Task.Delay(TimeSpan.FromDays(1))")]
    public Task Step_uses_the_ordinary_API(string before, string after) => Fixed.BodyAsync(
        "DUR1021", "", "", $"[Step] private static Task UseAsync() {{ _ = {before}; return Task.CompletedTask; }}", $"[Step] private static Task UseAsync() {{ _ = {after}; return Task.CompletedTask; }}");

    [Test]
    public Task Logger_of_the_workflow_in_a_step_is_left_to_people() =>
        Fixed.NotOfferedAsync("DUR1021", Fixed.Workflow("", "[Step] private static Task UseAsync() { _ = Durable.Logger; return Task.CompletedTask; }"));
}
