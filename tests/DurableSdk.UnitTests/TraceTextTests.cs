using DurableSdk.Failures;

namespace DurableSdk.UnitTests;

public sealed class TraceTextTests
{
    private const string Pay = "   at Shop.Pay() in Shop.cs:line 7";
    private const string Polly = "   at Polly.Run()";
    private const string Step = "   at DurableSdk.Worker.StepAttempt.CallAsync()";
    private const string Again = "--- End of stack trace from previous location ---";

    [TestCase(Pay, Pay)]
    [TestCase($"{Pay}\n{Step}\n{Again}\n{Step}", Pay)]
    [TestCase($"{Pay}\n   at DurableSdk.Generated.Shop.Steps.Pay()\n{Step}", Pay)]
    [TestCase($"{Pay}\r\n{Step}\r\n", Pay)]
    [TestCase($"{Pay}\n{Step}\n{Polly}\n{Step}", $"{Pay}\n{Step}\n{Polly}")]
    [TestCase($"{Step}\n{Pay}\n   at DurableSdk.Replay.StepCall.InvokeAsync()", $"{Step}\n{Pay}")]
    [TestCase($"{Pay}\n   at DurableSdk.Workers.Mine()", $"{Pay}\n   at DurableSdk.Workers.Mine()")]
    [TestCase($"{Step}\n{Step}", $"{Step}\n{Step}")]
    [TestCase("", "")]
    public void Trace_ends_where_the_engine_has_called(string trace, string left) => Assert.That(TraceText.WithoutEngine(trace), Is.EqualTo(left));
}
