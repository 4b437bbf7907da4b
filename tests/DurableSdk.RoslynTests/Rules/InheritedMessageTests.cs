using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Rules;

/// <summary>A workflow takes the messages of a base class in another assembly, or it is an error.</summary>
public sealed class InheritedMessageTests
{
    [TestCase("[Signal] private void One() { }", "Base.One")]
    [TestCase("[Signal] internal void One() { }", "Base.One")]
    [TestCase("[Query] private int One => 1;", "Base.One")]
    [TestCase("[Query] internal int One() => 1;", "Base.One")]
    [TestCase("[Query] public int One { private get => 1; set { } }", "Base.One")]
    [TestCase("[Update] private int One(int n) => n;", "Base.One")]
    [TestCase("[Update(Validate = nameof(Check))] public int One(int n) => n; private void Check(int n) { }", "Base.One")]
    [TestCase("[Signal] private protected void One(Hidden hidden) { } internal class Hidden;", "Base.One")]
    [TestCase("[Signal] private void One() { } [Signal(Name = \"two\")] public void One(int n) { }", "Base.One")]
    [TestCase("[Signal] protected void One() { }", "")]
    [TestCase("[Signal] private protected void One() { }", "")]
    [TestCase("[Signal] internal virtual void One() { }", "")]
    [TestCase("[Query] protected int One => 1; [Update(Validate = nameof(Check))] public int Two(int n) => n; protected void Check(int n) { }", "")]
    public void Message_of_a_base_class_in_another_assembly_is_taken_or_an_error(string members, string lost)
    {
        Assert.That(Lost($"public abstract class Base {{ {members} }}", "Lib.Base"), Is.EqualTo(lost));
        Assert.That(Lost($"public abstract class Base<T> {{ {members} }}", "Lib.Base<int>"), Is.EqualTo(lost));
    }

    [TestCase("public abstract class Base { [Signal] private void One() { } } public abstract class Middle : Base;", "Lib.Middle", "Base.One", TestName = "Lost message: of a base of the base")]
    [TestCase("public abstract class Base { public abstract class Inner; [Signal] private void One() { } }", "Lib.Base.Inner", "", TestName = "Lost message: of the class around the base")]
    [TestCase("public abstract class Base { public abstract class Inner { [Signal] private void One() { } } }", "Lib.Base", "", TestName = "Lost message: of a class in the base")]
    [TestCase("public abstract class Base { public abstract class Inner { [Signal] private void One() { } } }", "Lib.Base.Inner", "Inner.One", TestName = "Lost message: of the base in another class")]
    [TestCase("public class Base { [Workflow] public virtual Task RunAsync() => Task.CompletedTask; [Signal] private void One() { } }", "Lib.Base", "Base.One", TestName = "Lost message: of a base that is a workflow")]
    public void Lost_message_is_told_of_the_class_that_has_it(string library, string baseClass, string lost) => Assert.That(Lost(library, baseClass), Is.EqualTo(lost));

    [Test]
    public void Friend_sees_internal_messages() => Assert.That(
        Lost("""
            public abstract class Base
            {
                [Signal] internal void One() { }
                [Update(Validate = nameof(Check))] public int Two(int n) => n;
                internal void Check(int n) { }
                [Query] private int Three => 3;
            }
            """, "Lib.Base", "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"App\")]"),
        Is.EqualTo("Base.Three"));

    [Test]
    public void Class_without_a_workflow_takes_no_messages()
    {
        var library = Project.OfFiles("Lib", ("Lib.cs", "namespace Lib; public abstract class Base { [Signal] private void One() { } }")).Build();

        Assert.That(Project.Of("public abstract class C : Lib.Base { [Signal] public void Two() { } }").With(Program.ReferenceTo(library)).Analyze(), Is.Empty);
    }

    private static string Lost(string library, string baseClass, string attributes = "")
    {
        var built = Project.OfFiles("Lib", ("Lib.cs", $"{attributes} namespace Lib; {library}")).Build();
        var method = library.Contains("virtual Task", StringComparison.Ordinal) ? "override " : "";
        var reported = Project.Of($"public class C : {baseClass} {{ [Workflow] public {method}Task RunAsync() => Task.CompletedTask; }}").With(Program.ReferenceTo(built)).Analyze();
        Assert.That(reported.Select(d => d.Id), Is.All.EqualTo("DUR0053"));
        return string.Join("; ", reported.Select(d => d.GetMessage(null).Split('\'')[3]));
    }
}
