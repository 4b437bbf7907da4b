using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Behaviour;

/// <summary>Wherever and however a workflow calls a workflow, the call is that of a child.</summary>
public sealed class ChildShapeTests
{
    [TestCase("await bill.RunAsync(\"a\");", "BillWorkflow 1 line=[\"a\"]", "BillWorkflow#1")]
    [TestCase("await new BillWorkflow().RunAsync(\"a\"); await bill.RunAsync(\"b\");", "BillWorkflow 1 line=[\"a\"];BillWorkflow 1 line=[\"b\"]", "BillWorkflow#1,BillWorkflow#2")]
    [TestCase("await new BillWorkflow2().RunAsync(1, 2);", "BillWorkflow 2 a,b=[1,2]", "BillWorkflow#1")]
    [TestCase("await ParentWorkflow.ShareAsync(1);", "shared 1 a=[1]", "shared#1")]
    [TestCase("await PartAsync(1, default);", "part 1 a=[1]", "part#1")]
    [TestCase("await this.PartAsync(1);", "part 1 a=[1]", "part#1")]
    [TestCase("await RunAsync();", "ParentWorkflow 1 =[]", "ParentWorkflow#1")]
    [TestCase("IBill plain = bill; await plain.RunAsync(\"a\");", "BillWorkflow 1 line=[\"a\"]", "BillWorkflow#1")]
    [TestCase("Root root = new Leaf(); await root.GoAsync();", "Leaf 1 =[]", "Leaf#1")]
    [TestCase("await Task.WhenAll(new[] { \"a\", \"b\" }.Select(x => bill.RunAsync(x)));", "BillWorkflow 1 line=[\"a\"];BillWorkflow 1 line=[\"b\"]", "BillWorkflow#1,BillWorkflow#1")]
    [TestCase("await new Made().GoAsync();", "Made 1 n=[1];Made 1 n=[2]", "Template.GoAsync()/Made#1,Template.GoAsync()/Made#2")]
    [TestCase("await HelpAsync();", "BillWorkflow 1 line=[\"h\"]", "ParentWorkflow.HelpAsync()/BillWorkflow#1")]
    [TestCase("await Helper.GoAsync();", "BillWorkflow 1 line=[\"x\"]", "Helper.GoAsync()/BillWorkflow#1")]
    [TestCase("await Durable.Detach(() => bill.RunAsync(\"a\"));", "BillWorkflow 1 line=[\"a\"]", "BillWorkflow#1")]
    [TestCase("await Durable.Detach(() => PartAsync(1).AsTask());", "part 1 a=[1]", "part#1")]
    [TestCase("await bill.RunAsync(\"a\").WithTimeout(TimeSpan.FromHours(1));", "BillWorkflow 1 line=[\"a\"]", "BillWorkflow#1,WithTimeout#1")]
    public async Task Call_of_a_workflow_by_a_workflow_is_a_child(string body, string children, string sites)
    {
        var scope = await Program.RunParentAsync($$"""
            public interface IBill { Task<int> RunAsync(string line); }
            public sealed class BillWorkflow : IBill { [Workflow] public Task<int> RunAsync(string line) => throw new InvalidOperationException(); }
            public sealed class BillWorkflow2 { [Workflow(Name = "BillWorkflow", Version = 2)] public Task<int> RunAsync(int a, int b) => throw new InvalidOperationException(); }
            public abstract class Root { public abstract Task GoAsync(); }
            public sealed class Leaf : Root { [Workflow] public override Task GoAsync() => throw new InvalidOperationException(); }
            public abstract class Template { protected abstract Task CoreAsync(int n); public async Task GoAsync() { await CoreAsync(1); await CoreAsync(2); } }
            public sealed class Made : Template { [Workflow] protected override Task CoreAsync(int n) => throw new InvalidOperationException(); }
            public static class Helper { public static Task GoAsync() => new BillWorkflow().RunAsync("x"); }
            public sealed class ParentWorkflow(BillWorkflow bill)
            {
                [Workflow(Name = "ParentWorkflow")] public async Task RunAsync() { await Task.Yield(); {{body}} }
                [Workflow(Name = "part")] private ValueTask PartAsync(int a, CancellationToken cancel = default) => throw new InvalidOperationException();
                [Workflow(Name = "shared")] public static ValueTask<int> ShareAsync(int a) => throw new InvalidOperationException();
                private Task HelpAsync() => bill.RunAsync("h");
            }
            public static class Case { public static async Task<string> RunAsync() { await new ParentWorkflow(new BillWorkflow()).RunAsync(); return ""; } }
            """);

        Assert.That(string.Join(";", scope.Children), Is.EqualTo(children));
        Assert.That(string.Join(",", scope.Sites), Is.EqualTo(sites));
    }

