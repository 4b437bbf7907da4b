using DurableSdk.RoslynTests.Harness;
using Microsoft.CodeAnalysis;

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1030 and DUR1032: what a project bans in workflows by a file of its own.</summary>
public sealed class BannedByProjectTests
{
    private const string Types = """
        namespace App;
        public static class Legacy { public static int Count() => 1; public static int Count(int n) => n; public static int Number => 1; public const int Const = 1; }
        public class Base { public void Go() { } }
        public sealed class Derived : Base { public Derived() { } public Derived(int n) { } }
        public interface IOld { void Go(); }
        public sealed class Old : IOld { public void Go() { } }
        namespace Inner { public static class Deep { public static int Value() => 1; } }
        """;

    [TestCase("M:App.Legacy.Count;use the new one", "App.Legacy.Count()", "'Legacy.Count' is banned in workflows: use the new one")]
    [TestCase("M:App.Legacy.Count(System.Int32);no", "App.Legacy.Count(2)", "'Legacy.Count' is banned in workflows: no")]
    [TestCase("P:App.Legacy.Number", "App.Legacy.Number", "'Legacy.Number' is banned in workflows: the project lists it")]
    [TestCase("F:App.Legacy.Const;no", "App.Legacy.Const", "'Legacy.Const' is banned in workflows: no")]
    [TestCase("T:App.Legacy;no", "App.Legacy.Count()", "'Legacy.Count' is banned in workflows: no")]
    [TestCase("N:App.Inner;no", "App.Inner.Deep.Value()", "'Deep.Value' is banned in workflows: no")]
    [TestCase("T:App.Derived;no", "new App.Derived()", "'new Derived' is banned in workflows: no")]
    [TestCase("M:App.Derived.#ctor(System.Int32);no", "new App.Derived(1)", "'new Derived' is banned in workflows: no")]
    [TestCase("M:System.Math.Max;no", "Math.Max(1, 2)", "'Math.Max' is banned in workflows: no")]
    [TestCase("M:System.Linq.Enumerable.ToList``1(System.Collections.Generic.IEnumerable{``0});no", "new[] { 1 }.ToList()", "'Enumerable.ToList' is banned in workflows: no")]
    [TestCase("P:System.DateTime.UtcNow ; see https://example.org//clock", "DateTime.UtcNow", "'DateTime.UtcNow' is banned in workflows: see https://example.org//clock")]
    [TestCase("M:DurableSdk.Durable.NewGuid;no", "Durable.NewGuid()", "'Durable.NewGuid' is banned in workflows: no")]
    public void Listed_api_is_reported_before_all_that_is_known(string line, string expression, string message)
    {
        var reported = Report($"_ = {expression};", line);

        Assert.That(reported.Select(d => $"{d.Id} {TextOf(d)}: {d.GetMessage(null)}"), Is.EqualTo([$"DUR1030 {expression}: {message}"]));
    }

    [TestCase("M:App.Legacy.Count(System.Int32);no", "_ = App.Legacy.Count();")]
    [TestCase("T:App.Legacy;no", "await S();")]
    [TestCase("// T:App.Legacy", "_ = App.Legacy.Count();")]
    [TestCase("# T:App.Legacy", "_ = App.Legacy.Count();")]
    [TestCase("", "_ = App.Legacy.Count();")]
    [TestCase("T:App.Legacy;no", "\n#pragma warning disable DUR1030\n_ = App.Legacy.Count();\n#pragma warning restore DUR1030\n")]
    public void What_is_not_listed_or_runs_in_a_step_is_not(string line, string body) => Assert.That(Report(body, line), Is.Empty);

    [Test]
    public void Member_of_a_base_counts_as_the_type_it_is_called_on_and_an_interface_for_what_implements_it()
    {
        Assert.That(Report("new App.Derived().Go();", "M:App.Base.Go;no").Select(TextOf), Is.EqualTo(["new App.Derived().Go()"]));
        Assert.That(Report("var d = new App.Derived(); d.Go();", "T:App.Derived;no").Select(TextOf), Is.EqualTo(["new App.Derived()", "d.Go()"]));
        Assert.That(Report("App.IOld o = null!; o.Go(); new App.Old().Go();", "T:App.IOld;no").Select(TextOf), Is.EquivalentTo(["o.Go()", "new App.Old()", "new App.Old().Go()"]));
    }

    [Test]
    public void Use_in_a_helper_a_lambda_or_a_generic_names_the_chain()
    {
        var reported = Report("A();", "P:App.Legacy.Number;no", "int A() => B<int>(); int B<T>() => C; int C { get { Func<int> f = () => Number; return f(); } }");

        Assert.That(reported.Single().GetMessage(null), Is.EqualTo("'Legacy.Number' is banned in workflows: no (reached by W.RunAsync → A → B → C)"));
    }

