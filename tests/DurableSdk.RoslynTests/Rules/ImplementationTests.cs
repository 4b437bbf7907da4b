using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Rules;

/// <summary>A class whose base class has the workflow or step that implements an interface's method: a call through the interface is recorded, or the class an error.</summary>
public sealed class ImplementationTests
{
    private const string Contracts = """
        namespace Contracts;
        public interface IBill { Task RunAsync(); }
        public interface IOf<T> { Task RunAsync(T value); }
        public interface IMarked { [Step] Task StepAsync(); }
        """;

    private const string Bases = """
        namespace Lib;
        public class BillBase { [Workflow] public virtual Task RunAsync() => Task.CompletedTask; }
        public class Implements : Contracts.IBill { [Workflow] public virtual Task RunAsync() => Task.CompletedTask; }
        public class Number { [Workflow] public Task RunAsync(int value) => Task.CompletedTask; }
        public class Stepping { [Step] public virtual Task RunAsync() => Task.CompletedTask; }
        public class Plain : Contracts.IBill { public Task RunAsync() => Task.CompletedTask; }
        public class Hiding : Plain { [Step] public new Task RunAsync() => Task.CompletedTask; }
        """;

    [TestCase("class Bill : Lib.BillBase, Contracts.IBill;", "DUR0054 Bill", TestName = "Implementation: inherited workflow")]
    [TestCase("class Bill : Lib.Number, Contracts.IOf<int>;", "DUR0054 Bill", TestName = "Implementation: inherited workflow of a constructed interface")]
    [TestCase("record struct None; class Middle : Lib.BillBase; abstract class Bill : Middle, Contracts.IBill; class Last : Bill;", "DUR0054 Bill", TestName = "Implementation: inherited workflow, told once of a family")]
    [TestCase("interface IMore : Contracts.IBill; class Bill : Lib.BillBase, IMore;", "DUR0054 Bill", TestName = "Implementation: inherited workflow behind a base interface")]
    [TestCase("class Bill : Lib.BillBase, Contracts.IBill { public override Task RunAsync() => Task.CompletedTask; }", "DUR0054 RunAsync", TestName = "Implementation: override that is no workflow")]
    [TestCase("class Middle : Lib.BillBase { public override Task RunAsync() => Task.CompletedTask; } class Bill : Middle, Contracts.IBill;", "DUR0054 Bill", TestName = "Implementation: inherited override that is no workflow")]
    [TestCase("class Bill : Lib.BillBase, Contracts.IBill { [Workflow] public override Task RunAsync() => Task.CompletedTask; }", "", TestName = "Implementation: workflow of its own")]
    [TestCase("class Bill : Lib.BillBase, Contracts.IBill { Task Contracts.IBill.RunAsync() => RunAsync(); }", "", TestName = "Implementation: method that calls the workflow")]
    [TestCase("class Bill : Lib.Implements, Contracts.IBill;", "", TestName = "Implementation: of the base class, said again")]
    [TestCase("class Bill : Lib.BillBase; class Other : Contracts.IBill { public Task RunAsync() => Task.CompletedTask; }", "", TestName = "Implementation: by what is no workflow")]
    [TestCase("class Bill : Lib.Stepping, Contracts.IBill;", "DUR0024 Bill", TestName = "Implementation: inherited step")]
    [TestCase("class Bill : Lib.Hiding, Contracts.IBill;", "DUR0024 Bill", TestName = "Implementation: inherited step of a class that hides the first implementation")]
    public void Class_that_implements_an_interface_by_what_it_inherits_is_recorded_or_an_error(string classes, string expected)
    {
        Assert.That(Reported(Project.OfFiles("App", ("Contracts.cs", Contracts), ("Lib.cs", Bases), ("Case.cs", classes))), Is.EqualTo(expected));

        var contracts = Project.OfFiles("Contracts", ("Contracts.cs", Contracts)).Build();
        var library = Project.OfFiles("Lib", ("Lib.cs", Bases)).With(Program.ReferenceTo(contracts)).Build();
        Assert.That(Reported(Project.Of(classes).With(Program.ReferenceTo(contracts), Program.ReferenceTo(library))), Is.EqualTo(expected));
    }

    [TestCase("class Bill : Lib.BillBase, Contracts.IBill;", "'Bill' implements 'IBill.RunAsync' by the workflow 'BillBase.RunAsync', which it inherits:")]
    [TestCase("class Bill : Lib.BillBase, Contracts.IBill { public override Task RunAsync() => Task.CompletedTask; }", "'Bill' implements 'IBill.RunAsync' by an override of the workflow 'BillBase.RunAsync', which is none itself:")]
    public void Message_names_the_class_the_interface_and_the_workflow(string classes, string message) => Assert.That(
        Project.OfFiles("App", ("Contracts.cs", Contracts), ("Lib.cs", Bases), ("Case.cs", classes)).Analyze().Single().GetMessage(null), Does.StartWith(message));

    [Test]
    public async Task Method_that_calls_the_inherited_workflow_makes_a_call_through_the_interface_a_child()
    {
        var scope = await Program.RunParentAsync($$"""
            public interface IBill { Task RunAsync(string line); }
            public class BillBase { [Workflow] public Task RunAsync(string line) => throw new InvalidOperationException(); }
            public class Bill : BillBase, IBill { Task IBill.RunAsync(string line) => RunAsync(line); }
            public sealed class ParentWorkflow { [Workflow] public async Task GoAsync() { IBill bill = new Bill(); await bill.RunAsync("a"); } }
            public static class Case { public static async Task<string> RunAsync() { await new ParentWorkflow().GoAsync(); return ""; } }
            """);

        Assert.That(scope.Children, Is.EqualTo(["BillBase 1 line=[\"a\"]"]));
    }

    private static string Reported(Project project) =>
        string.Join("; ", project.Analyze().Select(d => $"{d.Id} {d.Location.SourceTree!.GetText().ToString(d.Location.SourceSpan)}"));
}
