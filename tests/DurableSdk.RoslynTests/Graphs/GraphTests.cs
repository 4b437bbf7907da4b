using DurableSdk.CompilerServices;
using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Graphs;

/// <summary>The graph of a workflow: <c>A>B</c> next, <c>A/B</c> branch, <c>A=B</c> parallel, <c>A@B</c> loop, <c>A!B</c> failure.</summary>
public sealed class GraphTests
{
    private const string Steps = """
        [Step] static Task<int> A(int x = 0) => Task.FromResult(1);
        [Step] static Task<int> B(int x = 0) => Task.FromResult(1);
        [Step] static Task<int> C(int x = 0) => Task.FromResult(1);
        [Step] static Task<int> D(int x = 0) => Task.FromResult(1);
        static int Use(params int[] x) => x.Length;
        """;

    // In a row.
    [TestCase("", "Start>End")]
    [TestCase("await A(); await B();", "Start>A A>B B>End")]
    [TestCase("await A(); await A();", "Start>A A>A#2 A#2>End")]
    [TestCase("await Durable.Sleep(TimeSpan.FromHours(1)); await A();", "Start>Sleep Sleep>A A>End")]
    [TestCase("Use(await A(await B()), await C());", "Start>B B>A A>C C>End")]
    [TestCase("var a = A(); await a; await B();", "Start=A A>B B>End")]
    [TestCase("await A(); return; await B();", "Start>A A>End")]
    [TestCase("await using var resource = new System.IO.MemoryStream(); await A(); await B();", "Start>A A>B B>End")]
    [TestCase("await A(); await RunAsync(n - 1); await B();", "Start>A A>W W>B B>End")]
    [TestCase("await A(); await Durable.Detach(() => RunAsync(n - 1)); await B();", "Start>A A>W W>B B>End")]
    // Branches.
    [TestCase("if (n > 0) await A(); await B();", "Start/A Start/B A>B B>End")]
    [TestCase("if (n > 0) await A(); else await B(); await C();", "Start/A Start/B A>C B>C C>End")]
    [TestCase("Use(n > 0 ? await A() : await B()); await C();", "Start/A Start/B A>C B>C C>End")]
    [TestCase("await (n > 0 ? A() : B()); await C();", "Start/A Start/B A>C B>C C>End")]
    [TestCase("if (n > 0 && await A() > 1) await B(); await C();", "Start/A Start/C A/B A/C B>C C>End")]
    [TestCase("switch (n) { case 1: await A(); break; case 2: await B(); goto case 1; default: await C(); return; } await D();", "Start/A Start/B Start/C A>D B@A C>End D>End")]
    [TestCase("Use(n switch { 1 => await A(), _ => await B() });", "Start/A Start/B A>End B>End")]
    [TestCase("if (n > 0) return; await A();", "Start/A Start/End A>End")]
    [TestCase("if (n > 0) throw new InvalidOperationException(); await A();", "Start>A A>End")]
    [TestCase("int? m = n; Use(m ?? await A()); await B();", "Start/A Start/B A>B B>End")]
    // Loops.
    [TestCase("while (n > 0) await A(); await B();", "Start/A Start/B A@A A>B B>End")]
    [TestCase("do { await A(); } while (n > 0); await B();", "Start>A A@A A>B B>End")]
    [TestCase("for (var i = 0; i < await A(); i++) { await B(); } await C();", "Start>A A/B A/C B@A C>End")]
    [TestCase("foreach (var i in new[] { 1, 2 }) { if (i == 1) continue; await A(); if (i == 2) break; await B(); } await C();", "Start/A Start/C A/B A/C B@A B>C C>End")]
    [TestCase("while (true) { await A(); await B(); }", "Start>A A>B B@A")]
    [TestCase("while (true) { await A(); if (n > 0) throw Durable.ContinueAsNew(1); }", "Start>A A@A A>End")]
    // Side by side.
    [TestCase("await Task.WhenAll(A(), B()); await C();", "Start=A Start=B A>C B>C C>End")]
    [TestCase("await Task.WhenAny(A(), Durable.Sleep(TimeSpan.FromHours(1))); await C();", "Start=A Start=Sleep A>C Sleep>C C>End")]
    [TestCase("var a = A(); var b = B(); await Task.WhenAll(a, b); await C();", "Start=A Start=B A>C B>C C>End")]
    [TestCase("var a = A(); await B(); await a; await C();", "Start=A Start>B A>C B>C C>End")]
    [TestCase("var a = A(); await B(); await C();", "Start=A Start>B B>C C>End")]
    [TestCase("var all = new List<Task>(); foreach (var i in new[] { 1 }) all.Add(A(i)); await Task.WhenAll(all); await B();", "Start=A A>B B>End")]
    [TestCase("await Task.WhenAll(new[] { 1, 2 }.Select(i => A(i))); await B();", "Start=A Start>B A>B B>End")]
    [TestCase("await Durable.ForEachAsync(new[] { 1, 2 }, 2, async i => { await A(i); await B(i); }); await C();", "Start=A Start>C A>B B@A B>C C>End")]
    [TestCase("await foreach (var t in Task.WhenEach(A(), B())) await C(await t);", "Start=A Start=B A/C A/End B/C B/End C@C C>End")]
    [TestCase("await A().WithTimeout(TimeSpan.FromHours(1)); await B();", "Start=A Start=WithTimeout A>B WithTimeout>B B>End")]
    [TestCase("await Durable.Shield(async () => { await A(); await B(); }); await C();", "Start>A A>B B>C C>End")]
    // Failures.
    [TestCase("try { await A(); await B(); } catch (InvalidOperationException) { await C(); } await D();", "Start>A A>B A!C B!C B>D C>D D>End")]
    [TestCase("try { await A(); } catch (InvalidOperationException) { } await D();", "Start>A A>D A!D D>End")]
    [TestCase("try { await A(); } catch (InvalidOperationException) when (n > 0) { await B(); } catch (TimeoutException) { await C(); } await D();", "Start>A A!B A!C A>D B>D C>D D>End")]
    [TestCase("try { await A(); } finally { await B(); } await C();", "Start>A A>B A!B B>C C>End")]
    [TestCase("try { await A(); if (n > 0) return; await B(); } finally { await C(); } await D();", "Start>A A/B A/C A!C B>C B!C C/D C/End D>End")]
    [TestCase("try { try { await A(); } finally { Use(1); } await B(); } catch (Exception) { await C(); }", "Start>A A>B A!C B!C B>End C>End")]
    [TestCase("try { Use(1); } catch (Exception) { await A(); } await B();", "Start!A Start>B A>B B>End")]
    [TestCase("while (true) { try { await A(); break; } catch (Exception) { await Durable.Sleep(TimeSpan.FromHours(1)); } }", "Start>A A!Sleep A>End Sleep@A")]
    [TestCase("try { await Durable.ForEachAsync(new[] { 1, 2 }, 2, async i => { await A(i); }); } catch (Exception) { await B(); }", "Start=A Start>End A@A A!B A>End B>End")]
    // Helpers, local functions, lambdas.
    [TestCase("await H(); await B(); } async Task H() { await A();", "Start>H/A H/A>B B>End")]
    [TestCase("await H(); await B(); await H(); } async Task H() { if (n > 0) await A();", "Start/H/A Start/B H/A/B H/A/End B@H/A B>End")]
    [TestCase("await Task.WhenAll(H(), H()); } Task H() => A(); void X() {", "Start=H/A H/A>End")]
    [TestCase("await H(2); await C(); } async Task H(int left) { await A(); if (left > 0) await H(left - 1); await B();", "Start>H/A H/A@H/A H/A>H/B H/B@H/B H/B>C C>End")]
    [TestCase("await Inner(); await B(); async Task Inner() { await A(); }", "Start>A A>B B>End")]
    [TestCase("Func<Task> f = async () => await A(); await f(); await B();", "Start=A A>B B>End")]
    [TestCase("try { await H(); } catch (Exception) { await C(); } } async Task H() { await A(); await B();", "Start>H/A H/A>H/B H/A!C H/B!C H/B>End C>End")]
    public void Graph_follows_the_code(string body, string expected) => Assert.That(EdgesOf(body), Is.EquivalentTo(expected.Split(' ')));

