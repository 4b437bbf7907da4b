namespace DurableSdk.RoslynTests.Fixes;

/// <summary>Formatting, parsing and comparing don't depend on the machine (DUR1010).</summary>
public sealed class CultureTests
{
    [TestCase("await TextAsync(order.Total.ToString(\"N2\"));", "await TextAsync(order.Total.ToString(\"N2\", CultureInfo.InvariantCulture));")]
    [TestCase("await TextAsync(order.Total.ToString());", "await TextAsync(order.Total.ToString(CultureInfo.InvariantCulture));")]
    [TestCase("await TextAsync(Durable.UtcNow.DateTime.ToShortDateString());", "await TextAsync(Durable.UtcNow.DateTime.ToString(\"d\", CultureInfo.InvariantCulture));")]
    [TestCase("if (decimal.Parse(order.Id) > 1) return;", "if (decimal.Parse(order.Id, CultureInfo.InvariantCulture) > 1) return;")]
    [TestCase("if (DateTime.TryParse(order.Id, out _)) return;", "if (DateTime.TryParse(order.Id, CultureInfo.InvariantCulture, out _)) return;")]
    [TestCase("await TextAsync(string.Format(\"{0}\", order.Total));", "await TextAsync(string.Format(CultureInfo.InvariantCulture, \"{0}\", order.Total));")]
    [TestCase("if (Convert.ToDecimal(order.Id) > 1) return;", "if (Convert.ToDecimal(order.Id, CultureInfo.InvariantCulture) > 1) return;")]
    [TestCase("await TextAsync(order.Total.ToString(System.Globalization.CultureInfo.CurrentCulture));", "await TextAsync(order.Total.ToString(CultureInfo.InvariantCulture));")]
    public Task Culture_is_invariant(string before, string after) => CheckAsync(before, after, "System.Globalization");

    [TestCase("await TextAsync($\"{order.Total}\");", "await TextAsync(string.Create(CultureInfo.InvariantCulture, $\"{order.Total}\"));")]
    [TestCase("await TextAsync($\"{order.Total:N2} {order.Id} {order.Total}\");", "await TextAsync(string.Create(CultureInfo.InvariantCulture, $\"{order.Total:N2} {order.Id} {order.Total}\"));")]
    [TestCase("await TextAsync($\"{Math.Abs(order.Total)}\");", "await TextAsync(string.Create(CultureInfo.InvariantCulture, $\"{Math.Abs(order.Total)}\"));")]
    [TestCase("await TextAsync(\"a\" + order.Total);", "await TextAsync(\"a\" + order.Total.ToString(CultureInfo.InvariantCulture));")]
    [TestCase("var text = \"\";\ntext += order.Total * 2;\nawait TextAsync(text);", "var text = \"\";\ntext += (order.Total * 2).ToString(CultureInfo.InvariantCulture);\nawait TextAsync(text);")]
    [TestCase("var text = new System.Text.StringBuilder();\ntext.Append(order.Total);\nawait TextAsync(text.ToString());", "var text = new System.Text.StringBuilder();\ntext.Append(order.Total.ToString(CultureInfo.InvariantCulture));\nawait TextAsync(text.ToString());")]
    [TestCase("var text = new System.Text.StringBuilder();\ntext.Append($\"{order.Total}!\");\nawait TextAsync(text.ToString());", "var text = new System.Text.StringBuilder();\ntext.Append(CultureInfo.InvariantCulture, $\"{order.Total}!\");\nawait TextAsync(text.ToString());")]
    public Task Text_is_put_together_invariantly(string before, string after) => CheckAsync(before, after, "System.Globalization");

    [TestCase("await TextAsync(order.Id.ToUpper());", "await TextAsync(order.Id.ToUpperInvariant());")]
    [TestCase("if (order.Id.StartsWith(\"a\")) return;", "if (order.Id.StartsWith(\"a\", StringComparison.Ordinal)) return;")]
    [TestCase("if (string.Compare(order.Id, \"a\") < 0) return;", "if (string.Compare(order.Id, \"a\", StringComparison.Ordinal) < 0) return;")]
    [TestCase("if (order.Id.CompareTo(\"a\") < 0) return;", "if (string.CompareOrdinal(order.Id, \"a\") < 0) return;")]
    [TestCase("if (StringComparer.CurrentCulture.Equals(order.Id, \"a\")) return;", "if (StringComparer.Ordinal.Equals(order.Id, \"a\")) return;")]
    [TestCase("if (order.Id.Equals(\"a\", StringComparison.CurrentCultureIgnoreCase)) return;", "if (order.Id.Equals(\"a\", StringComparison.OrdinalIgnoreCase)) return;")]
    [TestCase("foreach (var s in new[] { order.Id, \"a\" }.OrderBy(x => x))\n    await TextAsync(s);", "foreach (var s in new[] { order.Id, \"a\" }.OrderBy(x => x, StringComparer.Ordinal))\n    await TextAsync(s);")]
    public Task Strings_follow_no_culture(string before, string after) => CheckAsync(before, after, null);

    [TestCase("await TextAsync($\"{order}\");")]
    [TestCase("await TextAsync(order.ToString());")]
    public Task Text_that_no_culture_reaches_is_left_to_people(string body) => Fixed.NotOfferedAsync("DUR1010", Fixed.Workflow(body));

    private static async Task CheckAsync(string before, string after, string? import) => Assert.That(
        await Fixed.AllAsync("DUR1010", Fixed.Workflow(before)),
        Is.EqualTo((import is null ? "" : $"using {import};\n\n") + Fixed.Workflow(after)));
}
