using System.Text.Json;
using DurableSdk.Hosting;
using DurableSdk.Testing;
using DurableSdk.Testing.Histories;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk;

public sealed partial class WorkflowTestHost
{
    /// <summary>
    /// The histories of a folder, ordered by name: one test case each, for <c>[TestCaseSource]</c>, <c>[MemberData]</c> or <c>[DynamicData]</c>.
    /// </summary>
    /// <param name="folder">The folder; a relative one is looked for in the current directory, then beside the tests (<see cref="AppContext.BaseDirectory"/>).</param>
    /// <exception cref="WorkflowTestException">DS5008: there is none.</exception>
    public static IReadOnlyList<string> Histories(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var found = Directory.Exists(folder) ? folder : BesideTests(folder);
        var files = Directory.Exists(found) ? Directory.GetFiles(found, "*.json") : [];
        return files.Length > 0 ? [.. files.Order(StringComparer.Ordinal)] : throw TestErrors.NoHistory(folder, "the folder has no *.json");
    }

    /// <summary>Replays a recorded history against today's code, as a host would that takes the run up after a deployment. No step runs, and nothing is recorded.</summary>
    /// <param name="path">A file that <see cref="DurableClient.ExportHistoryAsync"/> wrote; a relative one is looked for as by <see cref="Histories"/>.</param>
    /// <param name="cancel">Gives up reading.</param>
    /// <exception cref="WorkflowTestException">DS5009: today's code doesn't follow the history, and such a run would be blocked; the message is what the engine would report.
    /// DS5008: it isn't there, is no whole history, or is of a workflow or version that isn't there. DS5011: the workflow handed work to the thread pool.</exception>
    public async Task ReplayAsync(string path, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        var found = File.Exists(path) ? path : BesideTests(path);
        if (!File.Exists(found))
            throw TestErrors.NoHistory(path, "there is no such file, neither in the current directory nor beside the tests");
        await using var file = File.OpenRead(found);
        await ReplayAsync(file, path, cancel);
    }

    /// <inheritdoc cref="ReplayAsync(string, CancellationToken)"/>
    /// <param name="history">What <see cref="DurableClient.ExportHistoryAsync"/> wrote.</param>
    /// <param name="cancel">Gives up reading.</param>
    public Task ReplayAsync(Stream history, CancellationToken cancel = default) => ReplayAsync(history, "The stream", cancel);

    private async Task ReplayAsync(Stream stream, string name, CancellationToken cancel)
    {
        var file = await ReadAsync(stream, name, cancel);
        var runtime = _cluster.Tester.Services.GetRequiredService<DurableRuntime>();
        var definition = runtime.Workflows.Find(file.Workflow)
            ?? throw TestErrors.NoHistory(name, $"it is of {file.Workflow.Name} version {file.Workflow.Version}, which this program doesn't have; runs of it would be left alone");
        if (await _cluster.Tester.Process.Execution.WaitAsync(() => HistoryReplay.RunAsync(runtime, definition, file)) is { } error)
            throw TestErrors.DoesNotFollow(name, error);
    }

    private static string BesideTests(string path) => Path.Combine(AppContext.BaseDirectory, path);

    private static async Task<HistoryFile> ReadAsync(Stream stream, string name, CancellationToken cancel)
    {
        try
        {
            return await HistoryFile.ReadAsync(stream, cancel);
        }
        catch (Exception e) when (e is JsonException or DurableException)
        {
            throw TestErrors.NoHistory(name, e.Message, e);
        }
    }
}
