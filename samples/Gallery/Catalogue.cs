using Gallery.Demonstrations;
using Gallery.EventLog;
using Gallery.Onboarding;
using Gallery.Patterns;
using Gallery.Patterns.DocumentPipeline;
using Gallery.Practices;

namespace Gallery;

/// <summary>All samples. A new one is a file and a line here, and one in README.md.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<SampleGroup> Groups { get; } =
    [
        new("Patterns",
        [
            new EventSourcedOrderSample(),
            new OrderSagaSample(),
            new DocumentPipelineSample(),
            new CompensatingActionsSample(),
        ]),
        new("Demonstrations",
        [
            new PingPongSample(),
            new ChatSample(),
            new RemoteCommandsSample(),
            new CounterSample(),
            new SagaSample(),
            new TimerSample(),
            new OrderStateMachineSample(),
            new FanOutSample(),
            new RetrySample(),
            new CheckpointsSample(),
        ]),
        new("Event log",
        [
            new EventLogSample(),
            new StorageSample(),
            new RetriesInLogSample(),
            new SuspendResumeSample(),
            new TimeTravelSample(),
            new IdempotencySample(),
            new WebhookSample(),
            new CancellationSample(),
        ]),
        new("Step memory",
        [
            new OnboardingSample(),
        ]),
        new("Practices",
        [
            new EscalationSample(),
            new CircuitBreakerSample(),
            new DeadLetterSample(),
            new BatchChildrenSample(),
            new VersioningSample(),
            new NightlyBatchSample(),
        ]),
    ];

    public static ISample? Find(string name) => Groups.SelectMany(group => group.Samples).FirstOrDefault(sample => sample.Name == name);

    public static void Print()
    {
        foreach (var group in Groups)
        {
            Console.WriteLine(group.Title);
            foreach (var sample in group.Samples)
                Console.WriteLine($"  {sample.Name,-22}{sample.Summary}");
            Console.WriteLine();
        }
    }
}
