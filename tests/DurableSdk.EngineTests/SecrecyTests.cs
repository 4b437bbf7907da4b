using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DurableSdk.EngineTests;

/// <summary>Throws, with the value in its message, where it is written.</summary>
public sealed class Unwritable(string secret)
{
    public string Secret => throw new FormatException(secret);
}

/// <summary>Throws, with the value in its message, where it is read; as what parses numbers does.</summary>
public sealed record Unreadable
{
    [JsonConstructor]
    public Unreadable(string secret)
        : this(secret, int.Parse(secret, CultureInfo.InvariantCulture))
    {
    }

    private Unreadable(string secret, int number) => (Secret, Number) = (secret, number);

    public string Secret { get; }

    public int Number { get; }

    public static Unreadable Of(string secret) => new(secret, 0);
}

/// <summary>What goes wrong, with a secret in every value and exception.</summary>
public enum Mishap
{
    WorkflowFails,
    ResultCannotBeWritten,
    ArgumentCannotBeRead,
    ResultIsTooLarge,
    ArgumentsDiffer,
    NextInputDoesNotFit,
}

public sealed class LeakyWorkflow(Shape shape, Journal journal) : IDisposable
{
    private string _secret = "";

    [Workflow]
    public async Task<string> RunAsync(Mishap mishap, string secret)
    {
        _secret = secret;
        await EchoAsync(shape.IsMended ? secret : $"{secret} again");
        switch (mishap)
        {
            case Mishap.WorkflowFails: throw new SecretException(secret) { Data = { [secret] = secret } };
            case Mishap.ResultCannotBeWritten: await MakeUnwritableAsync(secret); break;
            case Mishap.ArgumentCannotBeRead: await TakeAsync(Unreadable.Of(secret)); break;
            case Mishap.ResultIsTooLarge: await LargeAsync(secret); break;
            case Mishap.NextInputDoesNotFit: throw Durable.ContinueAsNew((object)secret, (object)secret);
            default: await GateAsync(); break;
        }

        return secret;
    }

    public void Dispose()
    {
        if (_secret.Length > 0)
            throw new SecretException(_secret, new SecretException(_secret));
    }

    [Step]
    private Task<string> EchoAsync(string secret)
    {
        _secret = secret;
        return Task.FromResult(secret);
    }

    [Step]
    private Task<Unwritable> MakeUnwritableAsync(string secret) => Task.FromResult(new Unwritable(secret));

    [Step]
    private Task TakeAsync(Unreadable value) => Task.CompletedTask;

    [Step]
    private Task<string> LargeAsync(string secret) => Task.FromResult(string.Concat(Enumerable.Repeat(secret, 200)));

    [Step]
    private async Task GateAsync()
    {
        journal.Reach("at gate");
        await journal.Reached("gate");
    }
}

/// <summary>No value of a workflow and no message of an exception gets into the host's log by itself, at any level.</summary>
public sealed class SecrecyTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    private const string Secret = $"{SecretWorkflow.Marker}-4111111111111111";

    [TearDown]
    public void AssertSecret()
    {
        Assert.That(Log.Lines, Is.Not.Empty);
        foreach (var line in Log.Lines)
            Assert.That($"{line.Text} {line.Exception}", Does.Not.Contain(SecretWorkflow.Marker), $"line {line.Id} of {line.Category}");
    }

    [Test]
    public async Task Run_that_ends_well_after_failures()
    {
        var host = await StartHostAsync();
        Journal.Reach("gate");
        Assert.That(await (await host.Client.StartSecretWorkflowAsync(Secret, "gate", 1)).ResultAsync().Soon(), Is.EqualTo(Secret));
        Assert.That(await Log.Line(4).Soon(), Has.Property("Text").Contain("UnseenException"), "a failure is logged by its type");
    }

    [Test]
    public async Task Run_that_fails()
    {
        var host = await StartMendedAsync(true);
        var run = await host.Client.StartLeakyWorkflowAsync(Mishap.WorkflowFails, Secret);
        var failure = Assert.ThrowsAsync<WorkflowFailedException>(async () => await run.ResultAsync().Soon())!.Failure;
        Assert.That((failure.Message, failure.Data[Secret]), Is.EqualTo((Secret, Secret)), "whoever asks gets it all");
        var line = await Log.Line(7).Soon();
        Assert.That(line.Text, Does.Contain(nameof(SecretException)).And.Contain("at DurableSdk.EngineTests.LeakyWorkflow.Dispose()"));
        await Log.Line(30).Soon();
    }

    [TestCase(Mishap.ResultCannotBeWritten, "DS2001", "System.FormatException was thrown")]
    [TestCase(Mishap.ArgumentCannotBeRead, "DS1005", "System.FormatException was thrown")]
    [TestCase(Mishap.ResultIsTooLarge, "DS2002", "the limit of 2,048")]
    [TestCase(Mishap.NextInputDoesNotFit, "DS1012", "(String, String)")]
    public async Task Run_that_is_blocked(Mishap mishap, string code, string said)
    {
        var host = await StartMendedAsync(true);
        var run = await host.Client.StartLeakyWorkflowAsync(mishap, Secret);
        await AssertBlockedAsync(run.RunId, code, said);
    }

    [Test]
    public async Task Run_that_no_longer_matches()
    {
        var first = await StartMendedAsync(true);
        var run = await first.Client.StartLeakyWorkflowAsync(Mishap.ArgumentsDiffer, Secret);
        await Journal.Reached("at gate").Soon();
        await first.CrashAsync();
        Journal.Reach("gate");
        await StartMendedAsync(false);
        await AssertBlockedAsync(run.RunId, "DS1001", "with other arguments");
    }

    private async Task AssertBlockedAsync(string runId, string code, string said)
    {
        await Probe.Blocked(runId, code);
        var line = await Log.Line(2).Soon();
        Assert.That(line, Has.Property("Level").EqualTo(LogLevel.Error));
        Assert.That(line.Text, Does.Contain(code).And.Contain(said));
    }

    private Task<TestHost> StartMendedAsync(bool isMended) => StartHostAsync(o =>
    {
        o.PayloadBytesMax = 2048;
        o.Services.AddSingleton(new Shape(isMended));
    });
}
