namespace DurableSdk.RoslynTests.Fixes;

/// <summary>What has no order is sorted (DUR1016, DUR1017).</summary>
public sealed class OrderTests
{
    [TestCase("DUR1016", "ConcurrentDictionary<string, int>", "foreach (var (key, value) in {0})\n    await TextAsync(key);", "items.OrderBy(x => x.Key, StringComparer.Ordinal)")]
    [TestCase("DUR1016", "ConcurrentDictionary<Guid, int>", "foreach (var item in {0})\n    await OneAsync();", "items.OrderBy(x => x.Key)")]
    [TestCase("DUR1016", "ConcurrentBag<int>", "foreach (var item in {0}) // each\n    await OneAsync();", "items.Order()")]
    [TestCase("DUR1017", "Dictionary<string, int>", "foreach (var item in {0}.Select(i => i.Value))\n    await TextAsync(\"a\");", "items.OrderBy(x => x.Key, StringComparer.Ordinal)")]
    [TestCase("DUR1017", "HashSet<string>", "foreach (var x in {0})\n    await TextAsync(x);", "items.Order(StringComparer.Ordinal)")]
    public Task Enumeration_is_sorted_by_key(string rule, string type, string loop, string sorted) => Fixed.BodyAsync(
        rule, Body(type, string.Format(null, loop, "items")), Body(type, string.Format(null, loop, sorted)));

    [Test]
    public Task Values_are_sorted_by_their_keys() => Fixed.BodyAsync(
        "DUR1017",
        Body("Dictionary<string, string>", "foreach (var text in items.Values)\n    await TextAsync(text);"),
        Body("Dictionary<string, string>", "foreach (var text in items.OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => x.Value))\n    await TextAsync(text);"));

    [Test]
    public Task Key_that_has_no_order_is_left_to_people() => Fixed.NotOfferedAsync(
        "DUR1016", Fixed.Workflow(Body("ConcurrentDictionary<Order, int>", "foreach (var item in items)\n    await OneAsync();")));

    private static string Body(string type, string loop) => $"var items = new {(type[0] == 'C' ? "System.Collections.Concurrent." : "")}{type}();\n{loop}";
}
