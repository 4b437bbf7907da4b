using Microsoft.Extensions.Logging;

namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class InjectedLogger() : UnsafeCase(typeof(InjectedLoggerWorkflow))
{
    public override string Does => "Logs by an injected `ILogger`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1028"];

    public override string Really => "Every replay logs the line again. Nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        var outcome = await lab.CrashAsync(afterEvent: 2);
        outcome.Completes("1");
        Assert.That(outcome.Logged, Is.EqualTo(new[] { "begun", "begun" }));
    }
}

internal sealed class InjectedLoggerWorkflow(ILogger<InjectedLoggerWorkflow> log)
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        log.LogInformation("begun");
        return await Steps.GiveAsync(1);
    }
}
