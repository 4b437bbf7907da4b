using DurableSdk.Replay;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>
/// Runs in flight depend on these very numbers. They were computed by another program (xoshiro256** seeded through splitmix64,
/// as published) and never change.
/// </summary>
public sealed class RandomTests
{
    private const ulong Seed = 42;

    [Test]
    public void Random_numbers_of_a_seed_never_change() => Assert.Multiple(() =>
    {
        Assert.That(Draw(5, r => r.Next()), Is.EqualTo([180094358, 813853890, 1460382104, 1985762978, 2129882686]));
        Assert.That(Draw(8, r => r.Next(100)), Is.EqualTo([8, 37, 68, 92, 99, 76, 71, 85]));
        Assert.That(Draw(8, r => r.Next(-5, 5)), Is.EqualTo([-5, -2, 1, 4, 4, 2, 2, 3]));
        Assert.That(Draw(3, r => r.NextInt64()), Is.EqualTo([773499382201279370, 3495475846482271550, 6272293381124279503]));
        Assert.That(
            Draw(3, r => r.NextInt64(long.MinValue, long.MaxValue)),
            Is.EqualTo([-7676373272452217067, -2232420343890232707, 3321214725393783200]));
        Assert.That(Draw(3, r => r.NextDouble()), Is.EqualTo([0.08386297105988216, 0.3789802506626686, 0.6800434110281394]));
        Assert.That(Draw(3, r => r.NextSingle() * 16777216f), Is.EqualTo([1406987, 6358233, 11409235]));
        Assert.That(Draw(1, r => Bytes(r, 11)).Single(), Is.EqualTo(Convert.FromHexString("16c72e0c2e0b78157e3a11")));
    });

    [Test]
    public void Generator_that_the_code_has_kept_gives_no_number_to_a_condition()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var random = Durable.Random;
            await Flow.Until("U", () => random.Next() > 0);
            return 1;
        });

        Assert.That(run.Error?.Code, Is.EqualTo("DS1015"));
    }

    [Test]
    public void Ids_of_a_seed_never_change()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var first = Durable.NewGuid();
            _ = Durable.Random.Next();
            await Flow.Step("A");
            return $"{first} {Durable.NewGuid()} {Durable.NewGuid()}";
        });

        run.Gives("execute A#1").Complete("A#1");
        run.Ends("completed \"854316ae-9829-44f7-a859-699d1d4c166f 5e15bd68-d19f-4621-be0e-63ab209e8b51 d8d9231a-9338-44b3-8b17-8263dd45cd7a\"");
    }

    [Test]
    public void Random_of_a_run_is_drawn_from_its_seed()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var first = Durable.Random.Next(100);
            await Flow.Step("A", first);
            return $"{first} {Durable.Random.Next(100)}";
        });

        run.Gives("execute A#1").Complete("A#1").Ends("completed \"8 37\"");
    }

    [Test]
    public void Runs_of_different_seeds_draw_different_ids()
    {
        var ids = Enumerable.Range(0, 1_000).Select(seed => new RunRandom((ulong)seed).NextGuid());

        Assert.That(ids, Is.Unique);
    }

    [Test]
    public void Random_numbers_are_spread_evenly()
    {
        const int Draws = 100_000;
        var random = new RunRandom(7);
        var counts = new int[10];
        for (var i = 0; i < Draws; i++)
            counts[random.Next(10)]++;

        // The seed is fixed: five standard deviations say that the method is sound, not that luck was good.
        Assert.That(counts, Is.All.InRange(Draws / 10 - 475, Draws / 10 + 475));
    }

    [Test]
    public void Random_bounds_are_those_of_the_base_library() => Assert.Multiple(() =>
    {
        var random = new RunRandom(1);
        Assert.That(random.Next(0), Is.Zero);
        Assert.That(random.Next(1), Is.Zero);
        Assert.That(random.Next(5, 5), Is.EqualTo(5));
        Assert.That(random.Next(int.MinValue, int.MaxValue), Is.LessThan(int.MaxValue));
        Assert.That(() => random.Next(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => random.Next(2, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => random.NextInt64(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => random.NextInt64(2, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    });

    [Test]
    public void Random_has_no_overridable_member_left_to_the_base_library()
    {
        var left = typeof(Random).GetMethods().Where(m => m.IsVirtual && m.DeclaringType == typeof(Random)).Select(m => m.ToString())
            .Except(typeof(RunRandom).GetMethods().Where(m => m.DeclaringType == typeof(RunRandom)).Select(m => m.ToString()));

        Assert.That(left, Is.Empty);
    }

    private static T[] Draw<T>(int count, Func<Random, T> draw)
    {
        var random = new RunRandom(Seed);
        return [.. Enumerable.Range(0, count).Select(_ => draw(random))];
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