    [Test]
    public void States_are_the_durable_calls_by_kind_between_start_and_end()
    {
        var graph = GraphOf("await A().WithTimeout(TimeSpan.FromHours(1)); await Durable.Sleep(TimeSpan.FromHours(1));");

        Assert.That(graph.States, Is.EqualTo(new WorkflowState[]
        {
            new("Start", WorkflowStateKind.Start), new("A#1", WorkflowStateKind.Step), new("WithTimeout#1", WorkflowStateKind.TimeLimit), new("Sleep#1", WorkflowStateKind.Timer),
            new("End", WorkflowStateKind.End),
        }));
    }

    [Test]
    public void Helper_of_a_base_class_belongs_to_the_graph_and_one_of_another_class_does_not()
    {
        var graph = DefinitionOf("""
            public static class Steps { [Step] public static Task OneAsync() => Task.CompletedTask; public static Task OtherAsync() => OneAsync(); }
            public class Base { protected async Task HelpAsync() => await Steps.OneAsync(); }
            public class W : Base { [Workflow] public async Task RunAsync() { await HelpAsync(); await Steps.OtherAsync(); } }
            """).Graph;

        Assert.That(graph.States.Select(s => s.Id), Is.EqualTo(["Start", "Base.HelpAsync()/OneAsync#1", "End"]));
    }

