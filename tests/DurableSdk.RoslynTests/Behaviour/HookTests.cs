using System.Text;
using DurableSdk.Payloads;

namespace DurableSdk.RoslynTests.Behaviour;

/// <summary>What the generator makes of <c>Durable.CreateHook</c>: an interceptor, a state of the graph, and what deliveries carry.</summary>
public sealed class HookTests
{
    private const string Workflow = """
        public record Approval(bool IsGranted);
        public class W
        {
            [Workflow]
            public async Task<int> RunAsync()
            {
                var approval = await Durable.CreateHook<Approval>("approval", expiresAfter: TimeSpan.FromDays(1), deliveriesMax: 1);
                await using var numbers = await Durable.CreateHook<List<int>?>(token: "numbers");
                var answer = await approval;
                await foreach (var some in numbers)
                    return some!.Count;
                return await HelpAsync<int>() ? 1 : 2;
            }

            private async Task<bool> HelpAsync<T>()
            {
                await using var hook = await Durable.CreateHook<T>();
                return await hook is not null && await (await Durable.CreateHook<Secret>()).NextAsync() is not null;
            }

            private sealed record Secret(int Number);
        }
        """;

    [Test]
    public void Manifest_lists_what_deliveries_carry_where_it_can_be_named()
    {
        var payloads = WorkflowTests.ManifestOf(Workflow).HookPayloads;

        Assert.That(payloads.Select(payload => payload.Type), Is.EqualTo(["Approval", "System.Collections.Generic.List`1[System.Int32]"]));
        var serializer = new PayloadSerializer(PayloadSerializer.CreateOptions());
        Assert.That(() => payloads[0].Check(Encoding.UTF8.GetBytes("[{\"IsGranted\":true}]"), serializer), Throws.Nothing);
        Assert.That(() => payloads[0].Check(Encoding.UTF8.GetBytes("[{\"IsGranted\":7}]"), serializer), Throws.TypeOf<DurableException>().With.Property("Code").EqualTo("DS1005"));
    }

    [Test]
    public void Hooks_are_states_of_the_graph() => Assert.That(
        WorkflowTests.ManifestOf(Workflow).Workflows.Single().Graph.States.Select(state => (state.Id, state.Kind)),
        Is.EquivalentTo(
        [
            ("Start", WorkflowStateKind.Start), ("CreateHook#1", WorkflowStateKind.Operation), ("CreateHook#2", WorkflowStateKind.Operation),
            ("W.HelpAsync<T>()/CreateHook#1", WorkflowStateKind.Operation), ("W.HelpAsync<T>()/CreateHook#2", WorkflowStateKind.Operation), ("End", WorkflowStateKind.End),
        ]));

    [Test]
    public void Workflow_with_hooks_breaks_no_rule() => Assert.That(Project.Of(Workflow).AnalyzeDeterminism().Select(d => d.ToString()), Is.Empty);

    [Test]
    public void Hook_is_no_payload() => Assert.That(
        Project.Of("public class W { [Workflow] public async Task RunAsync() => await GoAsync(await Durable.CreateHook<int>()); [Step] private Task GoAsync(Hook<int> hook) => Task.CompletedTask; }")
            .Analyze().Select(d => d.Id),
        Does.Contain("DUR0004"));
}
