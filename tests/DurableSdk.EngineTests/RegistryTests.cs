using DurableSdk.CompilerServices;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.EngineTests;

/// <summary>Which workflows a program knows, and what it says of those that it doesn't.</summary>
public sealed class RegistryTests
{
    [Test]
    public async Task Start_of_a_workflow_that_this_host_does_not_register_is_refused()
    {
        await using var host = await DurableHost.StartAsync(o => o.UseInMemory().AddManifest(new OneManifest(Definition("A"))), [], default);

        var error = Assert.ThrowsAsync<DurableException>(() => host.Client.StartRunAsync(Definition("B"), default, null, default))!;
        Assert.That(error.Code, Is.EqualTo("DS4010"));
        Assert.That(error.Message, Does.Contain("Registered: A."));
        Assert.That(await host.Client.ListRunsAsync(), Is.Empty);
    }

    [Test]
    public async Task Start_of_a_workflow_that_is_left_to_another_program_is_accepted()
    {
        await using var host = await DurableHost.StartAsync(o => o.UseInMemory().OnlyWorkflows("A").AddManifest(new OneManifest(Definition("A"))), [], default);
        Assert.That(await host.Client.StartRunAsync(Definition("B"), default, null, default), Is.Not.Empty);
    }

    [Test]
    public void Two_workflows_of_one_name_and_version_are_refused()
    {
        var error = Assert.ThrowsAsync<DurableException>(() => DurableHost.StartAsync(
            o => o.UseInMemory().AddManifest(new OneManifest(Definition("A"))).AddManifest(new OneManifest(Definition("A"))), [], default))!;
        Assert.That(error.Code, Is.EqualTo("DS3009"));
    }

    [Test]
    public async Task Manifest_that_is_named_twice_counts_once()
    {
        var manifest = new OneManifest(Definition("A"));
        await using var host = await DurableHost.StartAsync(o => o.UseInMemory().AddManifest(manifest).AddManifest(manifest), [], default);
        Assert.That(host.Client, Is.Not.Null);
    }

    [Test]
    public void Second_AddDurable_on_the_same_services_is_refused()
    {
        var services = new ServiceCollection();
        services.AddDurable(o => o.UseInMemory());
        Assert.That(() => services.AddDurable(o => o.UseInMemory()), Throws.InstanceOf<DurableException>().With.Property(nameof(DurableException.Code)).EqualTo("DS3011"));
    }

    private static WorkflowDefinition<ValueTuple, Unit> Definition(string name) => new(
        name, 1, $"{name}.RunAsync", null, false, new ArgumentCodec<ValueTuple>([], static (_, _, _) => { }, static (ref _, _) => default), static (_, _, _) => default);

    private sealed class OneManifest(WorkflowDefinition definition) : DurableManifest
    {
        public override IReadOnlyList<WorkflowDefinition> Workflows { get; } = [definition];

        public override IReadOnlyList<ExceptionDescriptor> Exceptions => [];
    }
}
