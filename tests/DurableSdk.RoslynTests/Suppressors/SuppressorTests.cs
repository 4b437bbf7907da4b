using DurableSdk.Analyzers.Suppressors;

namespace DurableSdk.RoslynTests.Suppressors;

/// <summary>Advice of others that would break a workflow is silent in workflow code or where a step is called or declared, and nowhere else.</summary>
public sealed class SuppressorTests
{
    private static IEnumerable<string> EverywhereInWorkflows => RulesOf(SuppressionScope.WorkflowCode);

    private static IEnumerable<string> AtStepCalls => RulesOf(SuppressionScope.StepCall);

    private static IEnumerable<string> AtDeclarations => RulesOf(SuppressionScope.Declaration);

    [Test]
    public void ConfigureAwait_isnt_asked_for_in_workflow_code() => Silence.OfSdkRule("CA2007", """
        public sealed class W
        {
            [Workflow] public async Task RunAsync()
            {
                await OneAsync(); // silenced
                await HelpAsync(); // silenced
                Func<Task> later = async () => await OneAsync(); // silenced
                await later(); // silenced
            }
            private async Task HelpAsync() => await Helper.TwiceAsync(this); // silenced
            [Step] public async Task OneAsync() => await Task.Delay(1); // stays
        }
        public static class Helper
        {
            public static async Task TwiceAsync(W w)
            {
                await w.OneAsync(); // silenced
            }
            public static async Task UnreachedAsync(W w) => await w.OneAsync(); // stays
        }
        """);

    [Test]
    public void Another_scheduler_isnt_asked_for_in_workflow_code() => Silence.OfSdkRule("CA2008", """
        public sealed class W
        {
            [Workflow] public async Task RunAsync()
            {
                await Task.Factory.StartNew(() => 1); // silenced
                await OneAsync();
            }
            [Step] private Task OneAsync() => Task.Factory.StartNew(() => 1); // stays
        }
        """);

    [Test]
    public void Asynchronous_twin_isnt_asked_for_in_workflow_code() => Silence.OfSdkRule("CA1849", """
        public sealed class W
        {
            [Workflow] public async Task<string> RunAsync()
            {
                await OneAsync();
                return new System.IO.StringReader("text").ReadToEnd(); // silenced
            }
            [Step] private async Task OneAsync()
            {
                await Task.Yield();
                _ = System.IO.File.ReadAllText("file"); // stays
            }
        }
        """);

    [Test]
    public void Guard_around_a_log_line_isnt_asked_for_in_workflow_code() => Silence.OfSdkRule("CA1873", """
        using Microsoft.Extensions.Logging;
        public sealed class W(ILogger logger)
        {
            [Workflow] public async Task RunAsync(List<int> numbers)
            {
                Durable.Logger.LogInformation("{Numbers}", string.Join(", ", numbers)); // silenced
                await OneAsync(numbers);
            }
            [Step] private Task OneAsync(List<int> numbers)
            {
                logger.LogInformation("{Numbers}", string.Join(", ", numbers)); // stays
                return Task.CompletedTask;
            }
        }
        """);

    [Test]
    public void Token_isnt_asked_for_where_a_step_gets_its_own() => Silence.OfSdkRule("CA2016", """
        public sealed class W
        {
            [Workflow] public async Task RunAsync(CancellationToken cancel)
            {
                await OneAsync(); // silenced
                await this.OneAsync(); // silenced
                await HelpAsync(); // stays
            }
            private Task HelpAsync(CancellationToken cancel = default) => OneAsync(); // silenced
            [Step] private Task OneAsync(CancellationToken cancel = default) => OtherAsync(); // stays
            private static Task OtherAsync(CancellationToken cancel = default) => Task.CompletedTask;
        }
        """);

    [Test]
    public void Narrower_type_isnt_asked_for_where_it_would_change_what_is_recorded() => Silence.OfSdkRule("CA1859", """
        public sealed class W
        {
            [Workflow] private Task RunAsync() => Inner(); // silenced
            [Step] private Task CountAsync() => Inner(); // silenced
            [Step] private Task<int> ListAsync(List<string> names)
            {
                IReadOnlyList<string> copy = new List<string>(names); // stays
                return Task.FromResult(copy.Count);
            }
            [Signal] private Task Hear() => Inner(); // silenced
            [Query] private IReadOnlyList<int> Numbers() => new List<int>(); // silenced
            [Update] private Task ChangeAsync() => Inner(); // silenced
            private Task HelpAsync() => Inner(); // stays
            private static Task<int> Inner() => Task.FromResult(1);
            internal async Task CallAsync()
            {
                await RunAsync();
                await CountAsync();
                await Hear();
                _ = Numbers().Count;
                await ChangeAsync();
                await HelpAsync();
            }
        }
        """);

    [TestCaseSource(nameof(EverywhereInWorkflows))]
    public void Rule_of_the_table_is_silent_in_workflow_code(string rule) => Silence.OfStub(rule, """
        public sealed class W
        {
            [Workflow] public async Task RunAsync()
            {
                Help(); // silenced
                await OneAsync(); // silenced
            }
            private static void Help() => Safe(); // silenced
            [WorkflowSafe] private static void Safe() => Unseen(); // stays
            private static void Unseen() { }
            [Step] private async Task OneAsync() => await Task.Yield(); // stays
        }
        """);

    [TestCaseSource(nameof(AtStepCalls))]
    public void Rule_of_the_table_is_silent_at_calls_of_steps(string rule) => Silence.OfStub(rule, """
        public interface IOther { [Step] Task TwoAsync(CancellationToken cancel = default); }
        public sealed class W(IOther other)
        {
            [Workflow] public async Task RunAsync()
            {
                Help(); // stays
                await OneAsync(); // silenced
                await other.TwoAsync(default); // silenced
            }
            private static void Help() { }
            [Step] private async Task OneAsync() => await other.TwoAsync(); // stays
        }
        """);

    [TestCaseSource(nameof(AtDeclarations))]
    public void Rule_of_the_table_is_silent_nowhere_but_at_declarations(string rule) => Silence.OfStub(rule, """
        public sealed class W
        {
            [Workflow] public Task RunAsync() => OneAsync(); // stays
            [Step] private Task OneAsync() => Inner(); // stays
            private static Task<int> Inner() => Task.FromResult(1); // stays
        }
        """);

    [Test]
    public void Suppressor_that_a_project_switches_off_silences_nothing() => Silence.OfStub("CA2007", """
        public sealed class W
        {
            [Workflow] public Task RunAsync() => OneAsync(); // stays
            [Step] private Task OneAsync() => Task.CompletedTask;
        }
        """, "DURS0001");

    [Test]
    public void Half_typed_code_throws_nothing()
    {
        const string Source = "public class W { [Workflow] public async Task RunAsync() { await OneAsync(; _ = One.( } [Step] Task OneAsync() => Helper.";
        var compilation = Harness.Project.Of(Source).Compilation;
        Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer[] analyzers = [new CallReporter("CA2016"), new WorkflowSuppressor()];
        var reported = Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzerExtensions.WithAnalyzers(compilation, [.. analyzers]).GetAllDiagnosticsAsync().GetAwaiter().GetResult();

        Assert.That(reported.Select(d => d.Id), Has.None.EqualTo("AD0001"));
    }

    private static IEnumerable<string> RulesOf(SuppressionScope scope) =>
        SuppressionTable.All.Where(r => r.Scope == scope).Select(r => r.Descriptor.SuppressedDiagnosticId);
}
