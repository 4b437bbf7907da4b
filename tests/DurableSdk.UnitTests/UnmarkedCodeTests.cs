using DurableSdk.CompilerServices;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>Code of a run whose execution context doesn't flow is the run's all the same.</summary>
public sealed class UnmarkedCodeTests
{
    [Test]
    public void Helper_that_is_called_while_the_flow_is_suppressed_is_in_the_workflow()
    {
        using var run = CoreHarness.Start(async () =>
        {
            Task<string> helped;
            using (ExecutionContext.SuppressFlow())
                helped = HelpAsync();
            return await helped;
        });
        run.Gives("execute A#1").Complete("A#1");
        run.Ends("completed \"inside\"");
    }

    [Test]
    public void Callback_of_the_workflows_token_that_takes_no_context_is_in_the_workflow()
    {
        using var run = CoreHarness.Start(TestWorkflow.WithToken(async cancel =>
        {
            var told = new TaskCompletionSource<string>();
            await using var registered = cancel.UnsafeRegister(_ => told.SetResult(Where()), null);
            return await told.Task;
        }));
        run.Gives().Cancel();
        run.Ends("completed \"inside\"");
    }

    private static async Task<string> HelpAsync()
    {
        await Flow.Step("A");
        return Where();
    }

    private static string Where() => WorkflowScope.Current is null ? "outside" : "inside";
}
