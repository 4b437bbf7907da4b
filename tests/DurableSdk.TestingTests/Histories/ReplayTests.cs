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
    [TestCase("""{"history":1,"runId":"r","workflow":"GoneWorkflow","version":1,"events":[]}""")]
    public async Task What_is_no_history_is_refused(string json)
    {
        await using var host = await StartAsync(1);
        var error = Assert.ThrowsAsync<WorkflowTestException>(async () => await host.ReplayAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json))));
        Assert.That(error.Code, Is.EqualTo("DS5008"));
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
        Assert.That(System.Text.Encoding.UTF8.GetString(history.ToArray()), Does.Contain(new string('x', 10_000)));
        history.Position = 0;
        Assert.That(async () => await host.ReplayAsync(history), Throws.Nothing);
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
