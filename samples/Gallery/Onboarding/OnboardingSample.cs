namespace Gallery.Onboarding;

// A new employee gets an id, then a laptop and access, provisioned in parallel, then a welcome. An interactive program: run it, simulate a crash, resume, and see what came from the log.
// The words may also stand on the command line (`-- onboarding reset crash resume`) or come from standard input.
// Look at: the id is drawn in the first step, and is the same after the crash; the step that had ended doesn't run again.
internal sealed class OnboardingSample : ISample
{
    private const string Menu = "reset, run, crash, resume or quit?";

    public string Name => "onboarding";

    public string Summary => "An employee's first day as an interactive program: reset, run, crash, resume.";

    public async Task RunAsync(Stage stage)
    {
        if (stage.Dies || stage.GoesOn)
        {
            await OnboardAsync(stage);
            return;
        }

        foreach (var word in stage.Words.Count > 0 ? stage.Words : Console.IsInputRedirected ? ReadWords() : AskWords())
        {
            if (word == "quit")
                return;
            await DoAsync(stage, word);
        }
    }

    private static async Task DoAsync(Stage stage, string word)
    {
        switch (word)
        {
            case "reset":
                stage.Reset();
                stage.Say("Nothing is recorded any more.");
                break;
            case "run" or "resume":
                await OnboardAsync(stage);
                break;
            case "crash":
                stage.Say(await stage.DieInChildAsync() ? "The process was killed. Its log is there: resume." : "Nothing was left to do: reset it first.");
                break;
            default:
                stage.Say($"{word}? {Menu}");
                break;
        }
    }

    private static async Task OnboardAsync(Stage stage)
    {
        var begun = DateTimeOffset.UtcNow;
        await using var host = await stage.StartAsync();
        var run = await host.Client.StartOnboardingWorkflowAsync("Grace", new() { IdempotencyKey = "Grace" });
        var employee = await run.ResultAsync();
        stage.Say($"{employee.Name} has {employee.Laptop} and {employee.Access}.");
        var registered = await host.Client.GetEventsAsync(run.RunId).FirstAsync(entry => entry.Event is StepCompleted { Id: "RegisterAsync#1" });
        stage.Say($"The id {employee.Id} {(registered.At < begun ? "came from the log" : "was drawn now")}.");
    }

    private static IEnumerable<string> AskWords()
    {
        Console.Write($"{Menu} ");
        while (Console.ReadLine() is { } word)
        {
            yield return word.Trim();
            Console.Write($"{Menu} ");
        }
    }

    private static IEnumerable<string> ReadWords()
    {
        while (Console.ReadLine() is { } word)
            yield return word.Trim();
    }
}

internal sealed record Employee(string Id, string Name, string Laptop, string Access);

internal sealed class OnboardingWorkflow(Stage stage)
{
    [Workflow]
    public async Task<Employee> RunAsync(string name)
    {
        var id = await RegisterAsync(name);
        var laptop = LaptopAsync(id);
        var access = AccessAsync(id);
        await Task.WhenAll(laptop, access);
        await WelcomeAsync(name);
        return new Employee(id, name, await laptop, await access);
    }

    [Step]
    private async Task<string> RegisterAsync(string name)
    {
        var id = $"E-{Random.Shared.Next(10_000, 99_999)}";
        stage.Say($"{name} is {id}");
        await File.AppendAllTextAsync(stage.PathOf("employees.txt"), $"{id} {name}\n");
        return id;
    }

    [Step]
    private async Task<string> LaptopAsync(string id)
    {
        stage.Say($"a laptop for {id}");
        await File.WriteAllTextAsync(stage.PathOf($"{id}.laptop"), "serial 4711\n");
        return "laptop 4711";
    }

    [Step]
    private async Task<string> AccessAsync(string id)
    {
        stage.Say($"access for {id}");
        await File.WriteAllTextAsync(stage.PathOf($"{id}.access"), "door, mail, code\n");
        return "access to door, mail and code";
    }

    [Step]
    private Task WelcomeAsync(string name)
    {
        stage.CrashHere("before the welcome is said");
        stage.Say($"welcome, {name}");
        return Task.CompletedTask;
    }
}