    [Test]
    public void Several_files_count_and_other_files_do_not()
    {
        const string Body = "_ = App.Legacy.Count(); _ = App.Legacy.Number; _ = App.Legacy.Const;";
        var reported = Report(Body,
            new TextFile("/p/Durable.BannedInWorkflows.txt", "M:App.Legacy.Count;one\r\n\r\n"),
            new TextFile("/p/durable.bannedinworkflows.Team.txt", "P:App.Legacy.Number;two"),
            new TextFile("/p/BannedSymbols.txt", "F:App.Legacy.Const;three"));

        Assert.That(reported.Select(TextOf), Is.EqualTo(["App.Legacy.Count()", "App.Legacy.Number"]));
    }

    [TestCase("Legacy;no", "isn't a documentation id; write T:, M:, P:, F:, E: or N: and the full name, then a semicolon and the reason")]
    [TestCase("X:App.Legacy", "isn't a documentation id; write T:, M:, P:, F:, E: or N: and the full name, then a semicolon and the reason")]
    [TestCase("T:App. Legacy", "isn't a documentation id; write T:, M:, P:, F:, E: or N: and the full name, then a semicolon and the reason")]
    [TestCase("T:", "isn't a documentation id; write T:, M:, P:, F:, E: or N: and the full name, then a semicolon and the reason")]
    [TestCase(";no", "isn't a documentation id; write T:, M:, P:, F:, E: or N: and the full name, then a semicolon and the reason")]
    [TestCase("T:App.Nothing;no", "names nothing in this project or in what it references")]
    [TestCase("M:App.Legacy.Cuont;no", "names nothing in this project or in what it references")]
    [TestCase("M:App.Legacy.Count(System.String);no", "names nothing in this project or in what it references")]
    [TestCase("M:App.Legacy.Count(;no", "names nothing in this project or in what it references")]
    [TestCase("M:App.Legacy.Count(System.Collections.Generic.List{;no", "names nothing in this project or in what it references")]
    [TestCase("M:App.Legacy.Count`99999999999;no", "names nothing in this project or in what it references")]
    [TestCase("M:.(;no", "names nothing in this project or in what it references")]
    [TestCase("M:App.Legacy.Count(System.Int32[0:,@*;no", "names nothing in this project or in what it references")]
    [TestCase("P:..;no", "names nothing in this project or in what it references")]
    [TestCase("N:Nothing", "names nothing in this project or in what it references")]
    public void Line_that_cannot_be_read_or_names_nothing_is_reported_at_the_line(string line, string why)
    {
        var reported = Report("", new TextFile("/p/Durable.BannedInWorkflows.txt", $"// ours\nT:App.Legacy;no\n  {line}\n")).Single();

        Assert.That($"{reported.Id} {reported.GetMessage(null)}", Is.EqualTo($"DUR1032 \"{line.Split(';')[0]}\" {why}"));
        Assert.That(reported.Location.GetLineSpan().ToString(), Is.EqualTo($"/p/Durable.BannedInWorkflows.txt: (2,2)-(2,{2 + line.Length})"));
    }

    [Test]
    public void Line_that_stands_twice_is_reported_and_the_first_counts()
    {
        var reported = Report("_ = App.Legacy.Number;",
            new TextFile("/p/Durable.BannedInWorkflows.txt", "P:App.Legacy.Number;one"),
            new TextFile("/p/Durable.BannedInWorkflows.Team.txt", "\nP:App.Legacy.Number;two"));

        Assert.That(reported.Select(d => $"{d.Location.GetLineSpan().Path} {d.GetMessage(null)}"), Is.EquivalentTo(
        [
            "Case.cs 'Legacy.Number' is banned in workflows: one",
            "/p/Durable.BannedInWorkflows.Team.txt \"P:App.Legacy.Number\" is listed already, in line 1 of Durable.BannedInWorkflows.txt",
        ]));
    }

    private static IReadOnlyList<Diagnostic> Report(string body, string line, string members = "") => Report(body, members, new TextFile("/p/Durable.BannedInWorkflows.txt", line));

    private static IReadOnlyList<Diagnostic> Report(string body, params AdditionalText[] files) => Report(body, "", files);

    private static IReadOnlyList<Diagnostic> Report(string body, string members, params AdditionalText[] files) => Project.OfFiles("App", ("Types.cs", Types), ("Case.cs", $$"""
        using static App.Legacy;
        public sealed class W
        {
            [Workflow] public async Task RunAsync() { await Task.Yield(); {{body}} }
            [Step] private Task<int> S() => Task.FromResult(App.Legacy.Count());
            {{members}}
        }
        """)).AnalyzeDeterminism(files);

    private static string TextOf(Diagnostic d) => d.Location.SourceTree!.GetText().ToString(d.Location.SourceSpan);
}
