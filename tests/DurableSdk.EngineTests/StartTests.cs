namespace DurableSdk.EngineTests;

public sealed class AddWorkflow
{
    [Workflow]
    public async Task<int> RunAsync(int left, int right) => await SumAsync(left, right);

    [Step]
    private Task<int> SumAsync(int left, int right) => Task.FromResult(left + right);
}

public sealed class StartTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Start_typed_gives_the_result()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAddWorkflowAsync(2, 3);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(5));
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Completed));
    }

    [TestCase("[2, 3]")]
    [TestCase("""{"right": 3, "left": 2}""")]
    public async Task Start_by_name_with_json_gives_the_result(string json)
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAsync("AddWorkflow", json);
        Assert.That(await host.Client.GetHandle<int>(run.RunId).ResultAsync().Soon(), Is.EqualTo(5));
    }

    [TestCase("[2]")]
    [TestCase("[2, 3, 4]")]
    [TestCase("""["two", 3]""")]
    [TestCase("""{"left": 2}""")]
    [TestCase("""{"left": 2, "right": 3, "rihgt": 4}""")]
    [TestCase("5")]
    [TestCase("[2, 3")]
    [TestCase("")]
    public async Task Start_by_name_with_json_that_does_not_fit_is_refused(string json)
    {
        var host = await StartHostAsync();
        await RefusedAsync("DS4005", () => host.Client.StartAsync("AddWorkflow", json));
        Assert.That(await host.Client.ListRunsAsync(), Is.Empty);
    }

    [Test]
    public async Task Start_of_an_unknown_name_is_refused()
    {
        var host = await StartHostAsync();
        await RefusedAsync("DS4006", () => host.Client.StartAsync("NoSuchWorkflow", "[]"));
    }

    [Test]
    public async Task Start_with_a_used_key_gives_the_same_run()
    {
        var host = await StartHostAsync();
        var first = await host.Client.StartAddWorkflowAsync(1, 1, new() { IdempotencyKey = "k" });
        await first.ResultAsync().Soon();
        var second = await host.Client.StartAddWorkflowAsync(1, 1, new() { IdempotencyKey = "k" });
        Assert.That(second.RunId, Is.EqualTo(first.RunId));
        var error = await RefusedAsync("DS4002", () => host.Client.StartAddWorkflowAsync(1, 2, new() { IdempotencyKey = "k" }));
        Assert.That(error.Message, Does.Contain(first.RunId));
    }

    [Test]
    public async Task Start_with_a_taken_run_id_is_refused()
    {
        var host = await StartHostAsync();
        await host.Client.StartAddWorkflowAsync(1, 1, new() { RunId = "mine" });
        await RefusedAsync("DS4004", () => host.Client.StartAddWorkflowAsync(1, 2, new() { RunId = "mine" }));
    }

    [Test]
    public async Task Start_with_the_run_id_and_the_input_of_a_run_gives_that_run()
    {
        var host = await StartHostAsync();
        var first = await host.Client.StartAddWorkflowAsync(1, 1, new() { RunId = "mine" });
        await first.ResultAsync().Soon();
        var second = await host.Client.StartAddWorkflowAsync(1, 1, new() { RunId = "mine" });
        Assert.That(await second.ResultAsync().Soon(), Is.EqualTo(2));
        Assert.That(await EventsAsync(host, "mine"), Has.One.Matches<LogEntry>(entry => entry.Event is WorkflowStarted));
        await RefusedAsync("DS4004", () => host.Client.StartAddWorkflowAsync(1, 1, new() { RunId = "mine", IdempotencyKey = "k" }));
    }

    [Test]
    public async Task Start_with_a_used_key_gives_the_same_run_whatever_id_it_names()
    {
        var host = await StartHostAsync();
        await host.Client.StartAddWorkflowAsync(1, 1, new() { RunId = "mine", IdempotencyKey = "k" });
        var second = await host.Client.StartAddWorkflowAsync(1, 1, new() { RunId = "other", IdempotencyKey = "k" });
        Assert.That(second.RunId, Is.EqualTo("mine"));
    }

    [TestCase(0)]
    [TestCase(201)]
    public async Task Start_with_an_id_or_key_of_a_wrong_length_is_refused(int length)
    {
        var host = await StartHostAsync();
        var text = new string('x', length);
        await RefusedAsync("DS4008", () => host.Client.StartAddWorkflowAsync(1, 1, new() { RunId = text }));
        await RefusedAsync("DS4008", () => host.Client.StartAddWorkflowAsync(1, 1, new() { IdempotencyKey = text }));
    }

    [Test]
    public async Task Start_at_a_later_time_begins_then()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartAddWorkflowAsync(1, 1, new() { StartAt = time.GetUtcNow().AddHours(1) });
        // A run that is started after it and has ended shows that the host has looked.
        await (await host.Client.StartAddWorkflowAsync(2, 2)).ResultAsync().Soon();
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Pending));
        time.Advance(TimeSpan.FromHours(1));
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(2));
    }

    [Test]
    public async Task Handle_of_a_run_that_is_not_there_is_refused()
    {
        var host = await StartHostAsync();
        var handle = host.Client.GetAddWorkflow("nobody");
        await RefusedAsync("DS4001", () => handle.ResultAsync());
        await RefusedAsync("DS4001", () => handle.WaitAsync());
        await RefusedAsync("DS4001", () => handle.GetRunAsync());
        await RefusedAsync("DS4001", () => handle.ResumeAsync());
        await RefusedAsync("DS4001", () => handle.CancelAsync());
        Assert.That(await host.Client.GetRunAsync("nobody"), Is.Null);
    }

    [Test]
    public async Task Handle_of_a_finished_run_gives_its_events_with_payloads()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAddWorkflowAsync(2, 3);
        await run.WaitAsync().Soon();
        var events = (await EventsAsync(host, run.RunId)).ConvertAll(entry => entry.Event);
        Assert.That(events.OfType<WorkflowStarted>().Single().Arguments.ToArray(), Is.EqualTo("[2,3]"u8.ToArray()));
        var step = events.OfType<StepCompleted>().Single();
        Assert.That(step.Arguments!.Value.ToArray(), Is.EqualTo("[2,3]"u8.ToArray()));
        Assert.That(step.Result.ToArray(), Is.EqualTo("5"u8.ToArray()));
        Assert.That(events[^1], Is.TypeOf<WorkflowCompleted>());
    }
}
