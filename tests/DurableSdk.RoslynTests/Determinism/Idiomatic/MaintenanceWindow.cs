namespace Idiomatic.MaintenanceWindow;

public sealed record Server(string Name, string Cluster, bool IsPrimary);

/// <summary>Rolling work, cluster by cluster, the primary last; nested helpers with tokens and nested try.</summary>
public sealed class MaintenanceWindowWorkflow
{
    [Workflow]
    public async Task<IReadOnlyList<string>> RunAsync(List<Server> servers, CancellationToken cancel)
    {
        var failed = new List<string>();
        foreach (var cluster in servers.GroupBy(s => s.Cluster))
        {
            foreach (var server in cluster.OrderBy(s => s.IsPrimary).ThenBy(s => s.Name, StringComparer.Ordinal))
            {
                if (cancel.IsCancellationRequested)
                    return failed;
                if (!await TryPatchAsync(server))
                    failed.Add(server.Name);
            }

            if (failed.Count > 2)
                throw new AggregateException(failed.Select(f => new InvalidOperationException(f)));
        }

        return failed;
    }

    private static async Task<bool> TryPatchAsync(Server server)
    {
        await DrainAsync(server.Name);
        try
        {
            await PatchAsync(server.Name);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            return false;
        }
        finally
        {
            await UndrainAsync(server.Name);
        }
    }

    [Step] private static Task DrainAsync(string name) => Task.CompletedTask;

    [Step] private static Task PatchAsync(string name) => Task.CompletedTask;

    [Step] private static Task UndrainAsync(string name) => Task.CompletedTask;
}
