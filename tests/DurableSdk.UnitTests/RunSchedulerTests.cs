using DurableSdk.Replay;

namespace DurableSdk.UnitTests;

public sealed class RunSchedulerTests
{
    [Test]
    public void Work_runs_in_the_order_in_which_it_came_and_is_never_inlined()
    {
        var order = new List<string>();
        var scheduler = new RunScheduler(() => order.Add("foreign"));

        scheduler.Run(() =>
        {
            Start(() =>
            {
                order.Add("first");
                Start(() => order.Add("third"));
            });
            Start(() => order.Add("second"));
            order.Add("action");
        });

        Assert.That(order, Is.EqualTo(["action", "first", "second", "third"]));

        void Start(Action action) => _ = Task.Factory.StartNew(action);
    }

    [Test]
    public void Work_from_outside_is_refused_and_reported()
    {
        var foreign = 0;
        var scheduler = new RunScheduler(() => foreign++);

        var refused = new Task(() => foreign += 100);
        refused.Start(scheduler);
        scheduler.Run(() => { });

        Assert.That((foreign, refused.Status), Is.EqualTo((1, TaskStatus.WaitingToRun)));
    }

    [Test]
    public void Work_on_the_scheduler_is_current_and_nothing_else()
    {
        var scheduler = new RunScheduler(() => { });
        var inside = false;

        scheduler.Run(() => inside = scheduler.IsCurrent);

        Assert.That((inside, scheduler.IsCurrent), Is.EqualTo((true, false)));
    }

    [Test]
    public void Action_that_throws_is_thrown_after_what_it_caused()
    {
        var scheduler = new RunScheduler(() => { });
        var caused = false;

        Assert.That(
            () => scheduler.Run(() =>
            {
                _ = Task.Factory.StartNew(() => caused = true);
                throw new FormatException("the action's own");
            }),
            Throws.TypeOf<FormatException>());

        Assert.That((caused, scheduler.IsCurrent), Is.EqualTo((true, false)));
    }
}
