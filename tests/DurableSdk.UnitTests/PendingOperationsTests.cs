using DurableSdk.Replay;

namespace DurableSdk.UnitTests;

/// <summary>What the code waits for, and all that it has asked for.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PendingOperationsTests
{
    private readonly Operation[] _all = [.. "abcd".Select(id => new Asked($"{id}"))];

    [TestCase(0, "bcd")]
    [TestCase(1, "acd")]
    [TestCase(3, "abc")]
    public void Operation_that_is_removed_leaves_the_others_in_their_order(int which, string left)
    {
        var pending = Pending();

        Assert.That(pending.Remove(_all[which]), Is.True);

        Assert.That(Ids(pending), Is.EqualTo(left));
        Assert.That(pending, Has.Count.EqualTo(3));
        Assert.That(pending.Remove(_all[which]), Is.False, "it is gone");
        pending.Add(_all[which]);
        Assert.That(Ids(pending), Is.EqualTo(left + _all[which].Id));
    }

    [Test]
    public void Cleared_operations_are_none_of_them_any_more()
    {
        var pending = Pending();

        pending.Clear();

        Assert.That(pending, Is.Empty);
        Assert.That(_all.Select(pending.Remove), Is.All.False);
        pending.Add(_all[2]);
        Assert.That(Ids(pending), Is.EqualTo("c"), "no link of before is left");
    }

    [Test]
    public void Last_one_that_is_removed_leaves_an_empty_list_that_takes_others()
    {
        var pending = new PendingOperations { _all[0] };

        pending.Remove(_all[0]);
        pending.Add(_all[1]);

        Assert.That(Ids(pending), Is.EqualTo("b"));
    }

    [Test]
    public void Table_finds_by_id_keeps_the_order_and_takes_no_id_twice()
    {
        var table = new OperationTable();
        foreach (var operation in _all)
            table.Add(operation);

        Assert.That(table.Find("c"), Is.SameAs(_all[2]));
        Assert.That(table.Find("C"), Is.Null);
        Assert.That(table.Contains("d"), Is.True);
        Assert.That(Ids(table), Is.EqualTo("abcd"));
        Assert.Throws<ArgumentException>(() => table.Add(new Asked("b")));
        var other = new Asked("b");
        table.Replace(other);
        Assert.That(table.Find("b"), Is.SameAs(other));
    }

    private PendingOperations Pending()
    {
        var pending = new PendingOperations();
        foreach (var operation in _all)
            pending.Add(operation);
        return pending;
    }

    private static string Ids(IEnumerable<Operation> operations) => string.Concat(operations.Select(operation => operation.Id));

    private sealed class Asked(string id) : Operation(id, "Here.cs:1", default)
    {
        public override string Kind => "step";

        public override bool ArgumentsMatch(ReadOnlyMemory<byte> recorded) => true;

        public override void DeliverCancellation(CancellationToken token) => IsDelivered = true;

        protected override Command? Request() => null;

        protected override Command? CancelRequest() => null;
    }
}
