using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using DurableSdk.CompilerServices;
using DurableSdk.Replay;

namespace DurableSdk.Testing.Foreign;

/// <summary>Says where the code of a workflow has left its run.</summary>
internal static class ForeignWork
{
    /// <summary>An error with the calling stack.</summary>
    public static ExceptionDispatchInfo Here()
    {
        var run = WorkflowScope.Current?.Info;
        return ExceptionDispatchInfo.Capture(TestErrors.LeftItsRun(run is null ? "A workflow" : $"{run.WorkflowName} ({run.RunId})", Stack()));
    }

    /// <summary>Whether the container hands over work of its own, such as to compile how it makes a service that is asked for again: that changes no run.</summary>
    public static bool IsOfTheContainer() =>
        Array.Find(new StackTrace().GetFrames(), static frame => !IsTracing(frame) && !IsOfTheBaseLibrary(frame))?.GetMethod()?.DeclaringType?.Namespace == "Microsoft.Extensions.DependencyInjection.ServiceLookup";

    /// <summary>From what was called first in the base library to what the engine called: how it hands over work and how it runs the code says nothing.</summary>
    private static string Stack()
    {
        var frames = new StackTrace(fNeedFileInfo: true).GetFrames();
        var lines = new List<string>();
        foreach (var frame in frames.SkipWhile(IsTracing).TakeWhile(frame => frame.GetMethod()?.DeclaringType != typeof(RunScheduler)))
        {
            if (DiagnosticMethodInfo.Create(frame) is not { } method)
                continue;
            var file = frame.GetFileName() is { } path ? $" in {Path.GetFileName(path)}:{frame.GetFileLineNumber().ToString(CultureInfo.InvariantCulture)}" : "";
            lines.Add($"   at {method.DeclaringTypeName}.{method.Name}{file}");
        }

        var last = lines.FindLastIndex(line => !line.StartsWith("   at System.", StringComparison.Ordinal));
        return string.Concat(lines.Take(last + 1).Select(line => line + Environment.NewLine));
    }

    private static bool IsOfTheBaseLibrary(StackFrame frame) => frame.GetMethod()?.DeclaringType?.Namespace is { } name && (name == "System" || name.StartsWith("System.", StringComparison.Ordinal));

    private static bool IsTracing(StackFrame frame) =>
        frame.GetMethod()?.DeclaringType is { } type
        && (type.Namespace is "System.Diagnostics.Tracing" or "DurableSdk.Testing.Foreign" or "DurableSdk.Testing.Scheduling" || type.Name is "TplEventSource" or "FrameworkEventSource");
}
