using System.Runtime.Loader;
using DurableSdk.CompilerServices;
using Microsoft.CodeAnalysis;

namespace DurableSdk.RoslynTests.Harness;

/// <summary>Compiles a project with generator and analyzer, loads it and runs <c>Case.RunAsync()</c>, inside a run or outside.</summary>
internal static class Program
{
    /// <summary>What a run of <c>static Task&lt;string&gt; Case.RunAsync()</c> made of durable calls.</summary>
    public static async Task<(RecordingScope Scope, string Result)> RunAsync(string source, string assembly = "App", bool undo = false)
    {
        var scope = new RecordingScope { Undoes = undo };
        return (scope, await InvokeAsync(Project.Of(source, assembly), scope, []));
    }

    /// <summary>As above; workflows that the case's workflow calls are written down and not executed.</summary>
    public static async Task<RecordingScope> RunParentAsync(string source, params byte[][] libraries) => await RunParentAsync(Project.Of(source), libraries);

    public static async Task<RecordingScope> RunParentAsync(Project project, params byte[][] libraries)
    {
        var scope = new RecordingScope { TakesChildren = true };
        await InvokeAsync(project, scope, libraries);
        return scope;
    }

    public static async Task<(RecordingScope Scope, string Result)> RunAsync(Project project, params byte[][] libraries)
    {
        var scope = new RecordingScope();
        return (scope, await InvokeAsync(project, scope, libraries));
    }

    public static async Task<string> RunOutsideAsync(string source) => await InvokeAsync(Project.Of(source), null, []);

    public static System.Reflection.Assembly Load(Project project, params byte[][] libraries)
    {
        var context = new AssemblyLoadContext("case", isCollectible: true);
        foreach (var library in libraries)
            context.LoadFromStream(new MemoryStream(library));
        return context.LoadFromStream(new MemoryStream(project.Build()));
    }

    public static MetadataReference ReferenceTo(byte[] image) => MetadataReference.CreateFromImage(image);

    private static async Task<string> InvokeAsync(Project project, RunScope? scope, byte[][] libraries)
    {
        var method = Load(project, libraries).GetType("Case", throwOnError: true)!.GetMethod("RunAsync")!;
        return await Task.Run(async () =>
        {
            WorkflowScope.Enter(scope!);
            return await (Task<string>)method.Invoke(null, null)!;
        });
    }
}
