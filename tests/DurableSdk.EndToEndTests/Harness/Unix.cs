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

    /// <summary>
    /// A signal is taken by one thread of the process, which stops the others: on a busy machine they go on for some milliseconds, and would begin a transaction. Only Linux shows how its threads stand.
    /// </summary>
    public static void WaitUntilStopped(int processId)
    {
        var threads = $"/proc/{processId}/task";
        while (Directory.Exists(threads) && !Directory.GetDirectories(threads).All(IsStopped))
            Thread.Yield();
    }

    /// <summary>The state follows the name, which may hold anything but ends with the last parenthesis.</summary>
    private static bool IsStopped(string thread)
    {
        try
        {
            var line = File.ReadAllText(Path.Combine(thread, "stat"));
            return line[line.LastIndexOf(')') + 2] is 'T' or 't' or 'Z' or 'X';
        }
        catch (IOException)
        {
            // It has ended.
            return true;
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}
