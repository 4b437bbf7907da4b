using DurableSdk.EndToEnd.Workload;

namespace DurableSdk.EndToEndTests.Harness;

/// <summary>The workload's two builds, and how to start one.</summary>
internal static class WorkloadProcess
{
    public const string First = "DurableSdk.EndToEnd.Workload.dll";
    public const string Next = "DurableSdk.EndToEnd.WorkloadNext.dll";

    public static ChildProcess Start(WorkloadArguments arguments, string build = First) =>
        ChildProcess.Start(ChildProcess.Dotnet, [Path.Combine(AppContext.BaseDirectory, build), .. arguments.ToCommandLine()]);
}
