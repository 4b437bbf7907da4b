using DurableSdk.Replay;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

public sealed class ArgumentComparisonTests
{
    [Test]
    public void Arguments_with_a_new_optional_property_are_the_same() =>
        Assert.That(Replays(new OrderV1("o-1", 5), new OrderV2("o-1", 5)), Is.True);

    [Test]
    public void Arguments_with_a_new_property_that_has_another_value_differ() =>
        Assert.That(Replays(new OrderV1("o-1", 5), new OrderV2("o-1", 5, "gift")), Is.False);

    [Test]
    public void Arguments_in_another_property_order_are_the_same() =>
        Assert.That(Replays(new OrderV1("o-1", 5), new Reordered(5, "o-1")), Is.True);

    [Test]
    public void Arguments_with_a_removed_property_are_the_same() =>
        Assert.That(Replays(new OrderV2("o-1", 5, "gift"), new OrderV1("o-1", 5)), Is.True);

    [Test]
    public void Arguments_with_a_renamed_property_differ() =>
        Assert.That(Replays(new OrderV1("o-1", 5), new Renamed("o-1", 5)), Is.False);

    [Test]
    public void Arguments_with_another_value_differ() =>
        Assert.That(Replays(new OrderV1("o-1", 5), new OrderV1("o-1", 6)), Is.False);

    [Test]
    public void Arguments_of_a_type_that_cannot_be_read_differ() =>
        Assert.That(Replays("five", 5), Is.False);

    [Test]
    public void Arguments_of_a_type_whose_constructor_refuses_differ() =>
        Assert.That(Replays(new OrderV1("o-1", -5), new Checked("o-1", 5)), Is.False);

    [Test]
    public void Arguments_that_are_exempt_are_not_compared() =>
        Assert.That(Replays(1, 2, compared: false), Is.True);

    [Test]
    public void Arguments_that_nest_as_deep_as_values_may_are_compared()
    {
        var deep = Nested.OfDepth(62);
        Assert.That(Replays(deep, deep with { Name = "x" }), Is.False);
        Assert.That(Replays(deep, deep), Is.True);
    }

    /// <summary>Whether a run whose step was recorded with one argument goes on when the code passes another.</summary>
    private static bool Replays<TRecorded, TNow>(TRecorded recorded, TNow now, bool compared = true)
    {
        using var run = CoreHarness.Start(async () => await Flow.Step<TRecorded, int>("A", recorded, compared: compared));
        run.Gives("execute A#1").Complete("A#1").TakeAll();
        using var changed = run.Replay(TestWorkflow.Of(async () => await Flow.Step<TNow, int>("A", now, compared: compared)));
        return changed.TakeCommands().Single() is FinishRun;
    }

    internal sealed record OrderV1(string Id, int Total);

    internal sealed record OrderV2(string Id, int Total, string? Note = null);

    internal sealed record Reordered(int Total, string Id);

    internal sealed record Renamed(string Id, int Amount);

    internal sealed record Checked
    {
        public Checked(string id, int total)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(total);
            (Id, Total) = (id, total);
        }

        public string Id { get; }

        public int Total { get; }
    }
}
