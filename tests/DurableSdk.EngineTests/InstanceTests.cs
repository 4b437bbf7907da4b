using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.EngineTests;

public interface IMailer
{
    [Step]
    Task<string> SendAsync(string to);
}

public sealed class PostMailer(ScopedThing thing) : IMailer
{
    public Task<string> SendAsync(string to) => Task.FromResult(thing.Use($"post {to}"));
}

public sealed class FaxMailer : IMailer
{
    public Task<string> SendAsync(string to) => Task.FromResult($"fax {to}");
}

/// <summary>A scoped service: each attempt has its own, disposed after it.</summary>
public sealed class ScopedThing(Journal journal) : IDisposable
{
    private static int _made;
    private readonly int _number = Interlocked.Increment(ref _made);
    private bool _disposed;

    public T Use<T>(T result)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        journal.Add($"use {_number}");
        return result;
    }

    public void Dispose()
    {
        _disposed = true;
        journal.Add($"dispose {_number}");
    }
}

/// <summary>A class that is registered nowhere; the workflow makes its own.</summary>
public sealed class LooseHelper(Journal journal) : IDisposable
{
    private bool _used;

    [Step]
    public Task<bool> IsFirstUseAsync()
    {
        var first = !_used;
        _used = true;
        return Task.FromResult(first);
    }

    public void Dispose()
    {
        if (_used)
            journal.Add("used helper disposed");
    }
}

/// <summary>What its registration makes of it.</summary>
public sealed class CourierMailer : IMailer
{
    public string Name { get; init; } = "nobody";

    public Task<string> SendAsync(string to) => Task.FromResult($"{Name} {to}");
}

public sealed class KeyedWorkflow([FromKeyedServices("express")] IMailer mailer)
{
    [Workflow]
    public Task<string> RunAsync(string to) => mailer.SendAsync(to);
}

public sealed class MailWorkflow(IEnumerable<IMailer> mailers, ScopedThing thing, Journal journal) : IDisposable
{
    private int _field;

    [Workflow]
    public async Task<string> RunAsync(string to)
    {
        var sent = "";
        foreach (var mailer in mailers)
            sent += await mailer.SendAsync(to) + ", ";
        _field = 5;
        return sent + await FieldAsync();
    }

    public void Dispose()
    {
        journal.Add("disposing throws");
        throw new InvalidOperationException("The connection is gone.");
    }

    [Step]
    private Task<int> FieldAsync()
    {
        return Task.FromResult(thing.Use(_field));
    }
}

public sealed class LooseWorkflow(Journal journal)
{
    [Workflow]
    public async Task<bool> RunAsync()
    {
        using var helper = new LooseHelper(journal);
        return await helper.IsFirstUseAsync() && await helper.IsFirstUseAsync();
    }
}

public interface ITill
{
    [Step]
    Task<string> TakeAsync();
}

/// <summary>Only its registration knows what it is made from.</summary>
public sealed class CardTill(string bank) : ITill
{
    public Task<string> TakeAsync() => Task.FromResult($"card {bank}");
}

public sealed class CashTill : ITill
{
    public string Drawer { get; init; } = "none";

    public Task<string> TakeAsync() => Task.FromResult($"cash {Drawer}");
}

public sealed class TillWorkflow([FromKeyedServices("card")] ITill card, [FromKeyedServices("cash")] ITill cash)
{
    [Workflow]
    public async Task<string> RunAsync() => $"{await card.TakeAsync()}, {await cash.TakeAsync()}";
}

public sealed class InstanceTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Steps_run_on_instances_of_their_own_by_the_registration_that_was_called()
    {
        var host = await StartHostAsync(Register);
        var run = await host.Client.StartMailWorkflowAsync("you");
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("post you, fax you, 0"), "no step sees the workflow's field");
    }

    [Test]
    public async Task Scoped_services_of_a_step_are_its_own_and_disposed_after_it()
    {
        var host = await StartHostAsync(Register);
        await (await host.Client.StartMailWorkflowAsync("you")).ResultAsync().Soon();
        var used = Journal.Lines.Where(line => line.StartsWith("use ", StringComparison.Ordinal)).Select(line => line[4..]).ToList();
        Assert.That(used, Has.Count.EqualTo(2).And.Unique);
        foreach (var number in used)
            Assert.That(Journal.Count($"dispose {number}"), Is.EqualTo(1));
    }

    [Test]
    public async Task Dispose_that_throws_changes_no_outcome()
    {
        var host = await StartHostAsync(Register);
        var run = await host.Client.StartMailWorkflowAsync("you");
        await run.ResultAsync().Soon();
        Assert.That(Journal.Lines, Has.Some.EqualTo("disposing throws"));
        Assert.That((await EventsAsync(host, run.RunId)).Select(e => e.Event), Has.None.InstanceOf<StepAttemptFailed>().And.None.InstanceOf<Blocked>());
    }

    [Test]
    public async Task Dispose_that_throws_changes_nothing_for_who_looks()
    {
        var host = await StartHostAsync(Register);
        var run = await host.Client.StartMailWorkflowAsync("you");
        await run.ResultAsync().Soon();
        Assert.That((await run.ReplayToAsync(2)).Status, Is.EqualTo(RunStatus.Running));
        Assert.That((await Log.Line(line => line.Id == 62).Soon()).Text, Does.Contain(run.RunId).And.Contain("InvalidOperationException").And.Not.Contain("The connection is gone."));
    }

    [Test]
    public async Task Step_on_a_class_that_is_not_registered_runs_on_a_new_instance_that_is_disposed()
    {
        var host = await StartHostAsync();
        Assert.That(await (await host.Client.StartLooseWorkflowAsync()).ResultAsync().Soon(), Is.True);
        Assert.That(Journal.Count("used helper disposed"), Is.EqualTo(2));
    }

    [Test]
    public async Task Step_on_a_service_with_a_key_runs_on_what_is_registered()
    {
        var host = await StartHostAsync(o => o.Services
            .AddKeyedSingleton<ITill>("card", (_, _) => new CardTill("north"))
            .AddKeyedScoped<ITill>("cash", (_, _) => new CashTill { Drawer = "left" }));
        Assert.That(await (await host.Client.StartTillWorkflowAsync()).ResultAsync().Soon(), Is.EqualTo("card north, cash left"));
    }

    [Test]
    public async Task Step_on_one_of_several_keyed_services_of_a_class_blocks_the_run()
    {
        var host = await StartHostAsync(o => o.Services
            .AddKeyedSingleton<IMailer>("express", (_, _) => new CourierMailer { Name = "express" })
            .AddKeyedSingleton<IMailer>("slow", (_, _) => new CourierMailer { Name = "slow" }));
        var run = await host.Client.StartKeyedWorkflowAsync("you");
        await Probe.Blocked(run.RunId, "DS2003");
        Assert.That((await Log.Line(2).Soon()).Text, Does.Contain("is registered under several keys"));
    }

    private static void Register(DurableOptions options) => options.Services.AddScoped<ScopedThing>()
        .AddScoped<IMailer, PostMailer>().AddTransient<IMailer, FaxMailer>();
}
