namespace DurableSdk.EngineTests;

/// <summary>A step's result of a given size, and one more step.</summary>
public sealed class LargeWorkflow
{
    [Workflow]
    public async Task<int> RunAsync(int size) => (await MakeAsync(size)).Length + await OneAsync();

    [Step]
    private Task<string> MakeAsync(int size) => Task.FromResult(new string('x', size));

    [Step]
    private Task<int> OneAsync() => Task.FromResult(1);
}

public interface ICounter
{
    Task<int> NextAsync();
}

public sealed class Counter : ICounter
{
    public Task<int> NextAsync() => Task.FromResult(7);
}

public sealed class Untidy : IDisposable
{
    public void Dispose() => throw new InvalidOperationException("untidy");
}

public sealed class NeverBuiltWorkflow(Untidy untidy, ICounter counter)
{
    [Workflow]
    public Task<string> RunAsync() => Task.FromResult($"{untidy} {counter}");
}

public sealed class NeedsServiceWorkflow(ICounter counter)
{
    [Workflow]
    public async Task<int> RunAsync() => await UseAsync();

    [Step]
    private Task<int> UseAsync() => counter.NextAsync();
}

public sealed class NeedsServiceAndSignalWorkflow(ICounter counter)
{
    [Workflow]
    public async Task<int> RunAsync() => await UseAsync() + await Durable.WaitForSignal<int>("add");

    [Step]
    private Task<int> UseAsync() => counter.NextAsync();
}

public sealed class LoopedNode
{
    public LoopedNode? Next { get; set; }
}

public sealed class UnserializableWorkflow
{
    [Workflow]
    public async Task RunAsync() => await MakeAsync();

    [Step]
    private Task<LoopedNode> MakeAsync()
    {
        var node = new LoopedNode();
        node.Next = node;
        return Task.FromResult(node);
    }
}

/// <summary>What the code of a workflow looks like in one build of the program.</summary>
public sealed record Shape(bool IsMended);

/// <summary>Stands for a workflow whose code was changed while a run was in flight.</summary>
public sealed class ChangedWorkflow(Shape shape, Journal journal)
{
    [Workflow]
    public async Task<int> RunAsync() => (shape.IsMended ? await FirstAsync() : await OtherAsync()) + await GateAsync();

    [Step]
    private Task<int> FirstAsync()
    {
        journal.Add("first");
        return Task.FromResult(1);
    }

    [Step]
    private Task<int> OtherAsync()
    {
        journal.Add("other");
        return Task.FromResult(2);
    }

    [Step]
    private async Task<int> GateAsync()
    {
        journal.Reach("at gate");
        await journal.Reached("gate");
        return 10;
    }
}
