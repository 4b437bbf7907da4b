using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Behaviour;

/// <summary>Whatever kind of method a step is, a call of it in a run is intercepted and does what the plain call does.</summary>
public sealed class MethodShapeTests
{
    [Test]
    public async Task Private_instance_step_is_intercepted()
    {
        var (scope, result) = await Program.RunAsync("""
            public sealed class OrderWorkflow(string prefix)
            {
                [Workflow] public async Task<string> RunAsync(string id) => await ChargeAsync(id, 2.5m) + await ChargeAsync(id, 3m);
                [Step] private Task<string> ChargeAsync(string orderId, decimal total, CancellationToken cancel = default) => Task.FromResult($"{prefix}{orderId}{total}");
            }
            public static class Case { public static Task<string> RunAsync() => new OrderWorkflow("p-").RunAsync("o"); }
            """);

        Assert.That(result, Is.EqualTo("p-o2.5p-o3"));
        Assert.That(scope.Sites, Is.EqualTo(["ChargeAsync#1", "ChargeAsync#2"]));
        Assert.That(scope.Sources, Is.EqualTo(["Case.cs:3", "Case.cs:3"]));
        Assert.That(scope.Arguments[0], Is.EqualTo("orderId,total=[\"o\",2.5]"));
        Assert.That(scope.Services[0]!.Name, Is.EqualTo("OrderWorkflow"));
    }
}
