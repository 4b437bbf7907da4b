using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.EngineTests;

public sealed class BlockedTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Result_over_the_limit_blocks_and_goes_on_after_raising_it()
    {
        var first = await StartHostAsync(o => o.PayloadBytesMax = 2048);
        var run = await first.Client.StartLargeWorkflowAsync(5000);
        await Probe.Blocked(run.RunId, "DS2002");
        await first.StopAsync();

        var second = await StartHostAsync();
        await second.Client.ResumeAsync(run.RunId);
        Assert.That(await second.Client.GetLargeWorkflow(run.RunId).ResultAsync().Soon(), Is.EqualTo(5001));
    }

    [Test]
    public async Task Result_that_cannot_be_serialised_blocks_and_the_others_go_on()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartUnserializableWorkflowAsync();
        await Probe.Blocked(run.RunId, "DS2001");
        Assert.That(await (await host.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon(), Is.EqualTo(2));
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Blocked));
    }

    [Test]
    public async Task Service_that_is_not_registered_blocks_and_the_run_goes_on_once_it_is()
    {
        var first = await StartHostAsync();
        var run = await first.Client.StartNeedsServiceWorkflowAsync();
        var blocked = (Blocked)(await Probe.Blocked(run.RunId, "DS2003")).Entry.Event;
        Assert.That(blocked.Report, Does.Contain("ICounter").And.Contain("NeedsServiceWorkflow"));
        await first.StopAsync();

        // Another build tries by itself.
        var second = await StartHostAsync(o =>
        {
            o.Services.AddScoped<ICounter, Counter>();
            o.Build = "mended";
        });
        Assert.That(await second.Client.GetNeedsServiceWorkflow(run.RunId).ResultAsync().Soon(), Is.EqualTo(7));
    }

    [Test]
    public async Task Workflow_that_can_not_be_made_blocks_also_where_what_it_was_to_get_throws_as_it_is_disposed()
    {
        var host = await StartHostAsync(o => o.Services.AddScoped<Untidy>());
        var run = await host.Client.StartNeverBuiltWorkflowAsync();
        var blocked = (Blocked)(await Probe.Blocked(run.RunId, "DS2003")).Entry.Event;
        Assert.That(blocked.Report, Does.Contain("ICounter"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Blocked_run_with_a_message_in_its_inbox_is_tried_again_by_another_build_only(bool isNewBuild)
    {
        var first = await StartHostAsync();
        var run = await first.Client.StartNeedsServiceAndSignalWorkflowAsync();
        await Probe.Blocked(run.RunId, "DS2003");
        await Probe.Released(run.RunId, RunStatus.Blocked);
        await first.StopAsync();
        var sender = await StartHostAsync(o => o.ExecuteRuns = false);
        await sender.Client.SignalAsync(run.RunId, "add", 5);

        var second = await StartHostAsync(o =>
        {
            o.Services.AddScoped<ICounter, Counter>();
            o.Build = isNewBuild ? "mended" : "test";
        });
        await Probe.Event<SignalReceived>(run.RunId);
        if (!isNewBuild)
        {
            Assert.That((await second.Client.GetRunAsync(run.RunId))!.Status, Is.EqualTo(RunStatus.Blocked));
            await second.Client.ResumeAsync(run.RunId);
        }

        Assert.That(await second.Client.GetNeedsServiceAndSignalWorkflow(run.RunId).ResultAsync().Soon(), Is.EqualTo(12));
        Assert.That(Probe.Commits.Count(commit => commit.Entry.Event is Resumed), Is.EqualTo(1));
    }

    [Test]
    public async Task Blocked_run_is_not_tried_again_by_the_same_build()
    {
        var first = await StartHostAsync();
        var run = await first.Client.StartNeedsServiceWorkflowAsync();
        await Probe.Blocked(run.RunId, "DS2003");
        await first.StopAsync();
        var second = await StartHostAsync(o => o.Services.AddScoped<ICounter, Counter>());
        await (await second.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon();
        Assert.That((await second.Client.GetRunAsync(run.RunId))!.Status, Is.EqualTo(RunStatus.Blocked));
        await second.Client.ResumeAsync(run.RunId);
        Assert.That(await second.Client.GetNeedsServiceWorkflow(run.RunId).ResultAsync().Soon(), Is.EqualTo(7));
    }

    [Test]
    public async Task Code_that_no_longer_matches_blocks_with_both_sides_and_goes_on_after_the_fix()
    {
        var first = await StartHostAsync(o => o.Services.AddSingleton(new Shape(IsMended: true)));
        var run = await first.Client.StartChangedWorkflowAsync();
        await Journal.Reached("at gate").Soon();
        await first.CrashAsync();
        Journal.Reach("gate");

        var second = await StartHostAsync(o => o.Services.AddSingleton(new Shape(IsMended: false)));
        var report = ((Blocked)(await Probe.Blocked(run.RunId, "DS1001")).Entry.Event).Report;
        Assert.That(report, Does.Contain("FirstAsync#1").And.Contain("OtherAsync#1").And.Contain(run.RunId).And.Contain("event 2"));
        await second.Client.ResumeAsync(run.RunId);
        await Probe.Blocked(run.RunId, "DS1001", n: 2);
        await second.StopAsync();

        var third = await StartHostAsync(o => o.Services.AddSingleton(new Shape(IsMended: true)));
        await third.Client.ResumeAsync(run.RunId);
        Assert.That(await third.Client.GetChangedWorkflow(run.RunId).ResultAsync().Soon(), Is.EqualTo(11));
        Assert.That(Journal.Lines, Is.EqualTo(new[] { "first" }), "nothing ran twice, and nothing ran that doesn't belong");
    }

    [Test]
    public async Task Runs_go_on_while_the_unknown_ones_are_counted()
    {
        var counted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Probe.OnCount = () => counted.Task;
        var host = await StartHostAsync();
        try
        {
            Assert.That(await (await host.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon(), Is.EqualTo(2));
        }
        finally
        {
            counted.SetResult();
        }
    }

    [Test]
    public async Task Count_of_unknown_runs_that_fails_is_said_and_holds_nothing_up()
    {
        Probe.OnCount = () => throw new IOException("The disk is gone.");
        var host = await StartHostAsync();
        Assert.That((await Log.Line(46).Soon()).Text, Does.Contain("couldn't be asked"));
        Assert.That(await (await host.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon(), Is.EqualTo(2));
    }

    [Test]
    public async Task Workflow_unknown_to_the_program_is_left_alone_and_reported()
    {
        var first = await StartHostAsync();
        var run = await first.Client.StartGateWorkflowAsync("gate");
        await Journal.Reached("at gate").Soon();
        await first.CrashAsync();

        var second = await StartHostAsync(o => o.OnlyWorkflows("AddWorkflow"));
        var line = await Log.Line(44).Soon();
        Assert.That(line.Text, Does.Contain("DS3002").And.Contain("GateWorkflow"));
        Assert.That(await (await second.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon(), Is.EqualTo(2));
        Assert.That(Journal.Lines, Has.Count.EqualTo(1));
        await second.StopAsync();

        Journal.Reach("gate");
        var third = await StartHostAsync();
        Assert.That(await third.Client.GetGateWorkflow(run.RunId).ResultAsync().Soon(), Is.EqualTo(2));
    }

    [Test]
    public async Task Event_that_is_damaged_blocks_its_run_and_the_others_go_on()
    {
        var first = await StartHostAsync();
        var run = await first.Client.StartTwoStepWorkflowAsync("gate");
        await Journal.Reached("at gate").Soon();
        await first.CrashAsync();
        if (Kind == StoreKind.Sqlite)
            DamageFile(sequence: 2);
        else
            DamageMemory(run.RunId, sequence: 2);

        var second = await StartHostAsync();
        await Probe.Blocked(run.RunId, "DS1006");
        Assert.That(await (await second.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon(), Is.EqualTo(2));
    }

    private void DamageMemory(string runId, int sequence)
    {
        var events = Memory.Runs[runId].Events;
        var body = events[sequence - 1].Body.ToArray();
        body[^2] ^= 1;
        events[sequence - 1] = events[sequence - 1] with { Body = body };
    }

    private void DamageFile(int sequence)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE events SET body = CAST(replace(CAST(body AS TEXT), 'OneAsync', 'OneAsynk') AS BLOB) WHERE seq = $seq";
        command.Parameters.AddWithValue("$seq", sequence);
        Assert.That(command.ExecuteNonQuery(), Is.EqualTo(1));
    }
}
