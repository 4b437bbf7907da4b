namespace Gallery.Practices;

// Two versions of a workflow live side by side. A run is pinned to the version that it began with, however long it takes and however often the program is restarted; a new one gets the
// newest. Here a run of version 1 is in flight (a caller that names the old class pins it, as time does in life) while version 2 is there already.
// Look at: the two runs of one name with their versions, and that each follows its own code after the crash.
internal sealed class VersioningSample : ISample
{
    public string Name => "versioning";

    public string Summary => "Version 2 of a workflow, with runs of version 1 in flight.";

    public async Task RunAsync(Stage stage)
    {
        await using var host = await stage.StartAsync();
        var lastYear = await host.Client.StartLastYearWorkflowAsync("Ann", new() { IdempotencyKey = "Ann" });
        var ann = await lastYear.ResultAsync();
        var bob = await host.Client.StartMembershipAsync("Bob", new() { RunId = "Bob", IdempotencyKey = "Bob" });
        await Task.WhenAll(((string[])[ann, "Bob"]).Select(id => Stage.SeesAsync(host.Client, e => e is StepCompleted, id)));
        stage.CrashHere("with a run of each version in flight");
        foreach (var id in (string[])[ann, "Bob"])
        {
            await host.Client.SignalAsync(id, "paid", "cash", new() { Id = "payment" });
            var version = (await host.Client.GetRunAsync(id))!.Version;
            stage.Say($"Version {version}: {await host.Client.GetMembership(id).ResultAsync()}.");
        }
    }
}

internal sealed class LastYearWorkflow(MembershipWorkflow membership)
{
    [Workflow]
    public async Task<string> RunAsync(string member) => await Durable.Detach(() => membership.RunAsync(member));
}

internal sealed class MembershipWorkflow(Stage stage)
{
    [Workflow(Name = "Membership")]
    public async Task<string> RunAsync(string member)
    {
        await InvoiceAsync(member);
        var paid = await Durable.WaitForSignal<string>("paid");
        await CardAsync(member);
        return $"{member} has paid in {paid} and has a card of paper";
    }

    [Step]
    private Task InvoiceAsync(string member)
    {
        stage.Say($"invoice for {member}");
        return Task.CompletedTask;
    }

    [Step]
    private Task CardAsync(string member)
    {
        stage.Say($"prints a card for {member}");
        return File.WriteAllTextAsync(stage.PathOf($"{member}.card"), member);
    }
}

internal sealed class MembershipWorkflow2(Stage stage)
{
    [Workflow(Name = "Membership", Version = 2)]
    public async Task<string> RunAsync(string member)
    {
        await WelcomeAsync(member);
        var paid = await Durable.WaitForSignal<string>("paid");
        await KeyAsync(member);
        return $"{member} has paid in {paid} and has a key";
    }

    [Step]
    private Task WelcomeAsync(string member)
    {
        stage.Say($"welcome and invoice for {member}");
        return Task.CompletedTask;
    }

    [Step]
    private Task KeyAsync(string member)
    {
        stage.Say($"makes a key for {member}");
        return File.WriteAllTextAsync(stage.PathOf($"{member}.key"), member);
    }
}
