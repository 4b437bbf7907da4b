using DurableSdk.EndToEnd.Workload;

namespace DurableSdk.EndToEndTests.Harness;

/// <summary>
/// A file system of a few megabytes in memory, that one program sees: it is mounted in a namespace of that program's own, and what lies on it is copied out when the program ends. The test fills it and makes
/// room while the program runs.
/// </summary>
internal sealed class SmallDisk(TestDirectory directory)
{
    private const int Megabytes = 16;

    /// <summary>Mounts, starts the program and waits for words in the shape of files, which are seen in both namespaces.</summary>
    private const string Script = """
        set -e
        disk=$1 copy=$2 size=$3; shift 3
        mount -t tmpfs -o size="${size}m" tmpfs "$disk"
        (
            until [ -e "$copy/fill" ]; do sleep 0.01; done
            dd if=/dev/zero of="$disk/filler" bs=4k 2>/dev/null || true
            touch "$copy/filled"
            until [ -e "$copy/room" ]; do sleep 0.01; done
            rm "$disk/filler"
        ) &
        trap "kill $! 2>/dev/null || true" EXIT
        code=0
        "$@" || code=$?
        cp "$disk"/*.db* "$copy"
        exit $code
        """;

    private readonly string _disk = Made(directory["disk"]);
    private readonly string _copy = Made(directory["copy"]);

    /// <summary>A file on it, as the program names it.</summary>
    public string this[string name] => Path.Combine(_disk, name);

    /// <summary>The same file after the program's end.</summary>
    public string CopyOf(string name) => Path.Combine(_copy, name);

    /// <summary>Not every system lets a user mount in a namespace of one's own.</summary>
    public async Task RequireAsync()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("Mounts a file system in a namespace, which only Linux has.");
        using var trial = ChildProcess.Start("/bin/sh", ["-c", "exec unshare -Urm mount -t tmpfs tmpfs \"$0\"", _disk]);
        if (await trial.EndsAsync() != 0)
            Assert.Ignore($"May not mount a file system here: {trial.Errors}");
    }

    public ChildProcess Start(WorkloadArguments arguments) => ChildProcess.Start(
        "unshare",
        [
            "-Urm", "/bin/bash", "-c", Script, "small-disk", _disk, _copy, $"{Megabytes}",
            ChildProcess.Dotnet, Path.Combine(AppContext.BaseDirectory, WorkloadProcess.First), .. arguments.ToCommandLine(),
        ]);

    /// <summary>To the last page.</summary>
    public async Task FillAsync()
    {
        File.Create(CopyOf("fill")).Dispose();
        using var filled = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!File.Exists(CopyOf("filled")))
            await Task.Delay(5, filled.Token);
    }

    public void MakeRoom() => File.Create(CopyOf("room")).Dispose();

    private static string Made(string path) => Directory.CreateDirectory(path).FullName;
}
