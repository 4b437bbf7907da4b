using System.Text;
using System.Text.Json.Nodes;
using DurableSdk.TestingTests.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.TestingTests.Histories;

public sealed class ReplayTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task History_of_the_same_code_is_followed(bool isFinished)
    {
        var history = await ExportAsync(isFinished);
        await using var host = await StartAsync(1);
        Assert.That(async () => await host.ReplayAsync(history), Throws.Nothing);
        Assert.That(host.Calls, Is.Empty, "no step runs");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Changed_code_is_refused_as_the_engine_would(bool isFinished)
    {
        var history = await ExportAsync(isFinished);
        await using var host = await StartAsync(2);
        var error = Assert.ThrowsAsync<WorkflowTestException>(async () => await host.ReplayAsync(history));
        Assert.That(error.Code, Is.EqualTo("DS5009"));
        Assert.That(error.Message, Does.Contain("DS1001").And.Contain("GreetAsync#1").And.Contain("CheckAsync#1"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Changed_code_behind_a_patch_is_followed(bool isFinished)
    {
        var history = await ExportAsync(isFinished);
        await using var host = await StartAsync(3);
        Assert.That(async () => await host.ReplayAsync(history), Throws.Nothing);
    }

    [TestCase("{}")]
    [TestCase("[")]
    [TestCase("""{"history":2}""")]
    [TestCase("""{"history":1,"runId":"r","workflow":"ChangedWorkflow","version":1,"events":[{"sequence":1,"at":"2026-01-01T00:00:00Z","kind":"Nothing","format":1,"body":{}}]}""")]
    [TestCase("""{"history":1,"runId":"r","workflow":"ChangedWorkflow","version":1,"events":[]}""")]
    [TestCase("""{"history":1,"runId":"r","workflow":"GoneWorkflow","version":1,"events":[]}""")]
    public async Task What_is_no_history_is_refused(string json)
    {
        await using var host = await StartAsync(1);
        var error = Assert.ThrowsAsync<WorkflowTestException>(async () => await host.ReplayAsync(new MemoryStream(Encoding.UTF8.GetBytes(json))));
        Assert.That(error.Code, Is.EqualTo("DS5008"));
    }

    [Test]
    public async Task History_with_a_hole_is_refused_by_the_event_that_is_missing()
    {
        var history = (await JsonNode.ParseAsync(await ExportAsync(true)))!;
        history["events"]!.AsArray().RemoveAt(1);
        await using var host = await StartAsync(1);
        var error = Assert.ThrowsAsync<WorkflowTestException>(async () => await host.ReplayAsync(new MemoryStream(Encoding.UTF8.GetBytes(history.ToJsonString()))));
        Assert.That(error.Code, Is.EqualTo("DS5008"));
        Assert.That(error.Message, Does.Contain("event 2 is missing").And.Contain("event 3 follows"));
    }

    [Test]
    public async Task File_that_is_not_there_is_named()
    {
        await using var host = await StartAsync(1);
        var error = Assert.ThrowsAsync<WorkflowTestException>(async () => await host.ReplayAsync("Histories/gone.json"));
        Assert.That(error.Code, Is.EqualTo("DS5008"));
        Assert.That(error.Message, Does.Contain("Histories/gone.json"));
    }

    [Test]
    public async Task Relative_path_that_is_not_in_the_current_directory_is_beside_the_tests()
    {
        var (folder, current) = ($"histories-{Guid.NewGuid():N}", Environment.CurrentDirectory);
        var beside = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, folder)).FullName;
        await using (var file = File.Create(Path.Combine(beside, "a.json")))
            await (await ExportAsync(true)).CopyToAsync(file);
        await using var host = await StartAsync(1);
        try
        {
            Environment.CurrentDirectory = Path.GetTempPath();
            Assert.That(WorkflowTestHost.Histories(folder), Is.EqualTo([Path.Combine(beside, "a.json")]));
            Assert.That(async () => await host.ReplayAsync(Path.Combine(folder, "a.json")), Throws.Nothing);
        }
        finally
        {
            Environment.CurrentDirectory = current;
            Directory.Delete(beside, recursive: true);
        }
    }

    [Test]
    public async Task Work_that_leaves_its_run_is_heard_in_a_replay_too()
    {
        using var history = new MemoryStream();
        await using (var deaf = await WorkflowTestHost.StartAsync(o => o.CatchesForeignWork = false))
        {
            var run = await deaf.Client.StartForeignWorkflowAsync("Task.Run");
            await run.ResultAsync();
            await deaf.Client.ExportHistoryAsync(run.RunId, history);
        }

        history.Position = 0;
        await using var host = await WorkflowTestHost.StartAsync();
        Assert.That(Assert.ThrowsAsync<WorkflowTestException>(async () => await host.ReplayAsync(history)).Code, Is.EqualTo("DS5011"));
    }

    [Test]
    public async Task Folder_gives_its_files_and_an_empty_one_is_an_error()
    {
        var folder = Directory.CreateTempSubdirectory("durable-histories-").FullName;
        Assert.That(Assert.Throws<WorkflowTestException>(() => WorkflowTestHost.Histories(folder)).Code, Is.EqualTo("DS5008"));
        await using (var file = File.Create(Path.Combine(folder, "b.json")))
            await (await ExportAsync(true)).CopyToAsync(file);
        File.Copy(Path.Combine(folder, "b.json"), Path.Combine(folder, "a.json"));
        await using var host = await StartAsync(1);
        foreach (var path in WorkflowTestHost.Histories(folder))
            await host.ReplayAsync(path);
        Assert.That(WorkflowTestHost.Histories(folder).Select(Path.GetFileName), Is.EqualTo(["a.json", "b.json"]));
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task Export_says_nothing_of_how_payloads_are_kept()
    {
        await using var host = await StartAsync(1, o => o.UseCodec(new GzipPayloadCodec()));
        var run = await host.Client.StartChangedWorkflowAsync(new string('x', 10_000));
        await run.ResultAsync();
        using var history = new MemoryStream();
        await host.Client.ExportHistoryAsync(run.RunId, history);
        Assert.That(Encoding.UTF8.GetString(history.ToArray()), Does.Contain(new string('x', 10_000)));
        history.Position = 0;
        Assert.That(async () => await host.ReplayAsync(history), Throws.Nothing);
    }

    [TestCase(1, null)]
    [TestCase(2, "DS5009")]
    public async Task Run_in_flight_on_a_real_store_is_exported_and_followed(int version, string? error)
    {
        var directory = Directory.CreateTempSubdirectory("durable-export-").FullName;
        using var history = new MemoryStream();
        await using (var production = await DurableHost.StartAsync(o => o.UseSqlite($"Data Source={Path.Combine(directory, "runs.db")}").UseCodec(new GzipPayloadCodec()).Services.AddSingleton(new Deployment(1))))
        {
            var run = await production.Client.StartChangedWorkflowAsync(new string('x', 10_000));
            await foreach (var e in production.Client.SubscribeAsync("tests"))
            {
                if (e.Entry.Event is TimerStarted)
                    break;
            }

            await production.Client.ExportHistoryAsync(run.RunId, history);
        }

        Directory.Delete(directory, recursive: true);
        history.Position = 0;
        await using var host = await StartAsync(version);
        Assert.That(async () => await host.ReplayAsync(history), error is null ? Throws.Nothing : Throws.TypeOf<WorkflowTestException>().With.Property("Code").EqualTo(error));
    }

    private static async Task<MemoryStream> ExportAsync(bool isFinished)
    {
        await using var host = await StartAsync(1);
        var run = await host.Client.StartChangedWorkflowAsync("Ada");
        await host.AdvanceAsync(TimeSpan.FromHours(isFinished ? 25 : 1));
        var history = new MemoryStream();
        await host.Client.ExportHistoryAsync(run.RunId, history);
        history.Position = 0;
        return history;
    }

    private static Task<WorkflowTestHost> StartAsync(int version, Action<DurableOptions>? configure = null) => WorkflowTestHost.StartAsync(o =>
    {
        o.Services.AddSingleton(new Deployment(version));
        o.Configure = configure;
    });
}