    [Test]
    public async Task Workflow_of_another_assembly_is_a_child()
    {
        var library = Project.OfFiles("Lib", ("Lib.cs", """
            namespace Lib;
            public sealed class BillWorkflow { [Workflow] public Task<int> BillAsync(string line) => throw new InvalidOperationException(); }
            """)).Build();
        var project = Project.Of("""
            public sealed class ParentWorkflow { [Workflow] public Task RunAsync() => new Lib.BillWorkflow().BillAsync("a"); }
            public static class Case { public static async Task<string> RunAsync() { await new ParentWorkflow().RunAsync(); return ""; } }
            """).With(Program.ReferenceTo(library));

        Assert.That((await Program.RunParentAsync(project, library)).Children, Is.EqualTo(["BillWorkflow 1 line=[\"a\"]"]));
    }

    [TestCase("Contracts.IBill bill = new Made().Bill; await bill.RunAsync(\"a\");", "bill 3 line=[\"a\"]")]
    [TestCase("Contracts.Root root = new Lib.Leaf(); await root.GoAsync();", "Leaf 1 =[]")]
    [TestCase("Lib.Leaf leaf = new(); await leaf.GoAsync();", "Leaf 1 =[]")]
    public async Task Workflow_of_another_assembly_is_a_child_through_what_a_third_one_declares(string body, string children)
    {
        var contracts = Project.OfFiles("Contracts", ("Contracts.cs", """
            namespace Contracts;
            public interface IBill { Task<int> RunAsync(string line); }
            public abstract class Root { public abstract Task GoAsync(); }
            """)).Build();
        var library = Project.OfFiles("Lib", ("Lib.cs", """
            namespace Lib;
            internal sealed class BillWorkflow : Contracts.IBill { [Workflow(Name = "bill", Version = 3)] public Task<int> RunAsync(string line) => throw new InvalidOperationException(); }
            public sealed class Leaf : Contracts.Root { [Workflow] public override Task GoAsync() => throw new InvalidOperationException(); }
            public static class Bills { public static Contracts.IBill Make() => new BillWorkflow(); }
            """)).With(Program.ReferenceTo(contracts)).Build();
        var project = Project.Of($$"""
            public sealed class Made { public Contracts.IBill Bill => Lib.Bills.Make(); }
            public sealed class ParentWorkflow { [Workflow] public async Task RunAsync() { {{body}} } }
            public static class Case { public static async Task<string> RunAsync() { await new ParentWorkflow().RunAsync(); return ""; } }
            """).With(Program.ReferenceTo(contracts), Program.ReferenceTo(library));

        Assert.That(string.Join(";", (await Program.RunParentAsync(project, contracts, library)).Children), Is.EqualTo(children));
    }

    [Test]
    public async Task Call_outside_a_workflow_is_the_plain_method()
    {
        var result = await Program.RunOutsideAsync("""
            public interface IPlain { Task<string> RunAsync(string text); }
            public sealed class PlainWorkflow : IPlain { [Workflow] public Task<string> RunAsync(string text) => Task.FromResult(text + "!"); }
            public static class Case { public static async Task<string> RunAsync() { IPlain plain = new PlainWorkflow(); return await plain.RunAsync("a") + await new PlainWorkflow().RunAsync("b"); } }
            """);

        Assert.That(result, Is.EqualTo("a!b!"));
    }
}
