using DurableSdk.Analyzers.Contracts;
using DurableSdk.RoslynTests.Fixes;
using DurableSdk.RoslynTests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DurableSdk.RoslynTests.Contracts;

/// <summary>What the contract file says of a workflow, against what its code asks for now.</summary>
public sealed class ContractTests
{
    private const string Before = "await AAsync(1); await BAsync(); await Durable.Sleep(TimeSpan.FromHours(1));";

    private const string Contract = """
        workflow W version 1 : (string) -> int
            step AAsync#1 : (int) -> string
            step BAsync#1 : () -> void
            timer Sleep#1

        """;

    [Test]
    public void Project_without_the_file_gets_nothing() => Assert.That(Of(Before).AnalyzeContract(), Is.Empty);

    [Test]
    public void File_that_says_what_the_code_is_gets_nothing() => Assert.That(Report(Before, Contract), Is.Empty);

    [Test]
    public void Child_is_a_line_of_its_own_kind()
    {
        Assert.That(Report("await RunAsync(name);", "workflow W version 1 : (string) -> int\n    child W#1 : (string) -> int\n"), Is.Empty);
        Assert.That(Report("await RunAsync(name);", "workflow W version 1 : (string) -> int\n    child W#1 : (int) -> int\n").Select(d => d.Id), Is.EqualTo(["DUR2003"]));
    }

    [TestCase("await AAsync(1); await Durable.Sleep(TimeSpan.FromHours(1));", "DUR2001 Workflow W no longer asks for 'BAsync#1', which")]
    [TestCase("await AAsync(1); await RenamedAsync(); await Durable.Sleep(TimeSpan.FromHours(1));", "DUR2001 Workflow W no longer asks for 'BAsync#1', which", "DUR2007 In workflow W 'RenamedAsync#1' is new before 'Sleep#1'")]
    [TestCase("await BAsync(); await AAsync(1); await Durable.Sleep(TimeSpan.FromHours(1));", "DUR2002 In workflow W 'AAsync#1' now comes after 'BAsync#1'")]
    [TestCase("await AAsync(1); await CAsync(); await BAsync(); await Durable.Sleep(TimeSpan.FromHours(1));", "DUR2007 In workflow W 'CAsync#1' is new before 'BAsync#1'")]
    [TestCase("while (true) { await AAsync(1); await BAsync(); await Durable.Sleep(TimeSpan.FromHours(1)); if (name == \"\") break; await CAsync(); }", "DUR2007 In workflow W 'CAsync#1' is new before 'AAsync#1'")]
    public void Change_that_breaks_runs_in_flight_is_a_warning(string body, params string[] expected)
    {
        var reported = Report(body, Contract);

        Assert.That(reported.Select(d => d.Severity), Is.All.EqualTo(DiagnosticSeverity.Warning));
        var texts = reported.Select(Text).Order(StringComparer.Ordinal).ToList();
        Assert.That(texts, Has.Count.EqualTo(expected.Length));
        foreach (var (text, start) in texts.Zip(expected))
            Assert.That(text, Does.StartWith(start));
    }

    [TestCase(Before + " await CAsync();")]
    [TestCase("await AAsync(1); if (Durable.Patched(\"c\")) await CAsync(); await BAsync(); await Durable.Sleep(TimeSpan.FromHours(1));")]
    [TestCase("await AAsync(1); if (!Durable.Patched(\"c\")) await BAsync(); else await CAsync(); await Durable.Sleep(TimeSpan.FromHours(1));")]
    [TestCase("await AAsync(1); if (Durable.Patched(\"c\")) await NewWayAsync(); else await BAsync(); await Durable.Sleep(TimeSpan.FromHours(1));")]
    [TestCase("await AAsync(1); if (name == \"\") { await CAsync(); return 1; } await BAsync(); await Durable.Sleep(TimeSpan.FromHours(1));")]
    public void Change_that_no_run_in_flight_notices_is_information(string body)
    {
        var reported = Report(body, Contract).Single();

        Assert.That(Text(reported), Is.EqualTo("DUR2004 Workflows.contract.txt has something else of workflow W; no run in flight breaks by that, update the file"));
        Assert.That(reported.Severity, Is.EqualTo(DiagnosticSeverity.Info));
    }

