using DurableSdk.CompilerServices;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>What the code lets go of, its core doesn't keep: a run may get messages for years.</summary>
[NonParallelizable]
public sealed class KeptPayloadTests
{
    private const int Passes = 20;

    private static readonly List<WeakReference> All = [];

    [TestCase("step")]
    [TestCase("signal")]
    [TestCase("hook")]
    [TestCase("stream")]
    [TestCase("child")]
    [TestCase("until")]
    [TestCase("timeout")]
    public void Long_loop_keeps_no_payload_that_it_is_through_with(string kind)
    {
        All.Clear();
        using var run = CoreHarness.Start(() => LoopAsync(kind), new CoreOptions { IsEvictedToo = false });
        run.TakeAll();
        if (kind is "hook" or "stream")
        {
            run.Made("Hook#1");
            run.TakeAll();
        }

        for (var pass = 1; pass <= Passes; pass++)
            Give(run, kind, pass);

        Assert.That(All, Has.Count.GreaterThanOrEqualTo(Passes));
        Assert.That(Alive(), Is.LessThanOrEqualTo(All.Count - Passes + 2), "the last one may be in hand");
    }

    private static void Give(CoreHarness run, string kind, int pass)
    {
        var suffix = pass == 1 ? "" : $"[{pass}]";
        switch (kind)
        {
            case "step" or "timeout": run.Complete($"S#1{suffix}", Payload.Sent); break;
            case "signal": run.Signal("go", Payload.Sent); break;
            case "hook" or "stream": run.Deliver(Payload.Sent); break;
            case "until": run.Complete($"T#1{suffix}"); break;
            case "child":
                run.StartChild($"C#1{suffix}", $"child-{pass}");
                run.TakeAll();
                run.ChildCompleted($"C#1{suffix}", $"child-{pass}", Payload.Sent);
                break;
        }

        run.TakeAll();
    }

    private static async Task<int> LoopAsync(string kind)
    {
        if (kind is "hook" or "stream")
            return await HookAsync(kind);
        while (true)
            await OnceAsync(kind);
    }

    private static async Task<int> HookAsync(string kind)
    {
        var hook = await Flow.Hook<Payload>();
        while (kind == "hook")
            await hook.NextAsync();
        await foreach (var _ in hook)
        {
        }

        return 0;
    }

    private static Task OnceAsync(string kind) => kind switch
    {
        "step" => Flow.Step<int, Payload>("S", 1),
        "timeout" => Flow.Step<int, Payload>("S", 1).WithTimeout("Limit", 100),
        "signal" => Flow.Signal<Payload>("go"),
        "child" => new ChildWorkflow<ValueTuple<int>, Payload>("C", 1, Flow.Codec<int>()).CallInWorkflow("C#1", "Flow.cs:1", new ValueTuple<int>(1))!,
        _ => UntilAsync(),
    };

    private static async Task UntilAsync()
    {
        var payload = new Payload("the code's own");
        var step = Flow.Step("T");
        await Flow.Until("U", () => step.IsCompleted && payload.Text.Length > 0);
    }

    private static int Alive()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return All.Count(one => one.IsAlive);
    }

    internal sealed class Payload
    {
        public static readonly Payload Sent = new("sent");

        public Payload(string text)
        {
            Text = text;
            All.Add(new WeakReference(this));
        }

        public string Text { get; }
    }
}
