using DurableSdk.Testing.Crashes;
using DurableSdk.Testing.Machines;
using DurableSdk.TestingTests.Workflows;

namespace DurableSdk.TestingTests.Crashes;

/// <summary>What the engine must never do is found where it does it: here its store forgets.</summary>
public sealed class RanAgainTests
{
    [TestCase("BookAsync#1", "StepCompleted")]
    [TestCase("BookAsync#1/compensate", "CompensationCompleted")]
    public async Task Step_that_runs_although_it_is_recorded_is_found(string stepId, string recorded)
    {
        await using var host = await WorkflowTestHost.StartAsync(new TestSetup(new WorkflowTestOptions(), Manifests.Own)
        {
            Decorate = (_, store, _) => new ForgetfulStore(store, stepId),
        });
        var error = Assert.ThrowsAsync<WorkflowTestException>(async () => await host.CrashEverywhereAsync(FailAsync));
        Assert.That(error.Code, Is.EqualTo("DS5007"));
        Assert.That(error.Message, Does.Contain($"{stepId} of run").And.Contain("ran again although its outcome was recorded").And.Contain(recorded));
    }

    [Test]
    public async Task Compensations_are_crashed_as_steps_are()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        Assert.That(await host.CrashEverywhereAsync(FailAsync), Is.GreaterThan(8));
    }

    [TestCase(10, 3, "0 4 9")]
    [TestCase(10, 2, "0 9")]
    [TestCase(10, 1, "9")]
    [TestCase(3, 3, "0 1 2")]
    [TestCase(2, 5, "0 1")]
    public void Moments_of_which_there_are_too_many_are_taken_from_the_first_to_the_last(int count, int max, string taken) =>
        Assert.That(string.Join(' ', CrashPoints.Evenly(count, max)), Is.EqualTo(taken));

    private static async Task<string> FailAsync(WorkflowTestHost test)
    {
        var run = await test.Client.StartUndoWorkflowAsync();
        try
        {
            return await run.ResultAsync();
        }
        catch (WorkflowFailedException)
        {
            return "failed";
        }
    }
}