    [TestCase("step AAsync#1 : (int) -> string", "step AAsync#1 : (long) -> string", "'AAsync#1' of workflow W was 'step AAsync#1 : (long) -> string' and is 'step AAsync#1 : (int) -> string'")]
    [TestCase("step BAsync#1 : () -> void", "step BAsync#1 : () -> string", "'BAsync#1' of workflow W was 'step BAsync#1 : () -> string'")]
    [TestCase("timer Sleep#1", "step Sleep#1 : () -> void", "'Sleep#1' of workflow W was 'step Sleep#1 : () -> void' and is 'timer Sleep#1'")]
    [TestCase("(string) -> int", "(string, int) -> int", "'RunAsync' of workflow W was '(string, int) -> int' and is '(string) -> int'")]
    public void Other_types_are_a_warning(string now, string before, string expected) =>
        Assert.That(Text(Report(Before, Contract.Replace(now, before, StringComparison.Ordinal)).Single()), Does.StartWith("DUR2003 " + expected));

    [Test]
    public void Branches_that_no_run_takes_both_may_change_places()
    {
        const string File = "workflow W version 1 : (string) -> int\n step AAsync#1 : (int) -> string\n step BAsync#1 : () -> void\n";

        Assert.That(Report("if (name == \"\") await BAsync(); else await AAsync(1);", File).Select(d => d.Id), Is.EqualTo(["DUR2004"]));
    }

    [Test]
    public void Workflow_that_the_file_lacks_is_information_and_one_that_the_code_lacks_a_warning()
    {
        var reported = Report(Before, Contract.Replace("version 1", "version 2", StringComparison.Ordinal));

        Assert.That(reported.Select(Text), Is.EqualTo(
        [
            "DUR2006 Workflow W version 2 is in the contract and no longer in the code, so its runs in flight can't go on; keep its class, or take it out of the file when none is open",
            "DUR2004 Workflows.contract.txt doesn't have workflow W; no run in flight breaks by that, update the file",
        ]));
        Assert.That(reported[0].Location.GetLineSpan().ToString(), Does.StartWith("/p/Workflows.contract.txt: (0,0)"));
    }

    [TestCase("<<<<<<< main\n", "isn't read; a line begins with workflow, step, child, timer, limit, operation or #", 1)]
    [TestCase("# ours\nstep AAsync#1\n", "belongs to no workflow", 2)]
    [TestCase("workflow W version one : () -> void\n", "has no version", 1)]
    [TestCase(Contract + Contract, "stands there already", 5)]
    public void Line_that_cannot_be_read_is_an_error_and_nothing_is_compared(string file, string expected, int line)
    {
        var reported = Report("", file)[0];

        Assert.That(reported.Id, Is.EqualTo("DUR2005"));
        Assert.That(reported.Severity, Is.EqualTo(DiagnosticSeverity.Error));
        Assert.That(reported.GetMessage(null), Does.Contain(expected));
        Assert.That(reported.Location.GetLineSpan().StartLinePosition.Line + 1, Is.EqualTo(line));
        Assert.That(Report("", file).Select(d => d.Id), Is.All.EqualTo("DUR2005"));
    }

    [Test]
    public void Comments_and_empty_lines_are_skipped() => Assert.That(Report(Before, $"# ours\n\n{Contract.Replace("\n", "\r\n\r\n", StringComparison.Ordinal)}"), Is.Empty);

    [TestCase("", "", TestName = "Fix_writes_an_empty_file")]
    [TestCase("# ours\nworkflow V version 1 : () -> void\n    timer Sleep#1\n", "# ours\nworkflow V version 1 : () -> void\n    timer Sleep#1\n", TestName = "Fix_leaves_other_workflows_alone")]
    public void Fix_writes_what_the_code_is(string file, string kept)
    {
        var found = Report(Before, file).Single(d => d.Id == "DUR2004").Properties;

        Assert.That(ContractFile.Update(file, found["key"]!, found["text"]!), Is.EqualTo(kept + Contract));
    }

