namespace DurableSdk.SimulationTests.Programs;

/// <summary>Programs as a test writes them. Each part gets its number when it is made.</summary>
internal sealed class Tree
{
    private int _lastId;

    public Node Step(StepManner manner = StepManner.Plain, int takes = 0, int fails = 0, int undoFails = 0) =>
        new StepNode { Id = ++_lastId, Manner = manner, Takes = takes, Fails = fails, UndoFails = undoFails };

    public Node Sleep(int time) => new SleepNode { Id = ++_lastId, Time = time };

    public Node Signal(int? limit = null) => new SignalNode { Id = ++_lastId, Limit = limit };

    public Node Send(int to) => new SendNode { Id = ++_lastId, To = to };

    public Node Throw() => new ThrowNode { Id = ++_lastId };

    public Node Continue() => new ContinueNode { Id = ++_lastId };

    public Node Limit(int time, Node body) => new LimitNode { Id = ++_lastId, Time = time, Body = body };

    public Node Shield(Node body) => new ShieldNode { Id = ++_lastId, Body = body };

    public Node Child(params Node[] generations) => new ChildNode { Id = ++_lastId, Generations = generations };

    public Node Sequence(params Node[] children) => new SequenceNode { Id = ++_lastId, Children = children };

    public Node Parallel(params Node[] children) => new ParallelNode { Id = ++_lastId, Children = children };

    public Node Race(params Node[] children) => new RaceNode { Id = ++_lastId, Children = children };

    public Node Try(Node body, Node handler, bool cancellation = false) => new TryNode { Id = ++_lastId, Body = body, Handler = handler, Cancellation = cancellation };
}
