using System.Security.Cryptography;
using DurableSdk.Payloads;
using DurableSdk.Storage;

namespace DurableSdk.EngineTests;

/// <summary>A payload passes as input, argument and results.</summary>
public sealed class EchoWorkflow
{
    [Workflow]
    public async Task<string> RunAsync(string input)
    {
        var echoed = await EchoAsync(input);
        await Durable.Sleep(TimeSpan.FromMilliseconds(1));
        await SmallAsync(echoed.Length);
        return echoed;
    }

    [Step]
    private Task<string> EchoAsync(string input) => Task.FromResult(input);

    [Step]
    private Task SmallAsync(int length) => Task.CompletedTask;
}

public enum Oversized
{
    Argument,
    Result,
    WorkflowResult,
    NextInput,
}

/// <summary>Makes one payload of a size, of each kind that there is besides the input.</summary>
public sealed class OversizedWorkflow(Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync(Oversized where, int size, string? next)
    {
        if (next is not null)
            return "next";
        await BeforeAsync();
        switch (where)
        {
            case Oversized.Argument: await TakeAsync(new string('x', size)); break;
            case Oversized.Result: await MakeAsync(size); break;
            case Oversized.NextInput: throw Durable.ContinueAsNew(where, size, new string('x', size));
            case Oversized.WorkflowResult: return new string('x', size);
        }

        return "done";
    }

    [Step]
    private Task BeforeAsync()
    {
        journal.Add("before");
        return Task.CompletedTask;
    }

    [Step]
    private Task TakeAsync(string text)
    {
        journal.Add("take");
        return Task.CompletedTask;
    }

    [Step]
    private Task<string> MakeAsync(int size) => Task.FromResult(new string('x', size));
}

public sealed class LargePayloadTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    private const int SixteenMegabytes = 16 * 1024 * 1024;

    [Test]
    public async Task Sixteen_megabytes_pass_where_the_limit_is_raised()
    {
        var large = new string('x', SixteenMegabytes);
        var host = await StartHostAsync(o => o.PayloadBytesMax = SixteenMegabytes + 100);
        var run = await host.Client.StartEchoWorkflowAsync(large);
        Assert.That(await run.ResultAsync().Soon() == large, Is.True);

        var last = await host.Store.ReadLastEventAsync(run.RunId, CancellationToken.None);
        Assert.That(last!.Value.Body.Length, Is.GreaterThan(SixteenMegabytes));
        Assert.That((await host.Client.ListRunsAsync()).Single().Status, Is.EqualTo(RunStatus.Completed));
    }

    [Test]
    public async Task Megabytes_pass_compressed_and_encrypted()
    {
        var large = Convert.ToBase64String(RandomNumberGenerator.GetBytes(2_000_000));
        var host = await StartHostAsync(o =>
        {
            IPayloadCodec[] chain = [new GzipPayloadCodec(), new AesGcmPayloadCodec("k", RandomNumberGenerator.GetBytes(32))];
            o.PayloadBytesMax = SixteenMegabytes + 100;
            Array.ForEach(chain, codec => o.UseCodec(codec));
            Probe.Codec = new EventCodec(new PayloadCodecs(chain, [], o.PayloadBytesMax));
        });
        Assert.That(await (await host.Client.StartEchoWorkflowAsync(large)).ResultAsync().Soon() == large, Is.True);
    }

    [Test]
    public async Task Input_over_the_limit_starts_nothing()
    {
        var host = await StartHostAsync(o => o.PayloadBytesMax = 2048);
        var error = await RefusedAsync("DS2002", () => host.Client.StartEchoWorkflowAsync(new string('x', 3000)));
        Assert.That(error.Message, Does.Contain("the input of EchoWorkflow is 3,004 bytes").And.Contain("2,048"));
        await RefusedAsync("DS2002", () => host.Client.StartAsync("EchoWorkflow", $"[\"{new string('x', 3000)}\"]"));
        Assert.That(await host.Client.ListRunsAsync(), Is.Empty);
    }

    [Test]
    public async Task Payload_over_the_limit_blocks_before_it_is_recorded_and_the_run_goes_on_after_raising_it([Values] Oversized where)
    {
        var first = await StartHostAsync(o => o.PayloadBytesMax = 2048);
        var run = await first.Client.StartOversizedWorkflowAsync(where, 5000, null);
        var report = ((Blocked)(await Probe.Blocked(run.RunId, "DS2002")).Entry.Event).Report;
        Assert.That(report, Does.Match("is 5,0[0-9]{2} bytes").And.Contain("2,048"));
        Assert.That(await EventsAsync(first, run.RunId), Has.None.Matches<LogEntry>(entry => entry.Event is WorkflowCompleted or ContinuedAsNew));
        Assert.That(Journal.Lines, Has.None.EqualTo("take"), "the step didn't begin");
        await first.StopAsync();

        var second = await StartHostAsync();
        await second.Client.ResumeAsync(run.RunId);
        var result = await second.Client.GetOversizedWorkflow(run.RunId).ResultAsync().Soon();
        Assert.That(result, Has.Length.EqualTo(where == Oversized.WorkflowResult ? 5000 : 4));
        Assert.That(Journal.Count("before"), Is.EqualTo(1), "what was recorded before stands");
    }
}