    [Test]
    public void Workflow_without_code_of_its_own_has_a_graph() =>
        Assert.That(DefinitionOf("public class W { [Workflow] public Task RunAsync() => Task.CompletedTask; }").Graph.Edges, Has.Count.EqualTo(1));

    [Test]
    public void Operations_are_located_by_their_site()
    {
        var graph = GraphOf("while (n > 0) { await A(); await B(); }");

        Assert.That(graph.Locate(["B#1[12]", "Unknown#1", "A#1", "B#1"]).Select(s => s.Id), Is.EqualTo(["A#1", "B#1"]));
    }

    [Test]
    public void Mermaid_shows_states_edges_and_where_a_run_stands()
    {
        var graph = GraphOf("try { await Task.WhenAll(A(), Durable.Sleep(TimeSpan.FromHours(1))); } catch (Exception) { await H<int>(); } } async Task H<T>() { await B();");
        var position = new RunPosition(graph, graph.Locate(["Sleep#1"]), graph.Locate(["A#1"]), null);

        Assert.That(graph.ToMermaid(position), Is.EqualTo("""
            flowchart TD
                s0([Start])
                s1["A#1"]
                s2{{"Sleep#1"}}
                s3["W.H#lt;T#gt;()/B#1"]
                s4([End])
                s0 ==> s1
                s0 ==> s2
                s1 -. failure .-> s3
                s1 --> s4
                s2 -. failure .-> s3
                s2 --> s4
                s3 --> s4
                classDef passed fill:#dfd,stroke:#393
                class s1 passed
                classDef open fill:#fd6,stroke:#a60,stroke-width:3px
                class s2 open

            """));
        Assert.That(graph.ToString(), Does.EndWith("    s3 --> s4\n"));
    }

    [Test]
    public void Graph_costs_little_generated_code()
    {
        var source = Source("await A(); if (n > 0) await B(); while (n > 1) { await Durable.Sleep(TimeSpan.FromHours(1)); await C(); } await D();");
        var generated = Project.Of(source).Generate().SyntaxTrees.Single(t => t.FilePath.EndsWith("Workflows.W.g.cs", StringComparison.Ordinal)).ToString();
        var start = generated.IndexOf("GraphText = ", StringComparison.Ordinal);

        Assert.That(generated.IndexOf(",\n", start, StringComparison.Ordinal) - start, Is.InRange(50, 120));
    }

    /// <summary>What is walked again and again must come to an end soon, however the helpers call each other.</summary>
    [Test]
    [CancelAfter(20_000)]
    public void Many_helpers_that_call_each_other_are_walked_once_for_all_their_callers()
    {
        var helpers = string.Join('\n', Enumerable.Range(0, 60).Select(i => $"async Task H{i}() {{ await A({i}); await H{(i + 1) % 60}(); if (n > {i}) await H{(i + 7) % 60}(); else await H{(i + 13) % 60}(); }}"));

        var graph = DefinitionOf(Source("await H0(); } " + helpers + " void X() {")).Graph;

        Assert.That(graph.States, Has.Count.EqualTo(62));
    }

    private static IEnumerable<string> EdgesOf(string body) => GraphOf(body).Edges.Select(e => $"{Short(e.From)}{Sign(e.Kind)}{Short(e.To)}");

    private static string Short(WorkflowState state) => state.Id.Replace("#1", "", StringComparison.Ordinal).Replace("W.H()", "H", StringComparison.Ordinal).Replace("W.H(int)", "H", StringComparison.Ordinal);

    private static char Sign(WorkflowEdgeKind kind) => kind switch
    {
        WorkflowEdgeKind.Next => '>',
        WorkflowEdgeKind.Branch => '/',
        WorkflowEdgeKind.Parallel => '=',
        WorkflowEdgeKind.Loop => '@',
        WorkflowEdgeKind.Failure => '!',
        _ => '?',
    };

    private static WorkflowGraph GraphOf(string body) => DefinitionOf(Source(body)).Graph;

    private static string Source(string body) => $"#pragma warning disable CS0162, CS8321, CS1998\npublic class W {{ int n; [Workflow] public async Task RunAsync(int start) {{ n = start; {body} }}\n{Steps} }}";

    private static WorkflowDefinition DefinitionOf(string source)
    {
        var assembly = Program.Load(Project.Of(source));
        var manifest = (DurableManifest)Activator.CreateInstance(assembly.GetCustomAttributes(typeof(DurableManifestAttribute), false).Cast<DurableManifestAttribute>().Single().Manifest)!;
        return manifest.Workflows.Single();
    }
}
