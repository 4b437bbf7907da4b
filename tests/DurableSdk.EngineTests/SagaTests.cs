using DurableSdk.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.EngineTests;

public sealed class SagaTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    private static readonly string[] Booked = ["hotel Ritz 2", "flight LH1", "car small"];
    private static readonly string[] Undone = ["return small small", "cancel flight LH1 FlightAsync#1/compensate", "cancel room of Ritz HotelAsync#1/compensate 1"];

    [Test]
    public async Task Failure_undoes_what_was_done_in_reverse_and_keeps_the_failure()
    {
        var host = await StartAsync("hotel", "flight");
        var run = await host.Client.StartTripWorkflowAsync("no seat");
        await FailedAsync(run, "no seat");
        Assert.That(Journal.Lines, Is.EqualTo(Booked.Concat(Undone)));
        var outcomes = (await EventsAsync(host, run.RunId)).Select(entry => entry.Event).Where(e => e is not (WorkflowStarted or StepStarted)).Select(Text);
        Assert.That(outcomes, Is.EqualTo(new[]
        {
            "HotelAsync#1 StepCompleted", "FlightAsync#1 StepCompleted", "RentAsync#1 StepCompleted", "CompensationStarted", "RentAsync#1/compensate CompensationCompleted",
            "FlightAsync#1/compensate CompensationCompleted", "HotelAsync#1/compensate CompensationCompleted", "WorkflowFailed",
        }));
    }

    [Test]
    public async Task Success_undoes_nothing()
    {
        var host = await StartAsync();
        var run = await host.Client.StartTripWorkflowAsync("good");
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("room of Ritz"));
        Assert.That(Journal.Lines, Is.EqualTo(Booked));
    }

    [Test]
    public async Task Cancel_undoes_what_was_done_and_a_second_one_does_not_interrupt_it()
    {
        var host = await StartAsync("flight");
        var run = await host.Client.StartTripWorkflowAsync("wait");
        await Journal.Reached("waits").Soon();
        await run.CancelAsync("changed my mind");
        await Journal.Reached("at hotel").Soon();
        await run.CancelAsync("I said stop");
        await Probe.Event<CancelRequested>(run.RunId, n: 2);
        Journal.Reach("hotel");
        Assert.That((await CanceledAsync(run)).Reason, Is.EqualTo("changed my mind"));
        Assert.That(Journal.Lines, Is.EqualTo(Booked.Concat(Undone)));
    }

    [Test]
    public async Task Cancel_while_what_a_saga_undoes_is_being_done_undoes_it()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartRefundWorkflowAsync();
        await Journal.Reached("charging").Soon();
        await run.CancelAsync();
        await Probe.Event<CancelRequested>(run.RunId);
        Journal.Reach("paid");
        await CanceledAsync(run);
        Assert.That(Journal.Lines, Is.EqualTo(new[] { "charged", "refunded" }));
    }

    [Test]
    public async Task Crash_in_a_compensation_runs_it_again_and_no_other()
    {
        var first = await StartAsync("flight");
        var run = await first.Client.StartTripWorkflowAsync("no seat");
        await Journal.Reached("at hotel").Soon();
        await first.CrashAsync();
        Journal.Reach("hotel");

        var second = await StartAsync();
        await FailedAsync(second.Client.GetTripWorkflow(run.RunId), "no seat");
        Assert.That(Journal.Count(Undone[0]), Is.EqualTo(1));
        Assert.That(Journal.Count(Undone[1]), Is.EqualTo(1));
        Assert.That(Journal.Count(Undone[2]), Is.EqualTo(2), "the attempt of the crashed host and the new one's");
        AssertUndoneOnce(await EventsAsync(second, run.RunId));
    }

    [Test]
    public async Task Crash_after_any_event_of_the_compensation_goes_on_there([Range(1, 5)] int appends)
    {
        var left = appends;
        var dead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Probe.OnCall = call =>
        {
            if (dead.Task.IsCompleted)
                throw new IOException("dead");
            if (call is { IsDone: true, Append.Events: { } events } && events.Any(e => e.Kind is >= EventKind.CompensationStarted and <= EventKind.CompensationFailed or EventKind.WorkflowFailed)
                && --left == 0)
                dead.SetResult();
        };
        var first = await StartAsync("hotel", "flight");
        var run = await first.Client.StartTripWorkflowAsync("no seat");
        await dead.Task.Soon();
        await first.CrashAsync();
        Probe.OnCall = null;

        var second = await StartAsync();
        await FailedAsync(second.Client.GetTripWorkflow(run.RunId), "no seat");
        AssertUndoneOnce(await EventsAsync(second, run.RunId));
    }

    [Test]
    public async Task Failing_compensation_parks_the_run_after_the_others_and_a_resume_tries_it_again()
    {
        Journal.Reach("flight fails");
        var host = await StartAsync("hotel", "flight");
        var run = await host.Client.StartTripWorkflowAsync("no seat");
        await Probe.Blocked(run.RunId, "DS1023");
        Assert.That(Journal.Lines, Is.EqualTo(Booked.Concat(Undone)));

        Journal.Reach("flight mended");
        await run.ResumeAsync();
        await FailedAsync(run, "no seat");
        Assert.That(Journal.Lines, Is.EqualTo(Booked.Concat(Undone).Append(Undone[1])));
        AssertUndoneOnce(await EventsAsync(host, run.RunId), "RentAsync#1", "HotelAsync#1", "FlightAsync#1");
    }

    [Test]
    public async Task Step_undone_by_the_workflow_is_not_undone_again()
    {
        var host = await StartAsync("hotel", "flight");
        var run = await host.Client.StartTripWorkflowAsync("by hand");
        await FailedAsync(run, "by hand");
        Assert.That(Journal.Lines, Is.EqualTo(Booked.Concat(["cancel flight LH1 CancelFlightAsync#1", Undone[0], Undone[2]])));
    }

    [Test]
    public async Task Terminate_ends_at_once_and_lists_what_stays_uncompensated()
    {
        var host = await StartAsync("flight");
        var run = await host.Client.StartTripWorkflowAsync("no seat");
        await Journal.Reached("at hotel").Soon();
        await run.TerminateAsync("enough");
        var last = (WorkflowTerminated)(await EventsAsync(host, run.RunId))[^1].Event;
        Assert.That(last.Uncompensated, Is.EqualTo(new[] { "HotelAsync#1" }));
    }

    [Test]
    public async Task Step_in_flight_that_completes_when_it_is_cancelled_is_undone()
    {
        var host = await StartAsync();
        var run = await host.Client.StartLosingWorkflowAsync("obeys");
        await FailedAsync(run, null);
        Assert.That(Journal.Lines, Is.EqualTo(new[] { "undo obeys" }));
    }

    [Test]
    public async Task Step_in_flight_that_throws_when_it_is_cancelled_is_not_undone()
    {
        var host = await StartAsync();
        await FailedAsync(await host.Client.StartLosingWorkflowAsync("throws"), null);
        Assert.That(Journal.Lines, Is.Empty);
    }

    [Test]
    public async Task Step_that_ignores_its_token_has_the_grace_period_and_is_undone_by_its_arguments()
    {
        var host = await StartImpatientAsync();
        var run = await host.Client.StartLosingWorkflowAsync("deaf");
        await FailedAsync(run, null);
        Assert.That(Journal.Lines, Is.EqualTo(new[] { "undo deaf" }));
        var settled = await Probe.Event<StepFailed>(run.RunId, e => e.IsUnknown);
        Assert.That(settled.Id, Is.EqualTo("ByArgumentsAsync#1"));
    }

    [Test]
    public async Task Crashed_step_in_flight_is_undone_by_its_arguments_and_not_begun_again([Values] bool isRecorded)
    {
        var first = await StartHostAsync(o => o.StepGracePeriod = TimeSpan.FromHours(1));
        var run = await first.Client.StartLosingWorkflowAsync("deaf");
        if (isRecorded)
            await Probe.Event<StepStarted>(run.RunId, e => e.IsCompensable);
        await Probe.Event<CompensationStarted>(run.RunId);
        await first.CrashAsync();

        var second = await StartAsync();
        await FailedAsync(second.Client.GetLosingWorkflow(run.RunId), null);
        Assert.That(Journal.Lines, Is.EqualTo(new[] { "undo deaf" }));
    }

    [Test]
    public async Task Unknown_outcome_parks_the_run_where_the_compensation_takes_the_result()
    {
        var host = await StartImpatientAsync();
        var run = await host.Client.StartLosingWorkflowAsync("result");
        var blocked = (Blocked)(await Probe.Blocked(run.RunId, "DS1023")).Entry.Event;
        Assert.That(blocked.Report, Does.Contain("ByResultAsync#1 (its outcome is unknown"));
        await run.TerminateAsync();
        Assert.That(((WorkflowTerminated)(await EventsAsync(host, run.RunId))[^1].Event).Uncompensated, Is.EqualTo(new[] { "ByResultAsync#1" }));
    }

    [Test]
    public async Task Saga_compensates_by_hand_on_each_level_after_a_cancel()
    {
        var host = await StartAsync();
        var run = await host.Client.StartHandWorkflowAsync();
        await Journal.Reached("waits").Soon();
        await run.CancelAsync();
        await CanceledAsync(run);
        Assert.That(Journal.Lines, Is.EqualTo(new[] { "do outer", "do inner", "undo inner", "undo outer" }));
    }

    private Task<TestHost> StartAsync(params string[] open)
    {
        foreach (var point in open)
            Journal.Reach(point);
        return StartHostAsync(o => o.Services.AddScoped<ICars, Cars>());
    }

    private Task<TestHost> StartImpatientAsync() => StartHostAsync(o => o.StepGracePeriod = TimeSpan.FromMilliseconds(1));

    private static string Text(RunEvent e) => e is OperationEvent operation ? $"{operation.Id} {e.GetType().Name}" : e.GetType().Name;

    private static void AssertUndoneOnce(List<LogEntry> events, params string[] order)
    {
        var expected = order.Length > 0 ? order : ["RentAsync#1", "FlightAsync#1", "HotelAsync#1"];
        Assert.That(events.Select(entry => entry.Event).OfType<CompensationCompleted>().Select(e => e.Id), Is.EqualTo(expected.Select(id => id + "/compensate")));
        Assert.That(events.Select(entry => entry.Event).OfType<CompensationStarted>().Count(), Is.EqualTo(1));
    }

    private static async Task FailedAsync(WorkflowHandle run, string? message)
    {
        var failed = await ThrownAsync<WorkflowFailedException>(run);
        if (message is not null)
            Assert.That(failed.Failure.Message, Is.EqualTo(message));
    }

    private static Task<WorkflowCanceledException> CanceledAsync(WorkflowHandle run) => ThrownAsync<WorkflowCanceledException>(run);

    private static async Task<T> ThrownAsync<T>(WorkflowHandle run)
        where T : Exception
    {
        try
        {
            await run.WaitAsync().Soon();
        }
        catch (T e)
        {
            return e;
        }

        throw new AssertionException($"The run has not ended by {typeof(T).Name}.");
    }
}
