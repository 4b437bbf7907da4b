using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>A workflow drawn from a seed: a tree of steps, children and sleeps, one after the other, in parallel, as a race, in loops, in try blocks and under time limits, and what the run says of itself in between.</summary>
internal sealed class RandomWorkflow(int seed)
{
    private const int CompositeDepth = 2;
    private const int DepthMax = 4;

    private readonly Random _shape = new(seed);
    private int _sites;

    public Func<Task<int>> Build() => Node(0);

    private Func<Task<int>> Node(int depth) => _shape.Next(depth < CompositeDepth ? 4 : 0, depth < DepthMax ? 12 : 4) switch
    {
        0 => Step(),
        1 => Sleep(),
        2 => Mark(),
        3 => Child(),
        4 => Sequence(Children(depth)),
        5 => Parallel(Children(depth)),
        6 => Race(Children(depth)),
        7 => Loop(Node(depth + 1), _shape.Next(1, 4)),
        8 => Try(Node(depth + 1), Node(depth + 1), Node(depth + 1)),
        9 => Each(Children(depth)),
        10 => Limit(Node(depth + 1)),
        _ => Branch(Step(), Node(depth + 1), Node(depth + 1)),
    };

    private Func<Task<int>>[] Children(int depth) => [.. Enumerable.Range(0, _shape.Next(1, 4)).Select(_ => Node(depth + 1))];

    private Func<Task<int>> Step()
    {
        var name = $"Step{_sites++}";
        return () => Flow.Step(name, Durable.Random.Next(100));
    }

    private Func<Task<int>> Child()
    {
        var name = $"Child{_sites++}";
        return () => Flow.Child(name, Durable.Random.Next(100));
    }

    private Func<Task<int>> Mark()
    {
        var name = $"Mark{_sites++}";
        var key = _shape.Next(3);
        return () =>
        {
            var value = Durable.Random.Next(100);
            if (key == 0)
                Flow.SetStatus(name, $"at {value}");
            else
                Flow.SetAttribute(name, $"key-{key}", value % 7 == 0 ? null : value);
            return Task.FromResult(value);
        };
    }

    private Func<Task<int>> Sleep()
    {
        var name = $"Sleep{_sites++}";
        var seconds = _shape.Next(0, 100);
        return async () =>
        {
            await Flow.Sleep(name, seconds);
            return (int)(Durable.UtcNow - CoreHarness.Epoch).TotalSeconds;
        };
    }

    /// <summary>Of a step or a child itself, of a sleep, or of the task of whatever else comes.</summary>
    private Func<Task<int>> Limit(Func<Task<int>> child)
    {
        var name = $"Limit{_sites++}";
        var seconds = _shape.Next(0, 100);
        return _shape.Next(4) switch
        {
            0 => () => Flow.Step($"{name}Step").WithTimeout(name, seconds),
            2 => () => Flow.Child($"{name}Child").WithTimeout(name, seconds),
            1 => SleepAsync,
            _ => () => child().WithTimeout(name, seconds),
        };

        async Task<int> SleepAsync()
        {
            await Flow.Sleep($"{name}Sleep", 50).WithTimeout(name, seconds);
            return seconds;
        }
    }

    private static Func<Task<int>> Sequence(Func<Task<int>>[] children) => async () =>
    {
        var hash = 17;
        foreach (var child in children)
            hash = Mix(hash, await child());
        return hash;
    };

    private static Func<Task<int>> Parallel(Func<Task<int>>[] children) => async () =>
        (await Task.WhenAll(children.Select(child => child()))).Aggregate(19, Mix);

    private static Func<Task<int>> Race(Func<Task<int>>[] children) => async () => Mix(23, await await Task.WhenAny(children.Select(child => child())));

    private static Func<Task<int>> Each(Func<Task<int>>[] children) => async () =>
    {
        var hash = 29;
        await foreach (var task in Flow.WhenEach(children.Select(child => child()).ToArray()))
            hash = Mix(hash, await task);
        return hash;
    };

    private static Func<Task<int>> Loop(Func<Task<int>> body, int passes) => async () =>
    {
        var hash = 31;
        for (var i = 0; i < passes; i++)
            hash = Mix(hash, await body());
        return hash;
    };

    private static Func<Task<int>> Branch(Func<Task<int>> condition, Func<Task<int>> then, Func<Task<int>> otherwise) => async () =>
        Mix(37, await (await condition() % 2 == 0 ? then() : otherwise()));

    private static Func<Task<int>> Try(Func<Task<int>> body, Func<Task<int>> handler, Func<Task<int>> last) => async () =>
    {
        var hash = 41;
        try
        {
            hash = Mix(hash, await body());
        }
        catch (StepFailedException e)
        {
            hash = Mix(hash, e.StepId.Length + await handler());
        }
        catch (ChildWorkflowFailedException e)
        {
            hash = Mix(hash, (int)e.Status + await handler());
        }
        catch (TimeoutException)
        {
            hash = Mix(hash, await handler());
        }
        finally
        {
            hash = Mix(hash, await last());
        }

        return hash;
    };

    private static int Mix(int hash, int value) => unchecked((hash * 31) + value);
}
