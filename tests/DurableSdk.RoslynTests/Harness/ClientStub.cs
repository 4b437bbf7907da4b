namespace DurableSdk.RoslynTests.Harness;

/// <summary>The hosting API as generated code knows it, for tests of what it is called with.</summary>
internal static class ClientStub
{
    public const string Source = """
        using System.ComponentModel;
        using DurableSdk.CompilerServices;

        namespace Microsoft.Extensions.DependencyInjection { public interface IServiceCollection; }

        namespace DurableSdk
        {
            using Microsoft.Extensions.DependencyInjection;

            public sealed class DurableOptions;
            public sealed record StartOptions { public string? IdempotencyKey { get; init; } }

            public sealed class DurableClient
            {
                public List<string> Started { get; } = [];

                public Task<string> StartRunAsync<TArguments, TResult>(WorkflowDefinition<TArguments, TResult> workflow, TArguments arguments, StartOptions? options, CancellationToken cancel)
                {
                    Started.Add($"{workflow.Key.Name} {workflow.Key.Version} {arguments} {options?.IdempotencyKey}");
                    return Task.FromResult($"run-{Started.Count}");
                }

                public async Task<THandle> StartRunAsync<TArguments, TResult, THandle>(
                    WorkflowDefinition<TArguments, TResult> workflow, TArguments arguments, StartOptions? options, Func<DurableClient, string, THandle> handle, CancellationToken cancel)
                    where THandle : WorkflowHandle => handle(this, await StartRunAsync(workflow, arguments, options, cancel));
            }

            public class WorkflowHandle
            {
                protected internal WorkflowHandle(DurableClient client, string runId, string? workflow = null) => RunId = runId;
                public string RunId { get; }
            }

            public class WorkflowHandle<TResult> : WorkflowHandle
            {
                protected internal WorkflowHandle(DurableClient client, string runId, string? workflow = null) : base(client, runId, workflow) { }
            }

            public static class DurableServiceCollectionExtensions
            {
                public static DurableManifest[]? Added;
                public static IServiceCollection AddDurable(this IServiceCollection services, Action<DurableOptions> configure) => throw new InvalidOperationException("not intercepted");
                public static IServiceCollection AddDurable(this IServiceCollection services, Action<DurableOptions> configure, DurableManifest[] manifests) { Added = manifests; return services; }
            }

            public sealed class DurableHost
            {
                public static DurableManifest[]? Started;
                public static Task<DurableHost> StartAsync(Action<DurableOptions> configure, CancellationToken cancel = default) => throw new InvalidOperationException("not intercepted");
                public static Task<DurableHost> StartAsync(Action<DurableOptions> configure, DurableManifest[] manifests, CancellationToken cancel) { Started = manifests; return Task.FromResult(new DurableHost()); }
            }
        }
        """;
}
