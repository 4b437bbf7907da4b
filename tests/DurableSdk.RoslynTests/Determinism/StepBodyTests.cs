using DurableSdk.RoslynTests.Harness;
using Microsoft.CodeAnalysis;

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1020 and DUR1021: a step isn't workflow code.</summary>
public sealed class StepBodyTests
{
    [TestCase("[Step] private async Task S() => await {|DUR1020:OneAsync()|};")]
    [TestCase("[Step] private async Task S() { var t = {|DUR1020:this.TextAsync(\"a\")|}; await t; }")]
    [TestCase("[Step] private async Task S() { Func<Task> f = () => {|DUR1020:OneAsync()|}; await f(); }")]
    [TestCase("[Step] private Task S() => A(); private Task A() => B<int>(); private Task B<T>() => C; private Task C => {|DUR1020:OneAsync()|};")]
    [TestCase("[Step] private async Task<int> S(int n) => n == 0 ? 0 : await {|DUR1020:S(n - 1)|};")]
    [TestCase("[Step] private Task A() => {|DUR1020:B()|}; [Step] private Task B() => {|DUR1020:A()|};")]
    [TestCase("[Step] private static Task<int> S() => {|DUR1020:NumberAsync(1)|};")]
    [TestCase("private readonly IOther _other = null!; public interface IOther { [Step] Task GoAsync(); } [Step] private Task S() => {|DUR1020:_other.GoAsync()|};")]
    [TestCase("[Step] private async Task S() => await {|DUR1021:Durable.Sleep(TimeSpan.Zero)|};")]
    [TestCase("[Step] private Task<DateTimeOffset> S() => Task.FromResult({|DUR1021:Durable.UtcNow|});")]
    [TestCase("[Step] private Task S() { {|DUR1021:Durable.Logger|}.Equals(null); return Task.CompletedTask; }")]
    [TestCase("[Step] private Task<Guid> S() { Func<Guid> f = {|DUR1021:Durable.NewGuid|}; return Task.FromResult(f()); }")]
    [TestCase("[Step] private Task<Guid> S() => Task.FromResult(A()); private Guid A() => B<int>(); private Guid B<T>() => C; private Guid C => {|DUR1021:Durable.NewGuid()|};")]
    [TestCase("[Step(Compensate = nameof(U))] private Task S() => Task.CompletedTask; private Task U() => {|DUR1020:OneAsync()|};")]
    [TestCase("[Step(Compensate = nameof(U))] private Task S() => Task.CompletedTask; private Task U() => H(); private Task H() => {|DUR1021:Durable.Sleep(TimeSpan.Zero)|};")]
    [TestCase("public interface IHelp { Task GoAsync(); } public sealed class Durably : IHelp { public Task GoAsync() => {|DUR1021:Durable.Sleep(TimeSpan.Zero)|}; } [Step] private Task S() => H(new()); private Task H(Durably help) => help.GoAsync(); [Step] private Task T() => ((IHelp)new Durably()).GoAsync();")]
    public void Step_that_does_what_only_a_workflow_can_is_reported(string members) => Expect.InWorkflow("", members);

    [TestCase("", "[Step] private Task S() => Plain(); private Task Plain() => Task.Delay(1);")]
    [TestCase("_ = Stamp();", "[Step] private Task S() { _ = Stamp(); return Task.CompletedTask; } private DateTimeOffset Stamp() => Durable.UtcNow;")]
    [TestCase("", "[Step(Compensate = nameof(U))] private Task S() => Task.CompletedTask; private async Task U() { await Task.Delay(1); _ = DateTime.UtcNow; }")]
    [TestCase("await OneAsync(); await Help();", "private Task Help() => OneAsync();")]
    [TestCase("", "[Step] private Task S() { _ = nameof(OneAsync) + nameof(Durable.Sleep); _ = StepContext.Current.IdempotencyKey; return Task.CompletedTask; }")]
    [TestCase("", "private Task Unreached() => Durable.Sleep(TimeSpan.Zero);")]
    [TestCase("", "public interface IHelp { Task GoAsync(); } public sealed class Durably : IHelp { public Task GoAsync() => Durable.Sleep(TimeSpan.Zero); } private readonly IHelp _help = null!; [Step] private Task S() => _help.GoAsync();")]
    [TestCase("", "public abstract class Help { public abstract Task GoAsync(); } public sealed class Durably : Help { public override Task GoAsync() => A(); private Task A() => Durable.Sleep(TimeSpan.Zero); } private readonly Help _help = null!; [Step] private Task S() => _help.GoAsync();")]
    [TestCase("", """
        #pragma warning disable DUR1020, DUR1021
        [Step] private async Task S() { await OneAsync(); _ = Durable.UtcNow; }
        #pragma warning restore DUR1020, DUR1021
        """)]
    public void Ordinary_steps_and_helpers_that_both_share_are_not(string body, string members) => Expect.InWorkflow(body, members);

    [Test]
    public void Step_of_a_service_is_looked_at_where_no_workflow_is() => Expect.Findings("""
        using static DurableSdk.Durable;
        using D = DurableSdk.Durable;
        public sealed class Payments
        {
            [Step] public async Task ChargeAsync() { await {|DUR1021:Sleep(TimeSpan.Zero)|}; _ = {|DUR1021:D.UtcNow|}; await {|DUR1020:RefundAsync()|}; }
            [Step] public Task RefundAsync() => Task.CompletedTask;
        }
        """);

    [Test]
    public void Messages_name_the_step_and_the_way()
    {
        var reported = Expect.InWorkflow("", "[Step] private Task S() => Help(); private async Task Help() { await {|DUR1020:OneAsync()|}; _ = {|DUR1021:Durable.UtcNow|}; }");

        Assert.That(reported.Select(r => r.GetMessage(null)), Is.EqualTo(
        [
            "'OneAsync' is called inside step 'S', where it is a plain call: no event of its own, no retry, and again with each attempt; call it from the workflow or share a method that is no step (reached by OrderWorkflow.S → Help)",
            "'Durable.UtcNow' is used inside step 'S', which isn't workflow code and may do all that workflow code may not: it throws DS1007; use the ordinary API (reached by OrderWorkflow.S → Help)",
        ]));
        Assert.That(reported.Select(r => r.Severity), Is.EqualTo([DiagnosticSeverity.Warning, DiagnosticSeverity.Error]));
    }

    [TestCase("await OneAsync(")]
    [TestCase("Durable.; Durable.Sleep(")]
    [TestCase("await Unknown().OneAsync(); Durable.Nothing();")]
    public void Half_typed_code_throws_nothing(string body) => Assert.That(
        () => Project.Of($"public class W {{ [Workflow] public async Task RunAsync() {{ }} [Step] private async Task S() {{ {body} }} [Step] private async Task OneAsync() {{ }} }}").AnalyzeDeterminism(),
        Throws.Nothing);
}
