using DurableSdk.RoslynTests.Harness;
using Microsoft.CodeAnalysis;

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>What a run says of itself is durable: what it is made of, and the order, are checked as for steps; and nothing of it is awaited.</summary>
public sealed class MarkTests
{
    [TestCase("Durable.SetStatus({|DUR1001:DateTime.UtcNow|}.ToString(\"O\"));")]
    [TestCase("Durable.SetAttribute(\"id\", {|DUR1002:Guid.NewGuid()|});")]
    [TestCase("Durable.SetStatus($\"{{|DUR1010:order.Total|}} EUR\");")]
    [TestCase("foreach (var (k, v) in {|DUR1016:System.Collections.Frozen.FrozenDictionary<string, int>.Empty|}) Durable.SetAttribute(k, v);")]
    [TestCase("await {|DUR1004:Task.Run(() => Durable.SetStatus(\"elsewhere\"))|};")]
    [TestCase("await TellAsync();", "[Step] private async Task TellAsync() { await Task.Yield(); {|DUR1021:Durable.SetStatus(\"from a step\")|}; }")]
    public void Mark_that_depends_on_what_is_not_recorded_is_reported(string body, string members = "") => Expect.InWorkflow(body, members);

    [TestCase("Durable.SetStatus(\"begun\"); Durable.SetAttribute(\"total\", order.Total); Durable.SetAttribute(\"at\", Durable.UtcNow); Durable.SetAttribute(\"id\", Durable.NewGuid());")]
    [TestCase("try { await OneAsync(); } finally { Durable.SetAttribute(\"over\", true); Durable.SetAttribute(\"day\", DayOfWeek.Monday); Durable.SetStatus(null); }")]
    [TestCase("Say(1); await Task.WhenAll(new[] { 1, 2 }.Select(async i => { Say(i); await NumberAsync(i); }));", "private static void Say(int round) => Durable.SetStatus($\"round {round}\");")]
    [TestCase("Action say = () => Durable.SetStatus(\"by a lambda\"); say();")]
    public void Mark_is_no_lost_work(string body, string members = "") => Expect.InWorkflow(body, members);

    [TestCase("new object()")]
    [TestCase("DateTime.UnixEpoch")]
    [TestCase("TimeSpan.Zero")]
    [TestCase("ulong.MaxValue")]
    [TestCase("new[] { 1 }")]
    public void Value_of_another_type_does_not_compile(string value) => Assert.That(
        Project.Of($"public static class Flow {{ [Workflow] public static Task RunAsync() {{ Durable.SetAttribute(\"key\", {value}); return Task.CompletedTask; }} }}")
            .Generate().GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Single().Id,
        Is.AnyOf("CS1503", "CS0457"));
}
