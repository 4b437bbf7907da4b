using System.Diagnostics;
using System.Text;

namespace DurableSdk.EndToEndTests.Harness;

/// <summary>A process that a test has started, with what it has said so far. Killed at the latest when it is disposed.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly List<(Predicate<string> Matches, TaskCompletionSource<string> Seen)> _awaited = [];
    private readonly Task _ended;

    private ChildProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        var output = ReadAsync(_process.StandardOutput, _output);
        var errors = ReadAsync(_process.StandardError, _errors);
        _ended = Task.WhenAll(output, errors, _process.WaitForExitAsync());
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    /// <summary>The command of the SDK that runs the tests.</summary>
    public static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static ChildProcess Start(string file, IEnumerable<string> arguments, string? directory = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = directory ?? "",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        return new ChildProcess(start);
    }

    /// <summary>Waits until it has said a line with the text, on either stream.</summary>
    public async Task<string> SaysAsync(string text)
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_awaited)
        {
            if (Lines().FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } line)
                return line;
            _awaited.Add((said => said.Contains(text, StringComparison.Ordinal), seen));
        }

        try
        {
            await Task.WhenAny(seen.Task, _ended).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"No \"{text}\" within {Patience} from{Environment.NewLine}{this}");
        }

        return seen.Task.IsCompleted ? await seen.Task : throw new InvalidOperationException($"No \"{text}\" before the end of{Environment.NewLine}{this}");
    }

    /// <summary>Looks again and again until something is to be seen of it, as long as it runs.</summary>
    public async Task UntilAsync(Func<bool> isThere)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!isThere())
        {
            Assert.That(HasExited, Is.False, ToString);
            await Task.Delay(5, patience.Token);
        }
    }

    /// <summary>Waits until it serves HTTP, and gives its address.</summary>
    public async Task<Uri> ListensAsync()
    {
        const string Listening = "Now listening on: ";
        var line = await SaysAsync(Listening);
        return new Uri(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..]);
    }

    /// <summary>Does nothing once it has ended.</summary>
    public void Signal(int signal)
    {
        if (!_process.HasExited)
            Unix.Send(_process.Id, signal);
    }

    /// <summary>As <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndsAsync();
    }

    public async Task<int> EndsAsync()
    {
        try
        {
            await _ended.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"No end within {Patience} of{Environment.NewLine}{this}");
        }

        return _process.ExitCode;
    }

    /// <summary>Waits for its end and asserts that it has succeeded.</summary>
    public async Task SucceedsAsync() => Assert.That(await EndsAsync(), Is.Zero, ToString);

    public override string ToString() => $"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)}{Environment.NewLine}{Output}{Errors}";

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader, StringBuilder into)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_awaited)
            {
                into.AppendLine(line);
                foreach (var (_, seen) in _awaited.Where(awaited => awaited.Matches(line)))
                    seen.TrySetResult(line);
                _awaited.RemoveAll(awaited => awaited.Seen.Task.IsCompleted);
            }
        }
    }

    private string[] Lines() => $"{_output}{_errors}".Split(Environment.NewLine);

    private string Text(StringBuilder text)
    {
        lock (_awaited)
            return text.ToString();
    }
}
