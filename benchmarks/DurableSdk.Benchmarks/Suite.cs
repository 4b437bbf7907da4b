namespace DurableSdk.Benchmarks;

/// <summary>All benchmarks, in the order of the table.</summary>
internal static class Suite
{
    public static readonly IReadOnlyList<IBenchmark> All =
    [
        new StepsBenchmark(512, reach: 0.5),
        new StepsBenchmark(64, reach: 0.3),
        new AloneBenchmark(),
        new StartsBenchmark(),
        new ResumeBenchmark(),
        new GrowthBenchmark(),
        new FanOutBenchmark(),
        new TimersBenchmark(),
        new SleepersBenchmark(),
        new HostStartBenchmark(),
        new AllocationBenchmark(),
        new RawBenchmark(),
        new BareBenchmark(512, 64),
    ];
}
