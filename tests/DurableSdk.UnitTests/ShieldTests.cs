using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

public sealed class ShieldTests
{
    [Test]
    public void Shielded_operations_go_on_after_a_cancellation_and_others_end()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var bare = Flow.Step("Bare");
            var shielded = await Durable.Shield(async () => await Flow.Step("ShieldedA") + await Flow.Step("ShieldedB"));
            return $"{shielded} {bare.Status}";
        });
        run.Gives("execute Bare#1", "execute ShieldedA#1");
        run.Cancel().Gives("cancel step Bare#1");
        run.Complete("ShieldedA#1", 1).Gives("execute ShieldedB#1");
        run.Complete("ShieldedB#1", 2).Ends("completed \"3 Canceled\"");
    }

    [Test]
    public void Shield_ends_with_its_work()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Durable.Shield(() => Flow.Step("A"));
            return await Flow.Step("B");
        });
        run.Gives("execute A#1").Complete("A#1").Gives("execute B#1");
        run.Cancel("enough").Ends("canceled enough");
    }

    [Test]
    public void Shield_passes_on_what_its_work_throws()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Durable.Shield(async () =>
            {
                await Flow.Step("A");
                throw new InvalidOperationException("inside");
            });
        });
        run.Gives("execute A#1").Complete("A#1").Ends("failed System.InvalidOperationException: inside");
    }

    [Test]
    public void Time_limit_of_shielded_work_still_gives_it_up()
    {
        using var run = CoreHarness.Start(() => Durable.Shield(() => Flow.Step("ShieldedA").WithTimeout("Limit", 60)));
        run.Gives("execute ShieldedA#1", "start Limit#1 00:01:00").StartTimer("Limit#1").Gives("await Limit#1 at 00:01:00");
        run.Cancel().Gives();
        run.Advance(60).Fire("Limit#1").Ends("failed System.TimeoutException: Step ShieldedA#1 took longer than its timeout of 00:01:00 (Limit#1).");
    }

    [Test]
    public void Cancel_that_finds_only_shielded_work_ends_what_the_code_waits_for_next()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                await Durable.Shield(() => Flow.Step("Shielded"));
                return await Flow.Step("A") + await Flow.Step("B");
            }
            finally
            {
                await Flow.Step("CleanUp");
            }
        });
        run.Gives("execute Shielded#1").Cancel("enough").Gives();
        run.Complete("Shielded#1").Gives("execute CleanUp#1");
        run.Complete("CleanUp#1").Ends("canceled enough");
    }

    [Test]
    public void Cancel_that_finds_only_shielded_work_ends_all_that_is_begun_at_once_next()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Durable.Shield(() => Flow.Step("Shielded"));
            var pending = new[] { Flow.Step("A"), Flow.Step("B") };
            await Task.WhenAny(pending);
            return string.Join(' ', pending.Select(task => task.Status));
        });
        run.Gives("execute Shielded#1").Cancel().Gives();
        run.Complete("Shielded#1").Ends("completed \"Canceled Canceled\"");
    }

    [Test]
    public void Cancel_that_finds_only_shielded_work_waits_for_its_last_operation()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Durable.Shield(async () => await Flow.Step("ShieldedA") + await Flow.Step("ShieldedB"));
            await Flow.Sleep("Pause", 5);
        });
        run.Gives("execute ShieldedA#1").Cancel().Gives();
        run.Complete("ShieldedA#1").Gives("execute ShieldedB#1");
        run.Complete("ShieldedB#1").Ends("canceled ");
    }

    [Test]
    public void Cancel_that_finds_only_shielded_work_is_left_to_code_that_has_a_token()
    {
        using var run = CoreHarness.Start(TestWorkflow.WithToken(async cancel =>
        {
            await Durable.Shield(() => Flow.Step("Shielded"));
            return cancel.IsCancellationRequested ? await Flow.Step("CleanUp") : await Flow.Step("A");
        }));
        run.Gives("execute Shielded#1").Cancel().Gives();
        run.Complete("Shielded#1").Gives("execute CleanUp#1");
        run.Complete("CleanUp#1", 7).Ends("completed 7");
    }

    [Test]
    public void Cancel_that_finds_only_shielded_work_changes_nothing_in_a_run_of_the_first_rules()
    {
        using var run = CoreHarness.Start(
            async () =>
            {
                await Durable.Shield(() => Flow.Step("Shielded"));
                return await Flow.Step("A");
            },
            new CoreOptions { Rules = 0 });
        run.Gives("execute Shielded#1").Cancel().Gives();
        run.Complete("Shielded#1").Gives("execute A#1");
        run.Complete("A#1", 7).Ends("completed 7");
    }

    [Test]
    public void Time_limit_of_the_run_that_finds_only_shielded_work_ends_what_the_code_waits_for_next()
    {
        using var run = CoreHarness.Start(TestWorkflow.WithTimeLimit(
            async () =>
            {
                await Durable.Shield(() => Flow.Step("Shielded"));
                return await Flow.Step("A");
            },
            TimeSpan.FromHours(1)));
        run.Gives("start Timeout 01:00:00", "execute Shielded#1").StartTimer("Timeout").Gives("await Timeout at 01:00:00");
        run.Advance(3600).Fire("Timeout").Gives();
        run.Complete("Shielded#1").Ends("failed System.TimeoutException: The run took longer than the timeout of Test, 01:00:00.");
    }
}
