namespace DurableSdk.RoslynTests.Fixes;

/// <summary>Formatting, parsing and comparing don't depend on the machine (DUR1010).</summary>
public sealed class CultureTests
{
    [TestCase("order.Total.ToString(\"N2\")", "order.Total.ToString(\"N2\", CultureInfo.InvariantCulture)")]
    [TestCase("order.Total.ToString()", "order.Total.ToString(CultureInfo.InvariantCulture)")]
    [TestCase("decimal.Parse(order.Id)", "decimal.Parse(order.Id, CultureInfo.InvariantCulture)")]
    [TestCase("DateTime.TryParse(order.Id, out _)", "DateTime.TryParse(order.Id, CultureInfo.InvariantCulture, out _)")]
    [TestCase("string.Format(\"{0}\", order.Total)", "string.Format(CultureInfo.InvariantCulture, \"{0}\", order.Total)")]
    [TestCase("DateTime.ParseExact(order.Id, \"d\", null)", "DateTime.ParseExact(order.Id, \"d\", CultureInfo.InvariantCulture)")]
    [TestCase("Convert.ToDecimal(order.Id)", "Convert.ToDecimal(order.Id, CultureInfo.InvariantCulture)")]
    [TestCase("System.Globalization.CultureInfo.CurrentCulture", "CultureInfo.InvariantCulture")]
    public Task Culture_is_invariant(string before, string after) => CheckAsync($"{{|DUR1010:{before}|}}", after, "System.Globalization");

    [TestCase("$\"{{|DUR1010:order.Total|}}\"", "string.Create(CultureInfo.InvariantCulture, $\"{order.Total}\")")]
    [TestCase("{|DUR1010:$\"{order.Total:N2} {order.Id}\"|}", "string.Create(CultureInfo.InvariantCulture, $\"{order.Total:N2} {order.Id}\")")]
    [TestCase("\"a\" + {|DUR1010:order.Total|}", "\"a\" + order.Total.ToString(CultureInfo.InvariantCulture)")]
    [TestCase("new System.Text.StringBuilder().Append({|DUR1010:$\"{order.Total}\"|})", "new System.Text.StringBuilder().Append(CultureInfo.InvariantCulture, $\"{order.Total}\")")]
    public Task Text_is_put_together_invariantly(string before, string after) => CheckAsync(before, after, "System.Globalization");

    [TestCase("order.Id.ToUpper()", "order.Id.ToUpperInvariant()")]
    [TestCase("order.Id.StartsWith(\"a\")", "order.Id.StartsWith(\"a\", StringComparison.Ordinal)")]
    [TestCase("string.Compare(order.Id, \"a\")", "string.Compare(order.Id, \"a\", StringComparison.Ordinal)")]
    [TestCase("order.Id.CompareTo(\"a\")", "string.CompareOrdinal(order.Id, \"a\")")]
    [TestCase("new[] { order.Id }.OrderBy(i => i)", "new[] { order.Id }.OrderBy(i => i, StringComparer.Ordinal)")]
    [TestCase("new[] { order.Id }.Order()", "new[] { order.Id }.Order(StringComparer.Ordinal)")]
    public Task Strings_follow_no_culture(string before, string after) => CheckAsync($"{{|DUR1010:{before}|}}", after, null);

    private static async Task CheckAsync(string before, string after, string? import) => Assert.That(
        await Fixed.AllAsync("DUR1010", Fixed.Workflow($"var x = {before};")),
        Is.EqualTo((import is null ? "" : $"using {import};\n\n") + Fixed.Workflow($"var x = {after};")));
}
