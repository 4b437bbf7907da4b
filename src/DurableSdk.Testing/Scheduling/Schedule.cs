using DurableSdk.Replay;

namespace DurableSdk.Testing.Scheduling;

/// <summary>What comes next, where more than one thing could.</summary>
internal abstract class Schedule
{
    /// <summary>What came first.</summary>
    public static Schedule InOrder { get; } = new Ordered();

    /// <summary>Which of so many to run.</summary>
    public abstract int Pick(int count);

    /// <summary>Whether the next timer comes although there is work: a machine may be slow.</summary>
    public abstract bool LetsTimePass();

    /// <summary>Any of them, as a seed wants it.</summary>
    public static Schedule Shuffled(ulong seed) => new Random(new RunRandom(seed));

    private sealed class Ordered : Schedule
    {
        public override int Pick(int count) => 0;

        public override bool LetsTimePass() => false;
    }

    private sealed class Random(RunRandom random) : Schedule
    {
        private const int TimePassesOnceIn = 32;

        public override int Pick(int count) => random.Next(count);

        public override bool LetsTimePass() => random.Next(TimePassesOnceIn) == 0;
    }
}
