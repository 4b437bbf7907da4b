using System.Text;
using DurableSdk.CompilerServices;
using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>Hooks: made by an event, which brings the token; deliveries in order, each once, to whom has waited longest.</summary>
public sealed class HookTests
{
    private static readonly DurableException Taken = new("DS1027", "The token is taken.");

    [Test]
    public void Hook_is_there_once_it_is_recorded_and_gives_what_is_delivered()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var hook = await Flow.Hook<int>(name: "approval");
            return $"{hook.Name} {hook.Token} {hook.Url} {hook.ExpiresAt?.ToString() ?? "never"} {await hook}";
        });

        run.Gives("hook Hook#1 approval").Made("Hook#1", "t0ken").Gives();
        run.Deliver(7, "t0ken").Ends("completed \"approval t0ken https://shop.test/hooks/t0ken never 7\"");
    }

    [Test]
    public void Deliveries_that_nobody_waits_for_yet_are_kept_in_order_and_apart_by_token()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var one = await Flow.Hook<int>("One");
            var two = await Flow.Hook<int>("Two");
            await Flow.Step("A");
            return $"{await one} {await one} {await two} {await one}";
        });

        run.Gives("hook One#1 hook").Made("One#1", "one").Gives("hook Two#1 hook");
        run.Made("Two#1", "two").Gives("execute A#1");
        run.Deliver(1, "one").Gives();
        run.Deliver(10, "two").Gives();
        run.Deliver(2, "one").Gives();
        run.Complete("A#1").Gives();
        run.Deliver(3, "one").Ends("completed \"1 2 10 3\"");
    }

    [Test]
    public void Waits_at_one_hook_are_served_in_the_order_in_which_they_began()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var hook = await Flow.Hook<int>();
            var (first, second) = (hook.NextAsync(), hook.NextAsync());
            return $"{await first} {await second}";
        });

        run.Gives("hook Hook#1 hook").Made("Hook#1").Gives();
        run.Deliver(1).Gives();
        run.Deliver(2).Ends("completed \"1 2\"");
    }

    [Test]
    public void Stream_gives_all_deliveries_and_ends_with_the_hooks_time()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var all = new List<int>();
            await foreach (var one in await Flow.Hook<int>(expiresAfterSeconds: 60))
            {
                all.Add(one);
                await Flow.Step("A", one);
            }

            return string.Join(" ", all);
        });

        run.Gives("hook Hook#1 hook for 00:01:00").Made("Hook#1").Gives("expire Hook#1 at 00:01:00");
        run.Deliver(1).Gives("execute A#1");
        run.Deliver(2).Gives();
        run.Advance(60).Expire("Hook#1").Gives();
        run.Complete("A#1").Gives("execute A#1[2]");
        run.Complete("A#1[2]").Ends("completed \"1 2\"");
    }

    [Test]
    public void Wait_at_a_hook_that_expires_times_out_and_the_clock_has_come_to_its_time()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var hook = await Flow.Hook<int>(name: "approval", expiresAfterSeconds: 60);
            try
            {
                return $"{await hook}";
            }
            catch (TimeoutException e)
            {
                return $"{e.Message} {Durable.UtcNow - CoreHarness.Epoch} {hook.ExpiresAt - CoreHarness.Epoch}";
            }
        });

        run.Gives("hook Hook#1 approval for 00:01:00").Made("Hook#1").Gives("expire Hook#1 at 00:01:00");
        run.Advance(59).Expire("Hook#1").Ends("completed \"Hook approval (Hook#1, Flow.cs:1) has expired. 00:01:00 00:01:00\"");
    }

    [Test]
    public void What_came_before_the_end_of_a_hook_is_still_given_after_it()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var hook = await Flow.Hook<int>(expiresAfterSeconds: 60);
            await Flow.Step("A");
            var first = await hook;
            try
            {
                return await hook;
            }
            catch (TimeoutException)
            {
                return -first;
            }
        });

        run.Gives("hook Hook#1 hook for 00:01:00").Made("Hook#1").Gives("expire Hook#1 at 00:01:00", "execute A#1");
        run.Deliver(1).Gives();
        run.Advance(60).Expire("Hook#1").Gives();
        run.Complete("A#1").Ends("completed -1");
    }

    [Test]
    public void Closing_is_recorded_and_tells_who_still_waits()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var hook = await Flow.Hook<int>(expiresAfterSeconds: 60);
            var waiting = hook.NextAsync();
            await using (hook)
                await Flow.Step("A");
            await hook.DisposeAsync();
            try
            {
                return $"{await waiting}";
            }
            catch (ObjectDisposedException e)
            {
                return e.ObjectName;
            }
        });

        run.Gives("hook Hook#1 hook for 00:01:00").Made("Hook#1").Gives("expire Hook#1 at 00:01:00", "execute A#1");
        run.Complete("A#1").Gives("close Hook#1");
        run.Closed("Hook#1").Ends("completed \"hook\"");
    }

    [Test]
    public void Hook_that_expires_while_it_is_being_closed_is_closed_all_the_same()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var hook = await Flow.Hook<int>(expiresAfterSeconds: 60);
            await hook.DisposeAsync();
        });

        run.Gives("hook Hook#1 hook for 00:01:00").Made("Hook#1").Gives("expire Hook#1 at 00:01:00", "close Hook#1");
        run.Advance(60).Expire("Hook#1").Gives();
        run.Closed("Hook#1").Ends("completed null");
    }

    [Test]
    public void Token_that_is_taken_is_an_exception_that_the_code_can_catch()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                return (await Flow.Hook<int>(token: "order-7")).Token;
            }
            catch (DurableException e)
            {
                return $"{e.Code} {await Flow.Step("A")}";
            }
        });

        run.Gives("hook Hook#1 hook as order-7").Made("Hook#1", refused: Taken).Gives("execute A#1");
        run.Complete("A#1").Ends("completed \"DS1027 0\"");
    }

    [TestCase("", null, null, null)]
    [TestCase(null, 0.0, null, null)]
    [TestCase(null, -1.0, null, null)]
    [TestCase(null, null, "", null)]
    [TestCase(null, null, "a/b", null)]
    [TestCase(null, null, "..", null)]
    [TestCase(null, null, "ä", null)]
    [TestCase(null, null, null, 0)]
    public void Hook_that_cannot_be_made_so_throws_at_the_call(string? name, double? seconds, string? token, int? max)
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                await Flow.Hook<int>(name: name, expiresAfterSeconds: seconds, token: token, deliveriesMax: max);
                return "made";
            }
            catch (DurableException e)
            {
                return e.Code;
            }
        });

        run.Ends("completed \"DS1028\"");
    }

    [Test]
    public void Url_of_a_hook_whose_host_knew_no_address_says_what_to_set()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var hook = await Flow.Hook<int>();
            try
            {
                return hook.Url.ToString();
            }
            catch (DurableException e)
            {
                return $"{e.Code} {e.Message.Contains("HooksAddress", StringComparison.Ordinal)}";
            }
        });

        run.Gives("hook Hook#1 hook").Made("Hook#1", address: null).Ends("completed \"DS3018 True\"");
    }

    [Test]
    public void Time_limit_gives_a_wait_up_and_leaves_the_next_delivery_to_the_next_wait()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var hook = await Flow.Hook<int>();
            try
            {
                return await hook.NextAsync().WithTimeout("Limit", 30);
            }
            catch (TimeoutException)
            {
                return -await hook;
            }
        });

        run.Gives("hook Hook#1 hook").Made("Hook#1").Gives("start Limit#1 00:00:30");
        run.StartTimer("Limit#1").Gives("await Limit#1 at 00:00:30");
        run.Advance(30).Fire("Limit#1").Gives();
        run.Deliver(7).Ends("completed -7");
    }

    [Test]
    public void Cancelling_ends_the_wait_and_leaves_the_hook_and_its_next_delivery()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var hook = await Flow.Hook<int>(expiresAfterSeconds: 60);
            try
            {
                await hook;
            }
            catch (OperationCanceledException)
            {
                await Flow.Step("Clean", await hook);
            }

            await hook.DisposeAsync();
        });

        run.Gives("hook Hook#1 hook for 00:01:00").Made("Hook#1").Gives("expire Hook#1 at 00:01:00");
        run.Cancel("enough").Gives();
        run.Deliver(3).Gives("execute Clean#1");
        run.Complete("Clean#1").Gives("close Hook#1");
        run.Closed("Hook#1").Ends("completed null");
    }

    [Test]
    public void Cancelling_does_not_cut_the_closing_of_a_hook_nor_what_is_shielded_after_it()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var paid = 0;
            await using (var hook = await Flow.Hook<int>())
                paid = await hook;
            await Durable.Shield(() => Flow.Step("Ship", paid));
        });

        run.Gives("hook Hook#1 hook").Made("Hook#1").Gives();
        run.Deliver(3).Gives("close Hook#1");
        run.Cancel("enough").Gives();
        run.Closed("Hook#1").Gives("execute Ship#1");
        run.Complete("Ship#1").Ends("completed null");
    }

    [Test]
    public void Cancel_that_finds_a_hook_being_closed_ends_what_the_code_waits_for_next()
    {
        var paid = 0;
        using var run = CoreHarness.Start(async () =>
        {
            await using (var hook = await Flow.Hook<int>())
                paid = await hook;
            await Flow.Signal<int>("More");
        });

        run.Gives("hook Hook#1 hook").Made("Hook#1").Gives();
        run.Deliver(3).Gives("close Hook#1");
        run.Cancel("enough").Gives();
        run.Closed("Hook#1").Ends("canceled enough");
        Assert.That(paid, Is.EqualTo(3));
    }

    [Test]
    public void Closed_hook_still_gives_what_came_behind_the_cancellation()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var hook = await Flow.Hook<int>();
            try
            {
                return await hook;
            }
            catch (OperationCanceledException)
            {
                await hook.DisposeAsync();
                await foreach (var late in hook)
                    return -late;
                throw;
            }
        });

        run.Gives("hook Hook#1 hook").Made("Hook#1").Gives();
        run.Cancel("enough").Gives("close Hook#1");
        run.Deliver(3).Gives();
        run.Closed("Hook#1").Ends("completed -3");
    }

    [Test]
    public void Shielded_wait_outlives_the_cancellation()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var hook = await Flow.Hook<int>();
            return await Durable.Shield(async () => await hook);
        });

        run.Gives("hook Hook#1 hook").Made("Hook#1").Gives();
        run.Cancel("enough").Gives();
        run.Deliver(3).Ends("completed 3");
    }

    [Test]
    public void Hook_that_was_not_recorded_before_the_cancellation_is_never_made()
    {
        using var run = CoreHarness.Start(async () => (await Flow.Hook<int>()).Token);

        run.Gives("hook Hook#1 hook").Cancel("enough").Ends("canceled enough");
    }

    [Test]
    public void Deliveries_that_nobody_took_go_over_to_the_next_run_in_order_with_what_came_after_the_end()
    {
        using var run = CoreHarness.Start(TestWorkflow.Taking<ValueTuple<int>>(
            async () =>
            {
                var hook = await Flow.Hook<int>(token: "mine");
                await Flow.Step("A");
                throw Durable.ContinueAsNew(1);
            },
            "round"));

        run.Gives("hook Hook#1 hook as mine").Made("Hook#1").Gives("execute A#1");
        run.Deliver(1, "mine").Gives();
        run.Signal("go", 2).Gives();
        run.Deliver(3, "mine").Gives();
        run.Complete("A#1");
        var given = string.Join("\n", run.TakeAll());
        Assert.That(given, Does.Match("continue \\[1\\].*HookResumed.*<\\[1\\]>.*SignalReceived.*HookResumed.*<\\[3\\]>"));
        run.RecordEnd();
    }

    [Test]
    public void Deliveries_at_the_begin_of_a_log_wait_for_the_hook_of_their_token()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Step("A");
            await using (var other = await Flow.Hook<int>("Other", token: "other"))
                await Flow.Step("B");
            var hook = await Flow.Hook<int>(token: "mine");
            return $"{await hook} {await hook}";
        });

        run.Gives("execute A#1").Deliver(1, "mine").Gives();
        run.Deliver(2, "mine").Gives();
        run.Complete("A#1").Gives("hook Other#1 hook as other");
        run.Made("Other#1").Gives("execute B#1");
        run.Complete("B#1").Gives("close Other#1");
        run.Closed("Other#1").Gives("hook Hook#1 hook as mine");
        run.Made("Hook#1").Ends("completed \"1 2\"");
    }

    [Test]
    public void Closed_hook_leaves_what_it_got_to_the_next_hook_of_its_token()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await using (var first = await Flow.Hook<int>("First", token: "mine"))
                await Flow.Step("A");
            return await await Flow.Hook<int>("Second", token: "mine");
        });

        run.Gives("hook First#1 hook as mine").Made("First#1").Gives("execute A#1");
        run.Deliver(5, "mine").Gives();
        run.Complete("A#1").Gives("close First#1");
        run.Closed("First#1").Gives("hook Second#1 hook as mine");
        run.Made("Second#1").Ends("completed 5");
    }

    [Test]
    public void Delivery_that_does_not_fit_blocks_and_loses_nothing()
    {
        using var run = CoreHarness.Start(async () => await await Flow.Hook<int>());

        run.Gives("hook Hook#1 hook").Made("Hook#1").Gives();
        run.Deliver("no number");
        Assert.That(run.Blocks("DS1005").Message, Does.Contain("hook").And.Not.Contain("secret"));
    }

    [Test]
    public void Hook_made_otherwise_than_recorded_blocks()
    {
        using var run = CoreHarness.Start(async () => (await Flow.Hook<int>(name: "approval", token: "mine")).Token);
        run.Gives("hook Hook#1 approval as mine").Made("Hook#1").Ends("completed \"mine\"");

        AssertBlocks(run, async () => (await Flow.Hook<int>(name: "other", token: "mine")).Token);
        AssertBlocks(run, async () => (await Flow.Hook<int>(name: "approval", token: "yours")).Token);
        AssertBlocks(run, async () => (await Flow.Hook<int>("Elsewhere", name: "approval", token: "mine")).Token);
    }

    [Test]
    public void Hook_that_nobody_awaits_does_not_hide_a_foreign_await()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Hook<int>();
            await new TaskCompletionSource().Task;
        });

        run.Gives("hook Hook#1 hook").Made("Hook#1").Blocks("DS1002");
    }

    [Test]
    public void Condition_may_wait_for_what_a_stream_counts()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var sum = 0;
            _ = SumAsync();
            await Flow.Until("Enough", () => sum > 4);
            return sum;

            async Task SumAsync()
            {
                await foreach (var one in await Flow.Hook<int>())
                    sum += one;
            }
        });

        run.Gives("hook Hook#1 hook").Made("Hook#1").Gives();
        run.Deliver(2).Gives();
        run.Deliver(3).Ends("completed 5");
    }

    [Test]
    public void Looking_may_neither_make_nor_await_nor_close_a_hook()
    {
        Hook<int>? hook = null;
        using var run = CoreHarness.Start(
            async () =>
            {
                hook = await Flow.Hook<int>();
                await hook;
            },
            new CoreOptions { IsEvictedToo = false });
        run.Gives("hook Hook#1 hook").Made("Hook#1").Gives();

        Assert.That(run.Core.Read("query Token", _ => hook!.Token), Is.EqualTo("secret"));
        AssertRefused(run, () => _ = Flow.Hook<int>());
        AssertRefused(run, () => _ = hook!.NextAsync());
        AssertRefused(run, () => _ = hook!.DisposeAsync().AsTask());
        run.Deliver(1).Ends("completed null");
    }

    [Test]
    public void Awaiting_a_hook_off_the_runs_scheduler_blocks()
    {
        using var run = CoreHarness.Start(
            async () =>
            {
                var hook = await Flow.Hook<int>();
                await Task.Run(async () => await hook);
            },
            new CoreOptions { IsEvictedToo = false });
        run.Gives("hook Hook#1 hook").Made("Hook#1");

        Assert.That(run.TakeAll().Single(), Is.EqualTo("block DS1002").Or.EqualTo("block DS1003"));
    }

    [Test]
    public void Events_say_nothing_of_the_token_where_they_are_logged()
    {
        using var run = CoreHarness.Start(async () => await await Flow.Hook<int>());
        run.Gives("hook Hook#1 hook").Made("Hook#1").Gives();
        run.Deliver(1).Ends("completed 1");

        Assert.That(run.Log.Select(entry => entry.ToString()), Has.None.Contains("secret").And.Some.Contains("HookCreated"));
    }

    private static void AssertBlocks(CoreHarness run, Func<Task<string>> changed)
    {
        using var core = run.Replay(TestWorkflow.Of(changed));
        Assert.That(core.Error?.Code, Is.EqualTo("DS1001"));
        Assert.That(core.Error!.Message, Does.Contain("Hook#1"));
    }

    private static void AssertRefused(CoreHarness run, Action ask) => Assert.That(
        () => run.Core.Read("query Token", _ =>
        {
            ask();
            return 0;
        }),
        Throws.TypeOf<DurableException>().With.Property("Code").EqualTo("DS1034"));
}
