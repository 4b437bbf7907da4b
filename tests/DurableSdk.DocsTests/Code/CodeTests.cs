namespace DurableSdk.DocsTests.Code;

/// <summary>
/// The C# blocks of README and guides compile. A block that is marked <c>csharp</c> is a whole file, <c>csharp member</c> members of a
/// class, <c>csharp statements</c> statements of a program. The rule pages show wrong code on purpose, and are left out.
/// </summary>
public sealed class CodeTests
{
    private static IEnumerable<TestCaseData> Blocks => Repository.Markdown
        .Where(path => !Repository.Name(path).StartsWith("docs/rules/", StringComparison.Ordinal))
        .SelectMany(Block.In)
        .Where(block => block.Info.StartsWith("csharp", StringComparison.Ordinal))
        .Select(block => new TestCaseData(block).SetArgDisplayNames(block.ToString()));

    [TestCaseSource(nameof(Blocks))]
    [Parallelizable(ParallelScope.Children)]
    public async Task Block_compiles(object block)
    {
        var (_, _, info, text) = (Block)block;
        var errors = await (info switch
        {
            "csharp" => Compiler.CompileFileAsync(text),
            "csharp member" => Compiler.CompileMemberAsync(text),
            "csharp statements" => Compiler.CompileStatementsAsync(text),
            _ => throw new NotSupportedException($"\"{info}\": a block is \"csharp\", \"csharp member\" or \"csharp statements\"."),
        });
        Assert.That(errors, Is.Empty);
    }
}
