using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace DurableSdk.EndToEndTests.Harness;

/// <summary>Signals to processes that a test has started.</summary>
[SuppressMessage("Interoperability", "SYSLIB1054", Justification = "No unsafe code for two integers.")]
internal static class Unix
{
    public const int Kill = 9;
    public const int Terminate = 15;

    private const int NoSuchProcess = 3;

    /// <summary>SIGSTOP and SIGCONT have other numbers on macOS than on Linux.</summary>
    public static int Stop => OperatingSystem.IsMacOS() ? 17 : 19;

    public static int Continue => OperatingSystem.IsMacOS() ? 19 : 18;

    public static void Require()
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("Sends Unix signals, which this system doesn't have.");
    }

    public static void Send(int processId, int signal)
    {
        if (SendSignal(processId, signal) != 0 && Marshal.GetLastPInvokeError() != NoSuchProcess)
            throw new InvalidOperationException($"Signal {signal} to process {processId}: error {Marshal.GetLastPInvokeError()}.");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}
