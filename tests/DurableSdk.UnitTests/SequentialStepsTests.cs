using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

public sealed class SequentialStepsTests
{
    [Test]
    public void Steps_one_after_the_other_run_in_order()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step("A") + await Flow.Step("B") + await Flow.Step("C"));

        run.Gives("execute A#1").Complete("A#1", 1);
        run.Gives("execute B#1").Complete("B#1", 20);
        run.Gives("execute C#1").Complete("C#1", 300);
        run.Ends("completed 321");
    }
}
