namespace DurableSdk.EngineTests;

public sealed record Verdict(bool IsApproved, string By);

/// <summary>Asks somebody outside and does what he says.</summary>
public sealed class VerdictWorkflow(Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync(string how)
    {
        var hook = await Durable.CreateHook<Verdict>(
            "verdict", expiresAfter: how == "expires" ? TimeSpan.FromDays(7) : null, token: how.StartsWith("token ", StringComparison.Ordinal) ? how[6..] : null, deliveriesMax: how == "once" ? 1 : null);
        await MailAsync(hook.Token);
        if (how == "late")
            await HoldAsync();
        if (how == "failing")
            throw new InvalidOperationException("broken");
        try
        {
            var verdict = how == "limit" ? await hook.NextAsync().WithTimeout(TimeSpan.FromDays(3)) : await hook;
            return $"{verdict.By} {verdict.IsApproved}";
        }
        catch (TimeoutException)
        {
            return "nobody";
        }
    }

    [Step]
    private Task MailAsync(string token)
    {
        journal.Add($"token {token}");
        journal.Reach("mailed");
        return Task.CompletedTask;
    }

    [Step]
    private async Task HoldAsync(CancellationToken cancel = default)
    {
        journal.Reach("holds");
        await journal.Reached("free", cancel);
    }
}

/// <summary>Adds up what is delivered to it: so many a run, and all until a zero.</summary>
public sealed class ReadingsWorkflow
{
    [Workflow]
    public async Task<string> RunAsync(string token, int each, string before)
    {
        var readings = await Durable.CreateHook<int>("readings", token: token);
        var count = 0;
        await foreach (var reading in readings)
        {
            if (reading == 0)
                break;
            before = $"{before}{await NoteAsync(reading)} ";
            if (++count == each)
                throw Durable.ContinueAsNew(token, each, before);
        }

        return before.Trim();
    }

    [Step]
    private Task<int> NoteAsync(int reading) => Task.FromResult(reading);
}

/// <summary>Opens a hook for a while and closes it; then another with the same token.</summary>
public sealed class ReopeningWorkflow(Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync(string token)
    {
        await using (await Durable.CreateHook<int>("first", token: token))
            await HoldAsync("first");
        await HoldAsync("between");
        await using var second = await Durable.CreateHook<int>("second", token: token);
        return $"{await second} {await second}";
    }

    [Step]
    private async Task HoldAsync(string what, CancellationToken cancel = default)
    {
        journal.Reach($"at {what}");
        await journal.Reached($"past {what}", cancel);
    }
}

/// <summary>Tries to open the same hook in two places.</summary>
public sealed class RivalWorkflow
{
    [Workflow]
    public async Task<string> RunAsync(string token)
    {
        try
        {
            return await await Durable.CreateHook<string>(token: token);
        }
        catch (DurableException e)
        {
            return e.Code;
        }
    }
}

/// <summary>Streams deliveries until the hook's time is over.</summary>
public sealed class GuestbookWorkflow(Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync(string token)
    {
        var names = new List<string>();
        await foreach (var name in await Durable.CreateHook<string>("guests", expiresAfter: TimeSpan.FromDays(1), token: token))
        {
            names.Add(name);
            await NoteAsync(name);
        }

        return string.Join(" ", names);
    }

    [Step]
    private Task NoteAsync(string name)
    {
        journal.Reach($"signed {name}");
        return Task.CompletedTask;
    }
}

/// <summary>Waits a while for one visitor and closes the door.</summary>
public sealed class ParlourWorkflow
{
    [Workflow]
    public async Task<string> RunAsync(string token)
    {
        string visitor;
        await using (var door = await Durable.CreateHook<string>("door", token: token))
            visitor = await door.NextAsync().WithTimeout(TimeSpan.FromHours(1));
        return $"{visitor} {await LeaveAsync()}";
    }

    [Step]
    private Task<string> LeaveAsync() => Task.FromResult("left");
}
