using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using DurableSdk.Generators;
using DurableSdk.RoslynTests.Harness;
using Microsoft.CodeAnalysis;

namespace DurableSdk.RoslynTests.Pipeline;

/// <summary>An edit runs again only what depends on it.</summary>
public sealed class IncrementalTests
{
    private const string Orders = """
        namespace Shop;
        public class DeclinedException(string message, string code) : Exception(message) { public string Code => code; }
        public class OrderWorkflow
        {
            [Workflow] public async Task<string> RunAsync(string id)
            {
                try { await ChargeAsync(id, 2); await Durable.Sleep(TimeSpan.FromHours(1)); }
                catch (DeclinedException) { }
                return id;
            }
            [Step(RetryDelay = "2s")] private Task<T> ChargeAsync<T>(string id, T total) => Task.FromResult(total);
        }
        """;

    private const string Bills = """
        namespace Shop;
        public class BillWorkflow
        {
            [Workflow] public async Task RunAsync() => await PayAsync();
            [Step] private Task PayAsync() => Task.CompletedTask;
        }
        """;

    private const string Other = "public class Other { public int M() => 1; }";

    [Test]
    public void Edit_elsewhere_reruns_nothing()
    {
        var (before, after) = Edit(p => p.Replace("Other.cs", "public class Other { public int M() => 2; public void N() => System.Math.Abs(1); }"));

        AssertUnchanged(after, TrackingNames.All);
        AssertOutputsCached(after, except: []);
        AssertSameOutput(before, after);
        Assert.That(after.GetRunResult().Results.Single().TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).Select(o => o.Reason), Is.All.EqualTo(IncrementalStepRunReason.Cached));
    }

    [Test]
    public void Handlers_calls_and_classes_of_plain_code_are_no_models()
    {
        var (before, after) = Edit(p => p.Replace("Other.cs", """
            public class Base { public virtual Task StoreAsync(string id) => Task.CompletedTask; }
            public sealed class Other : Base
            {
                public override async Task StoreAsync(string id)
                {
                    try { await Task.WhenAll(base.StoreAsync(id), Task.Delay(1)); }
                    catch (InvalidOperationException e) when (e.Message.Length > 0) { Console.WriteLine(e.Message); }
                }
            }
            """));

        Assert.That(Steps(after).Except(Steps(before)), Is.Empty);

        static IEnumerable<string> Steps(GeneratorDriver driver) => driver.GetRunResult().Results.Single().TrackedSteps
            .Where(s => s.Key is TrackingNames.Calls or TrackingNames.Steps or TrackingNames.Graphs or TrackingNames.DeclaredExceptions)
            .SelectMany(s => s.Value.SelectMany(step => step.Outputs).Select(o => $"{s.Key} {o.Value}"));
    }

    [Test]
    public void Comment_in_the_file_reruns_its_interceptors_only()
    {
        var (_, after) = Edit(p => p.Replace("Orders.cs", Orders.Replace("try {", "// a comment\n        try {", StringComparison.Ordinal)));

        AssertUnchanged(after, TrackingNames.Models);
        AssertOutputsCached(after, except: ["Interceptors.Orders.g.cs"]);
    }

    [Test]
    public void New_step_in_a_file_leaves_the_other_files_alone()
    {
        var (_, after) = Edit(p => p.Replace("Bills.cs", Bills.Replace("await PayAsync();", "await Task.WhenAll(PayAsync(), PayAsync());", StringComparison.Ordinal)));

        AssertOutputsCached(after, except: ["Interceptors.Bills.g.cs", "Workflows.Shop.BillWorkflow.g.cs"]);
    }

    [Test]
    public void Output_is_the_same_from_run_to_run_whatever_the_order_of_files()
    {
        var one = Create().RunDriver();
        var other = Project.OfFiles("App", ("Other.cs", Other), ("Bills.cs", Bills), ("Orders.cs", Orders)).RunDriver();

        AssertSameOutput(one, other);
    }

    [Test]
    public void Tracked_steps_all_ran()
    {
        var result = Create().RunDriver().GetRunResult().Results.Single();

        Assert.That(result.TrackedSteps.Keys, Is.SupersetOf(TrackingNames.All));
    }

    [Test]
    public void No_model_holds_anything_of_the_compiler()
    {
        var result = Create().RunDriver().GetRunResult().Results.Single();

        foreach (var name in TrackingNames.All)
        {
            foreach (var (value, _) in result.TrackedSteps[name].SelectMany(s => s.Outputs))
                AssertPlain(value, name, []);
        }
    }

    private static Project Create() => Project.OfFiles("App", ("Orders.cs", Orders), ("Bills.cs", Bills), ("Other.cs", Other));

    private static (GeneratorDriver Before, GeneratorDriver After) Edit(Func<Project, Project> edit)
    {
        var project = Create();
        var before = project.RunDriver();
        return (before, before.RunGenerators(edit(project).Compilation));
    }

    private static void AssertUnchanged(GeneratorDriver driver, string[] names)
    {
        var result = driver.GetRunResult().Results.Single();
        foreach (var name in names)
        {
            Assert.That(
                result.TrackedSteps[name].SelectMany(s => s.Outputs).Select(o => o.Reason),
                Is.All.EqualTo(IncrementalStepRunReason.Cached).Or.EqualTo(IncrementalStepRunReason.Unchanged),
                name);
        }
    }

    /// <summary>Every output but these is taken from the cache.</summary>
    private static void AssertOutputsCached(GeneratorDriver driver, string[] except)
    {
        var result = driver.GetRunResult().Results.Single();
        var rerun = result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs)
            .Where(o => o.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))
            .SelectMany(o => HintNamesOf(o.Value));

        Assert.That(rerun.Distinct(), Is.EquivalentTo(except));
    }

    private static IEnumerable<string> HintNamesOf(object output)
    {
        var sources = (IEnumerable)output.GetType().GetField("Item1")!.GetValue(output)!;
        foreach (var source in sources)
            yield return (string)source.GetType().GetProperty("HintName", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(source)!;
    }

    private static void AssertSameOutput(GeneratorDriver one, GeneratorDriver other)
    {
        Assert.That(Texts(other), Is.EqualTo(Texts(one)));

        static IEnumerable<string> Texts(GeneratorDriver driver) =>
            driver.GetRunResult().Results.Single().GeneratedSources.OrderBy(s => s.HintName, StringComparer.Ordinal).Select(s => $"{s.HintName}\n{s.SourceText}");
    }

    private static void AssertPlain(object? value, string path, HashSet<object> seen)
    {
        if (value is null || value is string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
            return;
        var type = value.GetType();
        Assert.That(type.Namespace, Does.Not.StartWith("Microsoft.CodeAnalysis"), path);
        if (value is IEnumerable items)
        {
            foreach (var item in items)
                AssertPlain(item, $"{path}[]", seen);
            return;
        }

        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            AssertPlain(field.GetValue(value), $"{path}.{field.Name}", seen);
    }
}
