using System.Net.Http.Json;
using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.Packages;

/// <summary>What a user does first: one package reference, a workflow, build, run, kill.</summary>
[Category("Packages")]
public sealed class UserAppTests
{
    [Test]
    public async Task Console_program_builds_without_warnings_and_survives_kill_9()
    {
        using var app = new UserApp("Console");
        await app.BuildAsync();
        using (var first = app.Start())
        {
            await first.SaysAsync("exclaiming ?");
            await first.KillAsync();
            Assert.That(first.Output, Does.Contain("greeting World").And.Not.Contain("result"), first.ToString);
        }

        using var second = app.Start();
        await second.SucceedsAsync();
        Assert.That(second.Output, Does.Contain("result: Hello World!?.").And.Not.Contain("greeting"), second.ToString);
        using var third = app.Start();
        await third.SucceedsAsync();
        Assert.That(third.Output.Trim(), Is.EqualTo("result: Hello World!?."), third.ToString);
    }

    [Test]
    public async Task Library_of_workflows_brings_generator_and_settings_along()
    {
        using var app = new UserApp("Library");
        await app.BuildAsync("App/App.csproj");
        using var process = app.Start();
        await process.SucceedsAsync();
        var steps = process.Output.Split('\n').Count(line => line.Contains("StepCompleted", StringComparison.Ordinal));
        Assert.That(process.Output, Does.Contain("sum: 10").And.Contain("own: 42"), process.ToString);
        Assert.That(steps, Is.EqualTo(4), process.ToString);
    }

    [Test]
    public async Task Web_app_starts_a_workflow_over_http_and_gives_its_result()
    {
        using var app = new UserApp("Web");
        await app.BuildAsync();
        using var process = app.Start("--urls", "http://127.0.0.1:0");
        using var http = new HttpClient { BaseAddress = await process.ListensAsync() };

        var first = await PostAsync(http, "17");
        Assert.That(await http.GetStringAsync(first), Is.EqualTo("3 x chairs, call 1 of this instance"), process.ToString);
        Assert.That(await PostAsync(http, "17"), Is.EqualTo(first), "The idempotency key gives the same run.");
        if (OperatingSystem.IsWindows())
            return;
        process.Signal(Unix.Terminate);
        await process.SucceedsAsync();
    }

    private static async Task<Uri> PostAsync(HttpClient http, string id)
    {
        using var response = await http.PostAsJsonAsync(new Uri("/orders", UriKind.Relative), new { Id = id, Article = "chairs", Count = 3 });
        response.EnsureSuccessStatusCode();
        return response.Headers.Location!;
    }
}
