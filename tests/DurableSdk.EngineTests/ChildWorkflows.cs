namespace DurableSdk.EngineTests;

/// <summary>Doubles a number, in a step that refuses some.</summary>
public sealed class DoubleWorkflow(Journal journal)
{
    /// <summary>Nobody else can name it, so it is never made again, whatever other workflows catch.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1064", Justification = "That is the point.")]
    private sealed class TooSmallException(string message) : Exception(message);

    [Workflow]
    public async Task<int> RunAsync(int value) => await DoubleAsync(value);

    [Step(MaxAttempts = 1)]
    private Task<int> DoubleAsync(int value)
    {
        journal.Add($"double {value}");
        return value switch
        {
            < -100 => throw new InvalidDataException($"{value} is too small"),
            < 0 => throw new TooSmallException($"{value} is negative"),
            _ => Task.FromResult(2 * value),
        };
    }
}

/// <summary>Calls another workflow once for each number, all at once.</summary>
public sealed class FanWorkflow(DoubleWorkflow child)
{
    [Workflow]
    public async Task<int> RunAsync(int count) => (await Task.WhenAll(Enumerable.Range(0, count).Select(i => child.RunAsync(i)))).Sum();
}

/// <summary>Calls itself until there is nothing left to do.</summary>
public sealed class FactorialWorkflow
{
    [Workflow]
    public async Task<long> RunAsync(int n) => n <= 1 ? 1 : n * await RunAsync(n - 1);
}

/// <summary>What a workflow is called through.</summary>
public interface IDesk
{
    Task<string> OpenAsync(string owner, CancellationToken cancel = default);
}

/// <summary>Waits for a signal, and says who its parent is.</summary>
public sealed class DeskWorkflow(Journal journal) : IDesk
{
    [Workflow]
    public async Task<string> OpenAsync(string owner, CancellationToken cancel = default)
    {
        try
        {
            var word = await Durable.WaitForSignal<string>("word");
            return word == "again" ? throw Durable.ContinueAsNew(owner + "+") : $"{owner} {word}";
        }
        catch (OperationCanceledException)
        {
            await NoteAsync($"clean {owner}");
            throw;
        }
    }

    [Step]
    private Task NoteAsync(string line)
    {
        journal.Add(line);
        return Task.CompletedTask;
    }
}

/// <summary>Waits for a child in the way that it is told.</summary>
public sealed class HolderWorkflow(IDesk desk, Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync(string how)
    {
        try
        {
            return how switch
            {
                "shield" => await Durable.Shield(() => desk.OpenAsync(how)),
                "limit" => await desk.OpenAsync(how).WithTimeout(TimeSpan.FromHours(1)),
                "loser" => await await Task.WhenAny(desk.OpenAsync(how), NoteAsync("won")),
                "detach" => await Durable.Detach(() => desk.OpenAsync(how)),
                "leave" => await LeaveAsync(),
                _ => await desk.OpenAsync(how),
            };
        }
        catch (ChildWorkflowFailedException e)
        {
            return $"{e.Status} {e.Reason}";
        }
        catch (TimeoutException)
        {
            return "timed out";
        }
    }

    private async Task<string> LeaveAsync()
    {
        var child = desk.OpenAsync("leave");
        await NoteAsync("left");
        return Durable.Run.PreviousRunId is null ? throw Durable.ContinueAsNew("leave") : await child;
    }

    [Step]
    private Task<string> NoteAsync(string line)
    {
        journal.Add(line);
        return Task.FromResult(line);
    }
}

/// <summary>Says how a child ended that refused its number.</summary>
public sealed class CarefulWorkflow(DoubleWorkflow child)
{
    [Workflow]
    public async Task<string> RunAsync(int value)
    {
        try
        {
            return $"{await child.RunAsync(value)}";
        }
        catch (InvalidDataException e)
        {
            return $"caught {e.Message}";
        }
        catch (ChildWorkflowFailedException e)
        {
            return $"{e.Status} {e.Failure!.Type} {e.Failure.Message} {e.OperationId}";
        }
    }
}

/// <summary>Workflows of one class that call each other, one of them private and one static.</summary>
public sealed class ToursWorkflow
{
    [Workflow(Name = "Tour")]
    public async Task<string> RunAsync(string name) => $"{await LegAsync(name, 1)} {await LegAsync(name, 2)} {await HomeAsync()}";

    [Workflow(Name = "Leg")]
    private async Task<string> LegAsync(string name, int number)
    {
        await Durable.Sleep(TimeSpan.FromMilliseconds(1));
        return $"{name}{number}";
    }

    [Workflow(Name = "Home")]
    public static async ValueTask<string> HomeAsync()
    {
        await Durable.Sleep(TimeSpan.FromMilliseconds(1));
        return "home";
    }
}

/// <summary>Starts a child that outlives it, and waits itself for ever.</summary>
public sealed class KeeperWorkflow(IDesk desk)
{
    [Workflow]
    public async Task RunAsync()
    {
        await Durable.Detach(() => desk.OpenAsync("kept"));
        await Durable.WaitForSignal<string>("never");
    }
}
