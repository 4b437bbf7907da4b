using System.Net.Http.Json;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gallery.Demonstrations;

// An agent on another machine (here: a real HTTP server on this one) is given commands one after the other, and each result decides the next one. The process is killed after the agent has
// done the second command and before it could answer. The agent gets the same key again, so it answers with the result that it has.
// Look at: the agent has carried out every command once, although the second was sent twice.
internal sealed class RemoteCommandsSample : ISample
{
    public string Name => "remote-commands";

    public string Summary => "Commands to an agent over HTTP, with their results, each carried out once.";

    public async Task RunAsync(Stage stage)
    {
        var done = new Ledger(stage.PathOf("agent.txt"));
        if (!stage.GoesOn)
            await File.WriteAllTextAsync(stage.PathOf("config.ini"), "light = on\n");
        await using var agent = await Loopback.ServeAsync(app => app.MapPost("/commands/{key}", async (string key, HttpContext http) =>
        {
            var command = (await http.Request.ReadFromJsonAsync<AgentCommand>())!;
            if (done.Add(key, $"{command.Verb} {command.File}"))
                Agent.CarryOut(command, stage);
            return Results.Json(new AgentResult(Agent.Look(command, stage)));
        }));
        await using var host = await stage.StartAsync(o => o.Services.AddSingleton(agent.Client));
        var run = await host.Client.StartRemoteCommandsWorkflowAsync("config.ini", new() { IdempotencyKey = "config.ini" });
        stage.Say($"{await run.ResultAsync()}.");
        stage.Say($"The agent carried out: {string.Join(", ", done.Effects)}.");
    }
}

internal sealed record AgentCommand(string Verb, string File);

internal sealed record AgentResult(string Checksum);

internal static class Agent
{
    public static void CarryOut(AgentCommand command, Stage stage)
    {
        if (command.Verb != "append")
            return;
        File.AppendAllText(stage.PathOf(command.File), "reach = 12 miles\n");
        stage.CrashHere("when the agent has carried out the command, and nobody knows");
    }

    public static string Look(AgentCommand command, Stage stage) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(stage.PathOf(command.File))))[..8];
}

internal sealed class RemoteCommandsWorkflow(Stage stage, HttpClient agent)
{
    [Workflow]
    public async Task<string> RunAsync(string file)
    {
        var before = await SendAsync(new AgentCommand("check", file));
        await SendAsync(new AgentCommand("append", file));
        var after = await SendAsync(new AgentCommand("check", file));
        return before == after ? $"{file} hasn't changed" : $"{file} has changed from {before.Checksum} to {after.Checksum}";
    }

    [Step(Timeout = "10s")]
    private async Task<AgentResult> SendAsync(AgentCommand command, CancellationToken cancel = default)
    {
        stage.Say($"{command.Verb} {command.File}");
        var key = Uri.EscapeDataString(StepContext.Current.IdempotencyKey);
        using var answer = await agent.PostAsJsonAsync($"/commands/{key}", command, cancel);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<AgentResult>(cancel))!;
    }
}