    [Test]
    public void Fix_puts_the_new_lines_in_the_place_of_the_old()
    {
        const string Other = "workflow V version 1 : () -> void\n    timer Sleep#1\n";
        var found = Report("await AAsync(1);", Contract)[0].Properties;

        Assert.That(ContractFile.Update(Contract + Other, found["key"]!, found["text"]!), Is.EqualTo("workflow W version 1 : (string) -> int\n    step AAsync#1 : (int) -> string\n" + Other));
    }

    [Test]
    public void Fix_leaves_comments_and_line_ends_alone()
    {
        const string Before = "# ours\r\nworkflow W version 1 : () -> int\r\n    step A#1 : () -> void\r\n\r\n    # B is old\r\n    step B#1 : () -> void\r\n\r\nworkflow V version 1 : () -> void\r\n";

        Assert.That(ContractFile.Update(Before, "W version 1", "workflow W version 1 : () -> int\n    step C#1 : () -> void\n"), Is.EqualTo(
            "# ours\r\nworkflow W version 1 : () -> int\r\n    step C#1 : () -> void\r\n\r\n    # B is old\r\n\r\nworkflow V version 1 : () -> void\r\n"));
    }

    [Test]
    public async Task Fix_changes_the_additional_file_of_the_project()
    {
        using var workspace = new AdhocWorkspace();
        var id = ProjectId.CreateNewId();
        var solution = workspace.CurrentSolution.AddProject(id, "App", "App", LanguageNames.CSharp)
            .AddDocument(DocumentId.CreateNewId(id), "Case.cs", "class C;", filePath: "Case.cs")
            .AddAdditionalDocument(DocumentId.CreateNewId(id), ContractFile.FileName, "", filePath: "/p/Workflows.contract.txt");
        var project = solution.GetProject(id)!;
        var fix = (CodeFixProvider)Activator.CreateInstance(typeof(CodeFixes.DurableCodeFix).Assembly.GetType("DurableSdk.CodeFixes.Fixes.UpdateContract", throwOnError: true)!)!;
        var offers = new List<CodeAction>();

        await fix.RegisterCodeFixesAsync(new CodeFixContext(project.Documents.Single(), Report(Before, "").Single(), (action, _) => offers.Add(action), CancellationToken.None));
        var change = (await offers.Single().GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();

        var text = await change.ChangedSolution.GetProject(id)!.AdditionalDocuments.Single().GetTextAsync();
        Assert.That(text.ToString(), Is.EqualTo(Contract));
        Assert.That(fix.FixableDiagnosticIds, Is.SubsetOf(ContractRules.All.Select(r => r.Id)));
    }

    [Test]
    public async Task Fix_of_all_writes_what_breaks_no_run_in_flight_and_nothing_else()
    {
        var source = Source(Before) + "public class V { [Workflow] public Task RunAsync() => Task.CompletedTask; } public class U { [Workflow] public Task RunAsync() => Task.CompletedTask; }";
        const string File = Contract + "    step GoneAsync#1 : () -> void\n";
        using var workspace = new AdhocWorkspace();
        var id = ProjectId.CreateNewId();
        var project = workspace.CurrentSolution.AddProject(id, "App", "App", LanguageNames.CSharp)
            .AddDocument(DocumentId.CreateNewId(id), "Case.cs", source, filePath: "Case.cs")
            .AddAdditionalDocument(DocumentId.CreateNewId(id), ContractFile.FileName, File, filePath: "/p/Workflows.contract.txt").GetProject(id)!;
        var document = project.Documents.Single();
        var tree = (await document.GetSyntaxTreeAsync())!;
        var findings = Project.Of(source).AnalyzeContract(new TextFile("/p/Workflows.contract.txt", File))
            .Select(d => Diagnostic.Create(d.Descriptor, Location.Create(tree, default), d.Properties)).ToList();
        var fix = (CodeFixProvider)Activator.CreateInstance(typeof(CodeFixes.DurableCodeFix).Assembly.GetType("DurableSdk.CodeFixes.Fixes.UpdateContract", throwOnError: true)!)!;
        var all = fix.GetFixAllProvider()!;

        var action = await all.GetFixAsync(new FixAllContext(document, fix, FixAllScope.Solution, "Update Workflows.contract.txt", fix.FixableDiagnosticIds, new Found(findings), CancellationToken.None));
        var change = (await action!.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();

        Assert.That(findings.Select(d => d.Id), Is.EquivalentTo(["DUR2001", "DUR2004", "DUR2004"]));
        Assert.That((await change.ChangedSolution.GetProject(id)!.AdditionalDocuments.Single().GetTextAsync()).ToString(), Does.Contain("GoneAsync#1").And.Contain("workflow V version 1").And.Contain("workflow U version 1"));
        Assert.That(all.GetSupportedFixAllDiagnosticIds(fix), Is.EqualTo(["DUR2004"]));
    }

    [TestCase("await AAsync(1); await CAsync(); await BAsync(); await Durable.Sleep(TimeSpan.FromHours(1));", "if (Durable.Patched(\"add-CAsync\"))\n")]
    [TestCase("await AAsync(1); System.Console.WriteLine(await AAsync(2)); await BAsync(); await Durable.Sleep(TimeSpan.FromHours(1));", null)]
    public async Task Fix_lets_old_runs_pass_by_what_is_new(string body, string? expected)
    {
        using var solution = new FixSolution(("App", [("Case.cs", Source(body))]));
        var finding = Report(body, Contract).Single(d => d.Id == "DUR2007");
        var offers = new List<CodeAction>();
        var fix = FixSolution.All.Single(f => f.FixableDiagnosticIds.Contains("DUR2007"));
        await fix.RegisterCodeFixesAsync(new CodeFixContext(solution.Document("Case.cs"), finding, (action, _) => offers.Add(action), CancellationToken.None));

        Assert.That(offers, Has.Count.EqualTo(expected is null ? 0 : 1));
        if (expected is null)
            return;
        await solution.ApplyAsync(offers[0]);
        var text = await solution.TextAsync("Case.cs");
        Assert.That(text.ReplaceLineEndings("\n"), Does.Contain(expected).And.Match("Patched\\(\"add-CAsync\"\\)\\)\\s+await CAsync\\(\\);"));
        Assert.That(Project.Of(text).AnalyzeContract(new TextFile("/p/Workflows.contract.txt", Contract)).Select(d => d.Id), Is.EqualTo(["DUR2004"]));
    }

    private sealed class Found(IReadOnlyList<Diagnostic> findings) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(findings);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Microsoft.CodeAnalysis.Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Microsoft.CodeAnalysis.Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(findings);
    }

    private static string Text(Diagnostic diagnostic) => $"{diagnostic.Id} {diagnostic.GetMessage(null)}";

    private static IReadOnlyList<Diagnostic> Report(string body, string file) => Of(body).AnalyzeContract(new TextFile("/p/Workflows.contract.txt", file));

    private static Project Of(string body) => Project.Of(Source(body));

    private static string Source(string body) => $$"""
        #pragma warning disable CS1998
        public class W
        {
            [Workflow] public async Task<int> RunAsync(string name, CancellationToken cancel = default) { {{body}} return 0; }
            private async Task NewWayAsync() { await BAsync(); await CAsync(); }
            [Step] private Task<string> AAsync(int x) => Task.FromResult("");
            [Step] private Task BAsync(CancellationToken cancel = default) => Task.CompletedTask;
            [Step] private Task CAsync() => Task.CompletedTask;
            [Step] private Task RenamedAsync() => Task.CompletedTask;
        }
        """;
}
