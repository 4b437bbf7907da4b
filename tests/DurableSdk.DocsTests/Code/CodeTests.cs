using Microsoft.CodeAnalysis;

namespace DurableSdk.DocsTests.Code;

/// <summary>
/// The C# blocks of the documentation compile, and break just the rules that they name. A block that is marked <c>csharp</c> is a whole
/// file, <c>csharp member</c> members of a class, <c>csharp workflow</c> members of a workflow's class that has steps already,
/// <c>csharp statements</c> statements of a program; <c>csharp member DUR1001</c> breaks that rule. What a page lists as banned is
/// banned in its blocks. The pages of the rules of generation show code that isn't complete, and are left out.
/// </summary>
public sealed class CodeTests
{
    private const string Workflow = "public sealed class W { [DurableSdk.Workflow] public Task RunAsync() => Task.CompletedTask; }";

    private static IEnumerable<TestCaseData> Blocks => Cases(block => block.Kind.StartsWith("csharp", StringComparison.Ordinal));

    private static IEnumerable<TestCaseData> BanLists => Cases(block => block.Kind.EndsWith(Block.BanFile, StringComparison.Ordinal));

    [TestCaseSource(nameof(Blocks))]
    [Parallelizable(ParallelScope.Children)]
    public async Task Block_compiles_and_breaks_the_rules_that_it_names(object block)
    {
        var shown = (Block)block;
        var bans = Block.In(Path.Combine(Repository.Root, shown.File)).FirstOrDefault(b => b.Kind.EndsWith(Block.BanFile, StringComparison.Ordinal) && !b.Rules.Any())?.Text;
        AssertBreaks(shown.Rules, await (shown.Kind switch
        {
            "csharp" => Compiler.CompileFileAsync(shown.Text, bans),
            "csharp member" => Compiler.CompileMemberAsync(shown.Text, bans),
            "csharp workflow" => Compiler.CompileWorkflowAsync(shown.Text, bans),
            "csharp statements" => Compiler.CompileStatementsAsync(shown.Text, bans),
            _ => throw new NotSupportedException($"\"{shown.Kind}\": a block is \"csharp\", \"csharp member\", \"csharp workflow\" or \"csharp statements\"."),
        }));
    }

    [TestCaseSource(nameof(BanLists))]
    [Parallelizable(ParallelScope.Children)]
    public async Task List_of_bans_is_read_or_breaks_the_rules_that_it_names(object block) =>
        AssertBreaks(((Block)block).Rules, await Compiler.CompileFileAsync(Workflow, ((Block)block).Text));

    private static void AssertBreaks(IEnumerable<string> rules, IReadOnlyList<Diagnostic> found)
    {
        var broken = rules.ToList();
        Assert.Multiple(() =>
        {
            Assert.That(found.Where(diagnostic => !broken.Contains(diagnostic.Id)).Select(diagnostic => diagnostic.ToString()), Is.Empty);
            Assert.That(found.Select(diagnostic => diagnostic.Id).Distinct(), Is.EquivalentTo(broken));
        });
    }

    private static IEnumerable<TestCaseData> Cases(Func<Block, bool> isOne) => Repository.Markdown
        .Where(path => !Repository.Name(path).StartsWith("docs/rules/DUR0", StringComparison.Ordinal))
        .SelectMany(Block.In)
        .Where(isOne)
        .Select(block => new TestCaseData(block).SetArgDisplayNames(block.ToString()));
}
