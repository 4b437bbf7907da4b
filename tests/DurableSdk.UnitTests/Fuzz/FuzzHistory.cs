using DurableSdk.CompilerServices;
using DurableSdk.Events;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests.Fuzz;

/// <summary>A log that a run has really written, and the code that wrote it.</summary>
internal sealed record FuzzHistory(string Name, WorkflowDefinition Definition, IReadOnlyList<LogEntry> Log)
{
    private const int RandomRuns = 60;
    private const int EventsMax = 150;

    /// <summary>Of every kind of event there is one that holds it.</summary>
    public static IReadOnlyList<FuzzHistory> All() => [Saga(), Messages(), Family(), Updates(), Patches(), Chain(), .. Enumerable.Range(0, RandomRuns).Select(Random).Where(history => history.Log.Count < EventsMax)];

    private static FuzzHistory Random(int seed)
    {
        using var driver = new RandomDriver(seed);
        while (driver.Next())
        {
        }

        return new($"random {seed}", driver.Definition, [.. driver.Log]);
    }

    private static FuzzHistory Saga()
    {
        var definition = TestWorkflow.Of(async () =>
        {
            await Task.WhenAll(Flow.Undoable("A", 1), Flow.Undoable("B", 2, takesArguments: false, takesResult: true));
            Flow.SetStatus("Mark", "half");
            await Flow.Undoable("C", 3, takesArguments: true, takesResult: true);
            throw new InvalidOperationException("oops");
        });
        using var run = CoreHarness.Start(definition);
        run.TakeAll();
        run.Started("A#1").Complete("B#1", 20).FailAttempt("A#1", 1);
        run.TakeAll();
        run.Complete("A#1", 10);
        run.TakeAll();
        run.Mark("Mark#1").Complete("C#1", 30);
        run.TakeAll();
        run.Begin();
        run.TakeAll();
        run.Undo("C#1", "[3,30]");
        run.TakeAll();
        run.FailUndo("A#1");
        run.TakeAll();
        run.Undo("B#1", "[20]");
        run.TakeAll();
        run.Apply(new Blocked("DS1023", "not undone", "build"));
        run.TakeAll();
        run.Apply(new Resumed());
        run.TakeAll();
        run.Undo("A#1", "[1]");
        run.TakeAll();
        run.RecordEnd();
        return new("saga", definition, [.. run.Log]);
    }

    private static FuzzHistory Messages()
    {
        var definition = TestWorkflow.Of(async () =>
        {
            var sum = await Flow.Signal<int>("add") + await Flow.Signal<int>("add");
            await Flow.Send("other", "note", sum);
            var count = await Flow.Step("Count", sum);
            await Flow.Until("Enough", () => count > 0, 60);
            return await Flow.Signal<int>("end", 100) + count;
        });
        using var run = CoreHarness.Start(definition);
        run.TakeAll();
        run.Signal("add", 1).Signal("add", 2);
        run.TakeAll();
        run.Sent("Send-other#1");
        run.TakeAll();
        run.Apply(new Paused("wait")).Apply(new Resumed());
        run.TakeAll();
        run.Complete("Count#1", 4);
        run.TakeAll();
        run.StartTimer("Wait-end#1/timeout");
        run.TakeAll();
        run.Signal("end", 7);
        run.TakeAll();
        run.RecordEnd();
        return new("messages", definition, [.. run.Log]);
    }

    private static FuzzHistory Family()
    {
        var definition = TestWorkflow.Of(async () =>
        {
            try
            {
                return await Flow.Child("Slow").WithTimeout("LimitSlow", 5);
            }
            catch (TimeoutException)
            {
                return await Flow.Step("Instead");
            }
        });
        using var run = CoreHarness.Start(definition);
        run.TakeAll();
        run.StartChild("Slow#1", "slow").StartTimer("LimitSlow#1");
        run.TakeAll();
        run.Advance(5).Fire("LimitSlow#1");
        run.TakeAll();
        run.Apply(new ChildCancelRequested("Slow#1")).Complete("Instead#1", 3);
        run.TakeAll();
        run.RecordEnd();
        return new("family", definition, [.. run.Log]);
    }

    private static FuzzHistory Updates()
    {
        var sum = 0;
        var definition = UpdateTests.Taking(
            async () =>
            {
                sum = 0;
                return await Flow.Signal<int>("go") + sum;
            },
            async value => value == 3 ? throw new InvalidOperationException("broken") : sum += value + await Flow.Step("A"));
        using var run = CoreHarness.Start(definition);
        run.TakeAll();
        run.Update("u1", "add", 1);
        run.TakeAll();
        run.Complete("A#1", 5);
        run.TakeAll();
        run.EndUpdate("u1").Apply(new UpdateRejected("u2", "add", "no")).Update("u3", "add", 3);
        run.TakeAll();
        run.EndUpdate("u3").Signal("go", 10);
        run.TakeAll();
        run.RecordEnd();
        return new("updates", definition, [.. run.Log]);
    }

    private static FuzzHistory Patches()
    {
        var definition = TestWorkflow.Of(async () =>
        {
            await Flow.Step("A");
            await Flow.Step(Durable.Patched("change") ? "New" : "Old");
        });
        using var run = CoreHarness.Start(definition);
        run.TakeAll();
        run.Complete("A#1");
        run.TakeAll();
        run.RecordPatch("change").Complete("New#1");
        run.TakeAll();
        run.RecordEnd();
        return new("patches", definition, [.. run.Log]);
    }

    private static FuzzHistory Chain()
    {
        var definition = TestWorkflow.WithToken(async cancel =>
        {
            Flow.SetAttribute("Key", "key", 7);
            try
            {
                await Flow.Sleep("Long", 3600);
            }
            catch (OperationCanceledException)
            {
                try
                {
                    await Flow.Step("CleanUp");
                }
                catch (StepFailedException e)
                {
                    Flow.SetStatus("Failed", e.Failure.Type);
                }
            }

            return cancel.IsCancellationRequested ? throw Durable.ContinueAsNew() : 1;
        });
        using var run = CoreHarness.Start(definition, new CoreOptions { Attributes = new Dictionary<string, AttributeValue> { ["first"] = "one" }, Chain = ("run-0", "run-0") });
        run.TakeAll();
        run.Mark("Key#1").StartTimer("Long#1");
        run.TakeAll();
        run.Cancel("enough");
        run.TakeAll();
        run.CancelTimer("Long#1").Fail("CleanUp#1", new IOException("broken pipe", new TimeoutException("inner")));
        run.TakeAll();
        run.Mark("Failed#1");
        run.TakeAll();
        run.RecordEnd();
        return new("chain", definition, [.. run.Log]);
    }
}
