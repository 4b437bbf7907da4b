namespace DurableSdk.RoslynTests.Fixes;

/// <summary>What ends a run is thrown (DUR1027).</summary>
public sealed class ContinueAsNewTests
{
    [TestCase("Durable.ContinueAsNew(order); // again", "throw Durable.ContinueAsNew(order); // again")]
    [TestCase("if (order.Total > 1)\n    _ = Durable.ContinueAsNew(order);", "if (order.Total > 1)\n    throw Durable.ContinueAsNew(order);")]
    public Task Exception_that_is_made_is_thrown(string before, string after) => Fixed.BodyAsync("DUR1027", before, after);

    [Test]
    public Task Other_arguments_are_left_to_people() => Fixed.NotOfferedAsync("DUR1027", Fixed.Workflow("throw Durable.ContinueAsNew(1, 2);"));
}
