using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Behaviour;

/// <summary>Ids stand in logs: a change that makes no other member makes no other id.</summary>
public sealed class SiteIdTests
{
    private const string GoAsync = "public static Task<string> GoAsync";

    [TestCase("(int, string) a", "(1, \"\")", "System.ValueTuple<int, string>")]
    [TestCase("(int X, string Y) a", "(1, \"\")", "System.ValueTuple<int, string>")]
    [TestCase("List<(int X, string)?> a", "[]", "System.Collections.Generic.List<System.ValueTuple<int, string>?>")]
    [TestCase("object a", "1", "object")]
    [TestCase("dynamic a", "1", "object")]
    [TestCase("dynamic? a", "1", "object")]
    [TestCase("List<dynamic?>? a", "null", "System.Collections.Generic.List<object>")]
    [TestCase("List<object> a", "[]", "System.Collections.Generic.List<object>")]
    [TestCase("string?[]? a", "null", "string[]")]
    [TestCase("params string[] a", "\"\"", "string[]")]
    [TestCase("this string[] a", "[]", "string[]")]
    [TestCase("Span<int> a", "[]", "System.Span<int>")]
    [TestCase("scoped Span<int> a", "[]", "System.Span<int>")]
    [TestCase("ref int a", "ref Case.Number", "ref int")]
    [TestCase("in int a", "in Case.Number", "ref int")]
    [TestCase("int renamed = 3", "1", "int")]
    public async Task Parameter_is_its_type(string parameter, string argument, string expected) => Assert.That(
        await SiteAsync($"{GoAsync}({parameter}) => OneAsync();", $"Helper.GoAsync({argument})"),
        Is.EqualTo($"Helper.GoAsync({expected})/OneAsync#1"));

    [TestCase("public Func<Task<string>> P { get; } = () => OneAsync();", "new Helper().P()", "Helper.P")]
    [TestCase("public Func<Task<string>> P = () => OneAsync();", "new Helper().P()", "Helper.P")]
    [TestCase("public Task<string> P => OneAsync();", "new Helper().P", "Helper.P.get")]
    [TestCase("public string P { get => \"\"; set => OneAsync(); }", "Task.FromResult(new Helper().P = \"\")", "Helper.P.set")]
    [TestCase("public string P { get => \"\"; init => OneAsync(); }", "Task.FromResult(new Helper { P = \"\" }.P)", "Helper.P.set")]
    [TestCase("public Task<string> this[(int X, int Y) a, string? b] => OneAsync();", "new Helper()[(1, 2), null]", "Helper.this[System.ValueTuple<int, int>, string].get")]
    [TestCase("public static implicit operator Task<string>(Helper a) => OneAsync();", "(Task<string>)new Helper()", "Helper.implicit operator System.Threading.Tasks.Task<string>(Helper)")]
    [TestCase("public static Task<string> operator +(Helper a, int b) => OneAsync();", "new Helper() + 1", "Helper.operator +(Helper, int)")]
    [TestCase("Task<string> IGo<(int X, int Y)>.GoAsync() => OneAsync();", "((IGo<(int, int)>)new Helper()).GoAsync()", "Helper.IGo<System.ValueTuple<int, int>>.GoAsync()")]
    public async Task Member_is_named_in_full(string member, string call, string expected) =>
        Assert.That(await SiteAsync(member, call), Is.EqualTo($"{expected}/OneAsync#1"));

    [Test]
    public async Task File_local_types_of_one_name_are_told_apart_by_their_files()
    {
        var (scope, _) = await Program.RunAsync(Project.OfFiles("App",
            ("/src/app/Case.cs", "public static partial class Case { public static async Task<string> RunAsync() => await A() + await B() + await C() + await D(); }"),
            ("/src/app/Helpers.cs", Local("A")),
            ("/src/app/Orders/Helpers.cs", Local("B")),
            ("/src/app/Orders/Others.cs", Local("C")),
            ("/src/app/Bills/Helpers.cs", Local("D"))));

        Assert.That(scope.Sites, Is.EqualTo(
        [
            "Local.GoAsync()@Helpers.cs/OneAsync#1", "Local.GoAsync()@Orders/Helpers.cs/OneAsync#1", "Local.GoAsync()@Others.cs/OneAsync#1", "Local.GoAsync()@Bills/Helpers.cs/OneAsync#1",
        ]));

        static string Local(string name) => $$"""
            public static partial class Case { private static Task<string> {{name}}() => Local.GoAsync(); [Step] private static Task<string> {{name}}OneAsync() => Task.FromResult(""); }
            file static class Local { public static Task<string> GoAsync() => Steps.OneAsync(); }
            {{(name == "A" ? "public static class Steps { [Step] public static Task<string> OneAsync() => Task.FromResult(\"\"); }" : "")}}
            """;
    }

    [Test]
    public async Task Step_with_a_name_keeps_its_id_when_its_method_is_renamed()
    {
        var (before, _) = await Program.RunAsync(Case("await ChargeAsync()", "[Step] private static Task<string> ChargeAsync()"));
        var (after, _) = await Program.RunAsync(Case("await PayAsync()", "[Step(Name = \"ChargeAsync\")] private static Task<string> PayAsync()"));

        Assert.That(before.Sites, Is.EqualTo(["Case.RunAsync()/ChargeAsync#1"]));
        Assert.That(after.Sites, Is.EqualTo(before.Sites));
    }

    [Test]
    public async Task Helper_for_a_changed_way_leaves_the_numbers_of_the_old_way_alone()
    {
        const string Steps = "[Step] private static Task<string> ChargeAsync() => Task.FromResult(\"\"); private static async Task<string> NewWayAsync() => await ChargeAsync() + await ChargeAsync()";
        var (before, _) = await Program.RunAsync(Case("await ChargeAsync()", Steps, ""));
        var (after, _) = await Program.RunAsync(Case("DateTime.UtcNow.Year > 1 ? await ChargeAsync() : await NewWayAsync()", Steps, ""));

        Assert.That(after.Sites, Is.EqualTo(before.Sites));
    }

    private static string Case(string body, string members, string end = " => Task.FromResult(\"\")") =>
        $"public static class Case {{ public static async Task<string> RunAsync() => {body}; {members}{end}; }}";

    private static async Task<string> SiteAsync(string member, string call)
    {
        var isExtension = member.Contains("(this ", StringComparison.Ordinal);
        var isExplicit = member.Contains("IGo<", StringComparison.Ordinal);
        var (scope, _) = await Program.RunAsync($$"""
            public interface IGo<T> { Task<string> GoAsync(); }
            public {{(isExtension ? "static " : "")}}class Helper{{(isExplicit ? " : IGo<(int X, int Y)>" : "")}}
            {
                {{member}}
                [Step] public static Task<string> OneAsync() => Task.FromResult("");
            }
            public static class Case { public static int Number; public static Task<string> RunAsync() => {{call}}; }
            """);
        return scope.Sites.Single();
    }
}
