using System.Net;
using DurableSdk.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DurableSdk.AspNetCoreTests;

/// <summary>What an orchestrator is told that asks over HTTP.</summary>
public sealed class HealthCheckTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<WebApplication> _apps = [];
    private string _directory = null!;

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("durable-health-").FullName;

    [TearDown]
    public async Task EndAsync()
    {
        foreach (var app in _apps)
            await app.DisposeAsync();
        _apps.Clear();
        Directory.Delete(_directory, recursive: true);
    }

    [Test]
    public async Task Host_that_executes_is_healthy_until_it_is_stopped()
    {
        var app = await StartAsync();
        await UntilAsync(app, HostState.Executing);
        using var http = app.GetTestClient();
        using var response = await http.GetAsync(new Uri("/health", UriKind.Relative));
        Assert.That((response.StatusCode, await response.Content.ReadAsStringAsync()), Is.EqualTo((HttpStatusCode.OK, "Healthy")));

        var entry = await CheckAsync(app);
        Assert.That(entry.Description, Does.StartWith("Executes the runs of").And.Contain("health.db"));
        Assert.That((entry.Data["state"], entry.Data["runsInMemory"]), Is.EqualTo(((object)"Executing", (object)0)));

        foreach (var service in app.Services.GetServices<IHostedService>().Where(service => service.GetType().Namespace!.StartsWith("DurableSdk", StringComparison.Ordinal)))
            await service.StopAsync(default);
        using var after = await http.GetAsync(new Uri("/health", UriKind.Relative));
        Assert.That(after.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That((await CheckAsync(app)).Description, Does.EndWith("has been stopped."));
    }

    [Test]
    public async Task Standby_and_client_are_healthy_and_say_what_they_are()
    {
        await UntilAsync(await StartAsync(), HostState.Executing);
        var standby = await StartAsync();
        await UntilAsync(standby, HostState.Standby);
        var client = await StartAsync(o => o.ExecuteRuns = false);

        var (waiting, asking) = (await CheckAsync(standby), await CheckAsync(client));
        Assert.That((waiting.Status, asking.Status), Is.EqualTo((HealthStatus.Healthy, HealthStatus.Healthy)));
        Assert.That(waiting.Description, Does.Contain($"Process {Environment.ProcessId} on"));
        Assert.That(asking.Description, Does.StartWith("A client of"));
    }

    [Test]
    public async Task Host_that_has_not_heard_whether_it_may_execute_is_degraded()
    {
        var app = Build(_ => { });
        await app.Services.GetRequiredService<DurableClient>().ListRunsAsync();
        Assert.That((await CheckAsync(app)).Status, Is.EqualTo(HealthStatus.Degraded));
    }

    [Test]
    public async Task Newer_schema_is_unhealthy_for_host_and_client()
    {
        var host = await StartAsync();
        await UntilAsync(host, HostState.Executing);
        var client = await StartAsync(o => o.ExecuteRuns = false);
        Execute("PRAGMA user_version = 99");
        await UntilAsync(host, HostState.Outdated);

        foreach (var app in new[] { host, client })
        {
            var entry = await CheckAsync(app);
            Assert.That(entry.Status, Is.EqualTo(HealthStatus.Unhealthy));
            Assert.That(entry.Description, Does.Contain("DS3003"));
        }
    }

    [Test]
    public async Task Store_that_takes_nothing_is_unhealthy_until_it_does()
    {
        var app = await StartAsync();
        await UntilAsync(app, HostState.Executing);
        Execute("CREATE TRIGGER full BEFORE INSERT ON events WHEN NEW.seq > 1 BEGIN SELECT RAISE(ABORT, 'full'); END");
        var run = await app.Services.GetRequiredService<DurableClient>().StartReviewWorkflowAsync(null);
        await UntilAsync(app, status => status.FailingSince is not null);

        var entry = await CheckAsync(app);
        Assert.That(entry.Status, Is.EqualTo(HealthStatus.Unhealthy));
        Assert.That(entry.Description, Does.Contain("refuses what this host has to do, since 20"));

        Execute("DROP TRIGGER full");
        await app.Services.GetRequiredService<Mailbox>().Mail.WaitAsync(Patience);
        Assert.That((await CheckAsync(app)).Status, Is.EqualTo(HealthStatus.Healthy));
        await run.TerminateAsync();
    }

    [Test]
    public async Task Store_that_hangs_keeps_one_thread_and_nobody_who_asks()
    {
        var hung = HungStore.New();
        var store = (HungStore)hung;
        var app = await StartAsync(o =>
        {
            o.ExecuteRuns = false;
            o.UseStore(_ => hung);
        });
        try
        {
            for (var i = 0; i < 3; i++)
            {
                using var impatient = new CancellationTokenSource();
                var check = app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(impatient.Token);
                await store.Asked.WaitAsync(Patience);
                await impatient.CancelAsync();
                Assert.CatchAsync<OperationCanceledException>(() => check.WaitAsync(Patience));
            }

            Assert.That(store.Looks, Is.EqualTo(1));
        }
        finally
        {
            store.Answer();
        }

        Assert.That((await CheckAsync(app)).Status, Is.EqualTo(HealthStatus.Healthy));
    }

    [Test]
    public async Task What_fails_is_reported_as_the_app_wants()
    {
        var app = Build(_ => { }, checks => checks.AddDurable("runs", HealthStatus.Degraded, ["ready"], TimeSpan.FromSeconds(20)));
        var registration = app.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<HealthCheckServiceOptions>>().Value.Registrations.Single();
        Assert.That((registration.Name, registration.FailureStatus, registration.Timeout), Is.EqualTo(("runs", HealthStatus.Degraded, TimeSpan.FromSeconds(20))));
        Assert.That(registration.Tags, Is.EqualTo(["ready"]));

        await app.Services.GetRequiredService<DurableClient>().ListRunsAsync();
        Execute("PRAGMA user_version = 99");
        Assert.That((await CheckAsync(app)).Status, Is.EqualTo(HealthStatus.Degraded));
    }

    private async Task<WebApplication> StartAsync(Action<DurableOptions>? configure = null)
    {
        var app = Build(configure ?? (_ => { }));
        await app.StartAsync();
        return app;
    }

    private WebApplication Build(Action<DurableOptions> configure, Action<IHealthChecksBuilder>? add = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<Mailbox>();
        builder.Services.AddDurable(o =>
        {
            o.UseSqlite($"Data Source={Path.Combine(_directory, "health.db")}");
            o.HooksAddress = new Uri("https://shop.test/answers");
            configure(o);
        });
        (add ?? (checks => checks.AddDurable()))(builder.Services.AddHealthChecks());
        var app = builder.Build();
        app.MapHealthChecks("/health");
        _apps.Add(app);
        return app;
    }

    private static async Task<HealthReportEntry> CheckAsync(WebApplication app) =>
        (await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries.Single().Value;

    private static Task UntilAsync(WebApplication app, HostState state) => UntilAsync(app, status => status.State == state);

    /// <summary>Nothing tells of a change; so it is looked for.</summary>
    private static async Task UntilAsync(WebApplication app, Func<HostStatus, bool> isSo)
    {
        var client = app.Services.GetRequiredService<DurableClient>();
        using var patience = new CancellationTokenSource(Patience);
        while (!isSo(client.HostStatus))
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>As another program does.</summary>
    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_directory, "health.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA busy_timeout = 60000; {sql}";
        command.ExecuteNonQuery();
    }
}
