namespace Gallery.Practices;

// A person is asked, and doesn't answer in time; so the next one up is, and so on. A wait with a time limit is all that it takes. The process is killed after the second question was asked.
// Look at: nobody is asked twice, and the answer of somebody who was asked earlier still counts.
internal sealed class EscalationSample : ISample
{
    public string Name => "escalation";

    public string Summary => "A human in the loop who doesn't answer: the question goes up, level by level.";

    public async Task RunAsync(Stage stage)
    {
        await using var host = await stage.StartAsync();
        var request = await host.Client.StartLeaveWorkflowAsync("Ann", ["Bob", "Cy", "Dora"], new() { IdempotencyKey = "Ann" });
        await Stage.SeesAsync(host.Client, e => e is StepCompleted { Id: "AskAsync#1[2]" });
        stage.CrashHere("after the second person was asked");
        await Stage.SeesAsync(host.Client, e => e is StepCompleted { Id: "AskAsync#1[3]" });
        await request.SignalDecidedAsync(new LeaveDecision("Bob", true), new() { Id = "decision" });
        stage.Say($"{await request.ResultAsync()}.");
        stage.Say($"{(await File.ReadAllLinesAsync(stage.PathOf("mail.txt"))).Length} people were asked.");
    }
}

internal sealed record LeaveDecision(string By, bool IsGranted);

internal sealed class LeaveWorkflow(Stage stage)
{
    [Workflow]
    public async Task<string> RunAsync(string who, string[] levels)
    {
        foreach (var (i, superior) in levels.Index())
        {
            await AskAsync(superior, who);
            Durable.SetStatus($"waits for {superior}");
            try
            {
                // Whoever is the last has all the time in the world.
                var decision = i < levels.Length - 1
                    ? await Durable.WaitForSignal<LeaveDecision>("decided", TimeSpan.FromSeconds(2))
                    : await Durable.WaitForSignal<LeaveDecision>("decided");
                Durable.SetStatus($"decided by {decision.By}");
                return $"{who}'s leave is {(decision.IsGranted ? "granted" : "refused")} by {decision.By}";
            }
            catch (TimeoutException)
            {
                Durable.SetStatus($"{superior} didn't answer");
            }
        }

        return $"nobody decided about {who}'s leave";
    }

    [Step]
    private Task AskAsync(string superior, string who)
    {
        stage.Say($"asks {superior} about {who}");
        if (superior == "Cy")
            stage.SlowDownToCrash();
        return File.AppendAllTextAsync(stage.PathOf("mail.txt"), $"{superior}: may {who} have a week off?\n");
    }
}
