namespace DurableSdk.EngineTests;

/// <summary>Sends values to another run and says what became of each.</summary>
public sealed class CourierWorkflow
{
    [Workflow]
    public async Task<string> RunAsync(string to, string name, int[] values)
    {
        var said = new List<string>();
        foreach (var value in values)
        {
            try
            {
                await Durable.Send(to, name, value);
                said.Add($"{value}");
            }
            catch (DurableException e)
            {
                said.Add(e.Code);
            }
        }

        return string.Join(" ", said);
    }
}

/// <summary>Sends to itself, twice at once.</summary>
public sealed class OwnPostWorkflow
{
    [Workflow]
    public async Task<string> RunAsync()
    {
        var own = Durable.Run.RunId;
        await Task.WhenAll(Durable.Send(own, "echo", "hello"), Durable.Send(own, "echo", "again"));
        return $"{await Durable.WaitForSignal<string>("echo")} {await Durable.WaitForSignal<string>("echo")}";
    }
}

/// <summary>Empties a basket and closes it.</summary>
public sealed class ClerkWorkflow
{
    [Workflow]
    public async Task RunAsync(string basket)
    {
        await Durable.Send(basket, "clear");
        await Durable.Send(basket, "close", true);
    }
}

public sealed class SendTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task What_one_run_sends_another_gets_once_and_in_order()
    {
        var host = await StartHostAsync();
        var tally = await host.Client.StartTallyWorkflowAsync("");
        var courier = await host.Client.StartCourierWorkflowAsync(tally.RunId, "add", [1, 2, 3, 0]);

        Assert.That(await courier.ResultAsync().Soon(), Is.EqualTo("1 2 3 0"));
        Assert.That(await tally.ResultAsync().Soon(), Is.EqualTo("1 2 3"));
        var sent = (await EventsAsync(host, courier.RunId)).Select(entry => entry.Event).OfType<MessageSent>().ToList();
        Assert.That(sent.Select(e => (e.Id, e.To, e.Name, e.Code)), Does.Contain(("Send#1[2]", tally.RunId, "add", (string?)null)));
    }

    [Test]
    public async Task Send_to_a_run_that_is_unknown_or_has_ended_is_recorded_as_refused_and_the_code_goes_on()
    {
        var host = await StartHostAsync();
        var tally = await host.Client.StartTallyWorkflowAsync("");
        await tally.SignalAsync("add", 0);
        await tally.ResultAsync().Soon();

        var toNobody = await host.Client.StartCourierWorkflowAsync("nobody", "add", [1, 2]);
        var toEnded = await host.Client.StartCourierWorkflowAsync(tally.RunId, "add", [1]);

        Assert.That(await toNobody.ResultAsync().Soon(), Is.EqualTo("DS1016 DS1016"));
        Assert.That(await toEnded.ResultAsync().Soon(), Is.EqualTo("DS1017"));
        var report = (await Probe.Event<MessageSent>(toEnded.RunId)).Report;
        Assert.That(report, Does.Contain(toEnded.RunId).And.Contain(tally.RunId).And.Contain("add").And.Contain("SendTests.cs"));
    }

    [Test]
    public async Task Send_of_what_the_other_workflow_does_not_take_is_refused_with_what_it_takes()
    {
        var host = await StartHostAsync();
        var basket = await host.Client.StartBasketWorkflowAsync();

        var wrongName = await host.Client.StartCourierWorkflowAsync(basket.RunId, "add", [1]);
        var wrongPayload = await host.Client.StartCourierWorkflowAsync(basket.RunId, "close", [1]);

        Assert.That(await wrongName.ResultAsync().Soon(), Is.EqualTo("DS4012"));
        Assert.That(await wrongPayload.ResultAsync().Soon(), Is.EqualTo("DS4013"));
        Assert.That((await Probe.Event<MessageSent>(wrongName.RunId)).Report, Does.Contain("Add(String item, Int32 count)"));
    }

    [Test]
    public async Task Run_can_send_to_itself()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartOwnPostWorkflowAsync();
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("hello again"));
    }

    [Test]
    public async Task Signal_without_a_payload_is_sent()
    {
        var host = await StartHostAsync();
        var basket = await host.Client.StartBasketWorkflowAsync();
        await basket.AddAsync("pen", 1);
        await host.Client.StartClerkWorkflowAsync(basket.RunId);
        Assert.That(await basket.ResultAsync().Soon(), Is.Empty);
    }

    [Test]
    public async Task Send_to_a_run_that_continued_reaches_the_last_of_its_chain()
    {
        var host = await StartHostAsync();
        var first = await host.Client.StartTallyWorkflowAsync("continue");
        await first.SignalAsync("add", 0);
        await Probe.Event<ContinuedAsNew>(first.RunId);

        var courier = await host.Client.StartCourierWorkflowAsync(first.RunId, "add", [4, 0]);

        Assert.That(await courier.ResultAsync().Soon(), Is.EqualTo("4 0"));
        Assert.That(await first.ResultAsync().Soon(), Is.EqualTo("4"));
    }

    [Test]
    public async Task Append_that_commits_and_reports_a_failure_sends_once()
    {
        var failures = 2;
        Probe.OnCall = call => FailIf(call is { Operation: StoreOperation.Append, IsDone: true, Append.Messages.Count: > 0 } && Interlocked.Decrement(ref failures) >= 0);
        await AssertSendsOnceAsync();
        Assert.That(failures, Is.Negative);
    }

    [Test]
    public async Task Append_that_fails_is_proposed_again_and_sends_once()
    {
        var failures = 3;
        Probe.OnCall = call => FailIf(call is { Operation: StoreOperation.Append, IsDone: false, Append.Messages.Count: > 0 } && Interlocked.Decrement(ref failures) >= 0);
        await AssertSendsOnceAsync();
        Assert.That(failures, Is.Negative);
    }

    [Test]
    public async Task Crash_right_after_a_send_was_committed_loses_and_doubles_nothing()
    {
        var host = await StartHostAsync();
        var crashed = new TaskCompletionSource();
        var isFirst = true;
        Probe.OnCall = call =>
        {
            if (call is not { Operation: StoreOperation.Append, IsDone: true, Append.Messages.Count: > 0 } || !isFirst)
                return;
            isFirst = false;
            crashed.SetResult();
            throw new DurableException("DS3005", "The process dies before it hears of it.");
        };
        var tally = await host.Client.StartTallyWorkflowAsync("");
        await host.Client.StartCourierWorkflowAsync(tally.RunId, "add", [1, 2, 0]);
        await crashed.Task.Soon();
        await host.CrashAsync();

        host = await StartHostAsync();

        Assert.That(await host.Client.GetHandle<string>(tally.RunId).ResultAsync().Soon(), Is.EqualTo("1 2"));
    }

    private async Task AssertSendsOnceAsync()
    {
        var host = await StartHostAsync();
        var tally = await host.Client.StartTallyWorkflowAsync("");
        var courier = await host.Client.StartCourierWorkflowAsync(tally.RunId, "add", [1, 2, 0]);
        Assert.That(await courier.ResultAsync().Soon(), Is.EqualTo("1 2 0"));
        Assert.That(await tally.ResultAsync().Soon(), Is.EqualTo("1 2"));
    }

    private static void FailIf(bool condition)
    {
        if (condition)
            throw new DurableException("DS3005", "The test's store is unavailable.");
    }
}
