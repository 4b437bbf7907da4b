using System.Globalization;
using System.Text;
using DurableSdk.ConformanceTests.Cases;

namespace DurableSdk.ConformanceTests.Harness;

/// <summary>The matrix as a page of the documentation.</summary>
internal static class ConformancePage
{
    public static string Path { get; } = Repository.PathOf("docs/guide/conformance.md");

    public static string Write(IReadOnlyList<UnsafeCase> @unsafe, IReadOnlyList<SafeCase> safe)
    {
        var page = new StringBuilder();
        page.Append(Head(@unsafe.Count, safe.Count));
        Table(page, @unsafe.OrderBy(one => string.Concat(one.CompileTime), StringComparer.Ordinal).ThenBy(one => one.Name, StringComparer.Ordinal));
        page.Append("\n## What a workflow may do\n\nNeither the compiler nor the engine says a word, and the result is always the same.\n\n");
        Table(page, safe);
        page.Append('\n');
        foreach (var code in @unsafe.SelectMany(Codes).Distinct().Order(StringComparer.Ordinal))
            page.Append(CultureInfo.InvariantCulture, $"[{code}]: ../{(code.StartsWith("DUR", StringComparison.Ordinal) ? "rules" : "errors")}/{code}.md\n");
        return page.ToString();
    }

    private static string Head(int @unsafe, int safe) => $"""
        # What is safe in a workflow, and what is not

        The method of a workflow runs again after a crash, on a scheduler of its own. Here is what that means for the base library: {@unsafe} small workflows that do what a workflow
        must not do, and {safe} that look as if they did and are safe. Each is a test that runs on the real engine: staying in memory, dropped from memory at every wait, after a
        crash, and, where a process has something of its own, in two processes. A new version of .NET is checked with them. The first column leads to the source.

        - **Compile time** is what the analyzers say at the line.
        - **Run time** is the error with which the engine sets the run aside: at once, or *at replay*, when the code runs again over its log. Where several are named, threads race for
          which check is first. A dash means that nobody notices while the program runs: there the compiler is the only guard.
        - **What really happens** if you suppress the rule.

        ## What a workflow must not do


        """;

    private static void Table(StringBuilder page, IEnumerable<Case> cases)
    {
        page.Append("| what the workflow does | compile time | run time | what really happens |\n| --- | --- | --- | --- |\n");
        foreach (var one in cases)
            page.Append(CultureInfo.InvariantCulture, $"| [{one.Does.TrimEnd('.')}]({Source(one)}) | {CompileTime(one)} | {RunTime(one)} | {one.Really} |\n");
    }

    private static string Source(Case one) => $"../../tests/DurableSdk.ConformanceTests/Cases/{(one is SafeCase ? "Safe" : "Unsafe")}/{one.Name}.cs";

    private static IEnumerable<string> Codes(Case one) => [.. one.CompileTime, .. one.FirstRun, .. one.Replay];

    private static string CompileTime(Case one) => one.CompileTime.Count == 0 ? "–" : string.Join(", ", one.CompileTime.Select(Link));

    private static string RunTime(Case one)
    {
        var replay = one.Replay.Count == 0 ? "" : $"at replay {AnyOf(one.Replay)}";
        return (one.FirstRun, replay) switch
        {
            ({ Count: 0 }, "") => "–",
            ({ Count: 0 }, _) => replay,
            (_, "") => AnyOf(one.FirstRun),
            _ => $"{AnyOf(one.FirstRun)}; {replay}",
        };
    }

    private static string AnyOf(IEnumerable<string> codes) => string.Join(" or ", codes.Select(Link));

    private static string Link(string code) => $"[{code}]";
}
