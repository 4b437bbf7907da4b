using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DurableSdk.EngineTests;

public sealed record Parcel(string Name, int Weight, Color Color, string? Note = null);

public enum Color
{
    Red,
    Green,
}

[JsonSerializable(typeof(Parcel))]
[JsonSerializable(typeof(int))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
internal sealed partial class ParcelContext : JsonSerializerContext;

public sealed class ParcelWorkflow
{
    [Workflow]
    public async Task<Parcel> RunAsync(Parcel parcel, int more)
    {
        var heavier = await AddAsync(parcel, more);
        await NoteAsync(heavier.Weight);
        return heavier;
    }

    [Step]
    private Task<Parcel> AddAsync(Parcel parcel, int more) => Task.FromResult(parcel with { Weight = parcel.Weight + more });

    [Step]
    private Task NoteAsync(int weight) => Task.CompletedTask;
}

/// <summary>Payloads are written as the program's options and contexts say.</summary>
public sealed class JsonTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Context_that_was_generated_writes_and_reads_without_reflection()
    {
        var host = await StartHostAsync(o => o.Json.TypeInfoResolver = ParcelContext.Default);
        var run = await host.Client.StartParcelWorkflowAsync(new Parcel("a", 1, Color.Green), 2);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(new Parcel("a", 3, Color.Green)));
        var completed = (WorkflowCompleted)(await EventsAsync(host, run.RunId))[^1].Event;
        Assert.That(Encoding.UTF8.GetString(completed.Result.Span), Does.Contain("\"Green\""));
        var byName = await host.Client.StartAsync("ParcelWorkflow", $"{{\"parcel\":{Encoding.UTF8.GetString(completed.Result.Span)},\"more\":1}}");
        Assert.That((await host.Client.GetParcelWorkflow(byName.RunId).ResultAsync().Soon()).Weight, Is.EqualTo(4));
    }

    [Test]
    public async Task Options_are_used_for_every_payload()
    {
        var host = await StartHostAsync(o =>
        {
            o.Json.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            o.Json.Converters.Add(new JsonStringEnumConverter());
        });
        var run = await host.Client.StartParcelWorkflowAsync(new Parcel("a", 1, Color.Green), 2);
        await run.ResultAsync().Soon();
        var log = await EventsAsync(host, run.RunId);
        const string Written = "{\"name\":\"a\",\"weight\":1,\"color\":\"Green\",\"note\":null}";
        Assert.That(Encoding.UTF8.GetString(((WorkflowStarted)log[0].Event).Arguments.Span), Is.EqualTo($"[{Written},2]"));
        Assert.That(Encoding.UTF8.GetString(log.Select(entry => entry.Event).OfType<StepEvent>().First().Arguments!.Value.Span), Is.EqualTo($"[{Written},2]"));
    }

    [TestCase("""{"parcel":{"Name":"a","Weigth":1,"Color":"Red"},"more":2}""", "Weight", false)]
    [TestCase("""{"parcel":{"Name":"a","Weigth":1,"Color":"Red"},"more":2}""", "Weight", true)]
    [TestCase("""[{"Name":null,"Weight":1,"Color":"Red"},2]""", "Name", false)]
    [TestCase("""[{"Name":null,"Weight":1,"Color":"Red"},2]""", "Name", true)]
    public async Task Json_that_starts_a_run_must_have_what_the_types_require(string json, string missing, bool hasContext)
    {
        var host = await StartHostAsync(o =>
        {
            o.Json.Converters.Add(new JsonStringEnumConverter());
            if (hasContext)
                o.Json.TypeInfoResolver = ParcelContext.Default;
        });
        var error = await RefusedAsync("DS4005", () => host.Client.StartAsync("ParcelWorkflow", json));
        Assert.That(error.Message, Does.Contain(missing).And.Contain("Parcel"));
        Assert.That(await host.Client.ListRunsAsync(), Is.Empty);

        await host.Client.StartAsync("ParcelWorkflow", """{"parcel":{"Name":"a","Weight":1,"Color":"Red"},"more":2}""");
    }

    [Test]
    public async Task Type_that_the_contexts_do_not_know_is_named()
    {
        var host = await StartHostAsync(o => o.Json.TypeInfoResolver = ParcelContext.Default);
        var error = await RefusedAsync("DS2001", () => host.Client.StartOversizedWorkflowAsync(Oversized.Result, 1, null));
        Assert.That(error.Message, Does.Contain("The input of OversizedWorkflow").And.Contain("DurableSdk.EngineTests.Oversized").And.Contain("JsonSerializerContext"));
        Assert.That(await host.Client.ListRunsAsync(), Is.Empty);
    }
}
