namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1010: texts, numbers and comparisons of the machine's culture, where they decide something.</summary>
public sealed class CultureTests
{
    private const string Given = "var price = order.Total; var day = DateTime.UnixEpoch; double half = 0.5; var text = order.Id; var map = new Dictionary<string, int>(); var list = new List<string>(); _ = (price, day, half, text, map, list);\n";

    [TestCase("await TextAsync({|DUR1010:price.ToString()|});")]
    [TestCase("await TextAsync({|DUR1010:price.ToString(\"F2\")|});")]
    [TestCase("await TextAsync($\"{{|DUR1010:price|}} EUR\");")]
    [TestCase("await TextAsync($\"{{|DUR1010:day|}:d}\");")]
    [TestCase("await TextAsync($\"{{|DUR1010:order.Id.Length|}:N0}\");")]
    [TestCase("await TextAsync(\"a\" + {|DUR1010:half|});")]
    [TestCase("await TextAsync({|DUR1010:half|} + \"a\" + text);")]
    [TestCase("await TextAsync({|DUR1010:string.Format(\"{0}\", price)|});")]
    [TestCase("await TextAsync({|DUR1010:Convert.ToString(price)|});")]
    [TestCase("await TextAsync({|DUR1010:day.ToShortDateString()|});")]
    [TestCase("await TextAsync({|DUR1010:day.ToString(\"yyyy-MM-dd\")|});")]
    [TestCase("await TextAsync({|DUR1010:text.ToUpper()|});")]
    [TestCase("await TextAsync(text.Trim() + {|DUR1010:text.ToLower()|}.Trim());")]
    [TestCase("var key = $\"{{|DUR1010:price|}}\"; await TextAsync(key);")]
    [TestCase("var key = {|DUR1010:price.ToString()|}; var whole = key + \"!\"; if (whole.Length > 3) return;")]
    [TestCase("text += {|DUR1010:half|}; await TextAsync(text);")]
    [TestCase("map[{|DUR1010:price.ToString()|}] = 1;")]
    [TestCase("_ = map.ContainsKey({|DUR1010:text.ToUpper()|});")]
    [TestCase("if ({|DUR1010:text.StartsWith(\"a\")|}) await OneAsync();")]
    [TestCase("while (!{|DUR1010:text.EndsWith(order.Id)|}) await OneAsync();")]
    [TestCase("if ({|DUR1010:string.Compare(text, \"a\")|} < 0) return;")]
    [TestCase("_ = {|DUR1010:text.CompareTo(\"a\")|} > 0 ? await TextAsync(\"a\") : \"\";")]
    [TestCase("if (decimal.Parse(\"1\", System.Globalization.CultureInfo.InvariantCulture) > {|DUR1010:decimal.Parse(text)|}) return;")]
    [TestCase("if ({|DUR1010:double.TryParse(text, out var d)|}) await NumberAsync((int)d);")]
    [TestCase("await NumberAsync((int){|DUR1010:Convert.ToDouble(text)|});")]
    [TestCase("switch ({|DUR1010:text.ToLower()|}) { case \"a\": return; }")]
    [TestCase("_ = {|DUR1010:text.ToUpper()|} switch { \"A\" => 1, _ => 2 };")]
    [TestCase("_ = list.Where(s => {|DUR1010:s.StartsWith(\"a\")|}).ToList();")]
    [TestCase("await Task.WhenAll(list.Select(s => TextAsync({|DUR1010:s.ToUpper()|})));")]
    [TestCase("if ({|DUR1010:System.Globalization.CultureInfo.CurrentCulture|}.Name == \"de\") return;")]
    [TestCase("await TextAsync(price.ToString({|DUR1010:System.Globalization.CultureInfo.CurrentCulture|}));")]
    [TestCase("if ({|DUR1010:StringComparer.CurrentCulture|}.Equals(text, \"a\")) return;")]
    [TestCase("await TextAsync(string.Join(\",\", list.Select(s => {|DUR1010:half.ToString()|} + s)));")]
    [TestCase("await TextAsync({|DUR1010:price.ToString((IFormatProvider?)null)|}); await NumberAsync((int){|DUR1010:decimal.Parse(text, null)|}); await TextAsync({|DUR1010:text.ToUpper(null)|});")]
    [TestCase("await TextAsync({|DUR1010:string.Concat(text, price)|});")]
    [TestCase("await TextAsync({|DUR1010:string.Join(\",\", price, half)|});")]
    [TestCase("await TextAsync({|DUR1010:string.Join(\",\", new[] { price })|});")]
    [TestCase("await TextAsync({|DUR1010:string.Join(';', list.Select(s => half))|}); await TextAsync({|DUR1010:string.Concat(list.Select(s => price))|});")]
    [TestCase("await TextAsync(new System.Text.StringBuilder().Append({|DUR1010:price|}).ToString());")]
    [TestCase("var made = new System.Text.StringBuilder(); made.Append(\"a\").Append({|DUR1010:price|}); made.AppendLine(); await TextAsync(made.ToString());")]
    [TestCase("var made = new System.Text.StringBuilder(); made.AppendLine($\"{{|DUR1010:half|}:N2} of {text}\"); await TextAsync(made.ToString());")]
    [TestCase("var made = new System.Text.StringBuilder(); foreach (var s in list) made.Append(s).Append({|DUR1010:half|}); if (made.Length > 10) return;")]
    [TestCase("await TextAsync(new System.Text.StringBuilder().Append({|DUR1010:order|}).ToString());")]
    [TestCase("var made = new System.Text.StringBuilder(); {|DUR1010:made.AppendFormat(\"{0}\", price)|}; await TextAsync(made.ToString());")]
    [TestCase("await TextAsync({|DUR1010:order.ToString()|}); await TextAsync($\"{{|DUR1010:order|}}\"); await TextAsync(\"a\" + {|DUR1010:order|});")]
    [TestCase("await TextAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $\"{price} {{|DUR1010:order|}}\"));")]
    [TestCase("await TextAsync({|DUR1010:(half, 1).ToString()|}); await TextAsync($\"{{|DUR1010:(text, day)|}}\"); await TextAsync({|DUR1010:new { price }.ToString()|}!);")]
    [TestCase("if (text.Equals(\"a\", {|DUR1010:StringComparison.CurrentCulture|}) || text.Contains(\"a\", {|DUR1010:StringComparison.CurrentCultureIgnoreCase|})) return;")]
    [TestCase("if ({|DUR1010:text.IndexOf(\"a\", 1)|} > 0 || {|DUR1010:text.StartsWith(\"a\", true, null)|}) return;")]
    [TestCase("if ({|DUR1010:Comparer<string>.Default|}.Compare(text, \"a\") > 0) return; if ({|DUR1010:((IComparable<string>)text).CompareTo(\"a\")|} > 0) return;")]
    [TestCase("await TextAsync({|DUR1010:list.Max()|}!); await TextAsync({|DUR1010:list.MinBy(s => s)|}!); if ({|DUR1010:list.Min()|} == \"a\") return; await NumberAsync({|DUR1010:list.BinarySearch(text)|});")]
    public void Culture_that_decides_is_reported(string body) => Expect.InWorkflow(Given + body);

    [TestCase("await TextAsync(price.ToString(System.Globalization.CultureInfo.InvariantCulture));")]
    [TestCase("await TextAsync(FormattableString.Invariant($\"{price} {day}\") + string.Create(System.Globalization.CultureInfo.InvariantCulture, $\"{half}\"));")]
    [TestCase("await TextAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, \"{0}\", price));")]
    [TestCase("await TextAsync($\"{text} {text.Length} {Guid.Empty} {true} {'a'} {DayOfWeek.Friday} {TimeSpan.Zero} {text.Length:D4} {5L:X}\");")]
    [TestCase("await TextAsync(\"a\" + text.Length + 'b' + Guid.Empty + string.Format(\"{0} {1}\", text, 5));")]
    [TestCase("await TextAsync($\"{day:o} {day:s} {price:F0}\" + day.ToString(\"O\") + text.ToUpperInvariant() + text.Length.ToString() + TimeSpan.Zero.ToString());")]
    [TestCase("if (text.StartsWith(\"a\", StringComparison.Ordinal) || text.StartsWith('a') || text.Contains(\"a\") || text == \"a\" || string.Equals(text, \"b\")) await OneAsync();")]
    [TestCase("if (string.CompareOrdinal(text, \"a\") < 0 || string.Compare(text, \"b\", StringComparison.Ordinal) > 0 || price.CompareTo(1m) > 0 || text.IndexOf('a') > 0) await OneAsync();")]
    [TestCase("if (int.TryParse(text, out var n) && Guid.TryParse(text, out _) && bool.Parse(text) && Enum.Parse<DayOfWeek>(text) > 0) await NumberAsync(n);")]
    [TestCase("throw new InvalidOperationException($\"{price} is too much on {day}\");")]
    [TestCase("if (price > 1) throw new ArgumentException(\"price \" + price, nameof(price));")]
    [TestCase("Microsoft.Extensions.Logging.LoggerExtensions.LogInformation(Durable.Logger, $\"{price}\");")]
    [TestCase("var e = new InvalidOperationException(price.ToString()); throw e;")]
    [TestCase("_ = $\"{price}\"; list.Add(price.ToString()); _ = text.ToUpper();")]
    [TestCase("await NumberAsync(text.Length); await TextAsync(text[..1] + text.Replace('a', 'b') + text.Trim());")]
    [TestCase("_ = new System.Text.StringBuilder().Append(price).ToString();")]
    [TestCase("var made = new System.Text.StringBuilder(); made.Append(price); Microsoft.Extensions.Logging.LoggerExtensions.LogInformation(Durable.Logger, made.ToString());")]
    [TestCase("var made = new System.Text.StringBuilder(); made.Append(text).Append(5).Append(System.Globalization.CultureInfo.InvariantCulture, $\"{price}\").AppendFormat(System.Globalization.CultureInfo.InvariantCulture, \"{0}\", half); await TextAsync(made.ToString());")]
    [TestCase("await TextAsync(string.Concat(text, 5) + string.Join(\",\", list) + string.Join(\",\", new[] { 1, 2 }) + string.Join(',', text, 5));")]
    [TestCase("await TextAsync(new Name(text, 1).ToString() + $\"{(text, 1)}{new { text }}{new Money(price)}\");", "public sealed record Name(string First, int Number); public sealed record Money(decimal Amount) { public override string ToString() => \"money\"; }")]
    [TestCase("if (text.Equals(\"a\", StringComparison.OrdinalIgnoreCase) || text.IndexOf(\"a\", 1, StringComparison.Ordinal) > 0) await OneAsync();")]
    [TestCase("await TextAsync(list.Max(StringComparer.Ordinal)!); await TextAsync(list.MaxBy(s => s.Length)!); await NumberAsync(list.Max(s => s.Length)); await NumberAsync(list.BinarySearch(text, StringComparer.Ordinal));")]
    [TestCase("if (Comparer<int>.Default.Compare(1, 2) > 0 || 5.CompareTo(3) > 0) await OneAsync();")]
    public void Culture_that_decides_nothing_is_silent(string body, string members = "") => Expect.InWorkflow(Given + body, members);

    [TestCase("foreach (var s in {|DUR1010:list.OrderBy(x => x)|}) await TextAsync(s);")]
    [TestCase("foreach (var s in {|DUR1010:list.Order()|}.Where(x => x != \"a\").ToList()) await TextAsync(s);")]
    [TestCase("var sorted = {|DUR1010:list.Select(x => x).OrderByDescending(x => x)|}.ToList(); foreach (var s in sorted) await TextAsync(s);")]
    [TestCase("foreach (var s in {|DUR1010:list.OrderBy(x => x.Length).ThenBy(x => x)|}) await TextAsync(s);")]
    [TestCase("if ({|DUR1010:list.Order()|}.First() == \"a\") return;")]
    [TestCase("{|DUR1010:list.Sort()|}; foreach (var s in list) await TextAsync(s);")]
    [TestCase("var names = list.ToArray(); {|DUR1010:Array.Sort(names)|}; foreach (var s in names) await TextAsync(s);")]
    [TestCase("var sorted = {|DUR1010:new SortedDictionary<string, int>()|}; foreach (var (s, _) in sorted) await TextAsync(s);")]
    [TestCase("foreach (var s in {|DUR1010:new SortedSet<string>(list)|}) await TextAsync(s);")]
    [TestCase("foreach (var s in {|DUR1010:list.OrderBy(x => x, StringComparer.CurrentCulture)|}) await TextAsync(s);")]
    [TestCase("foreach (var s in {|DUR1010:list.OrderBy(x => x, Comparer<string>.Default)|}) await TextAsync(s);")]
    [TestCase("foreach (var s in {|DUR1010:list.Order(null)|}) await TextAsync(s);")]
    [TestCase("{|DUR1010:list.Sort(StringComparer.CurrentCultureIgnoreCase)|}; foreach (var s in list) await TextAsync(s);")]
    [TestCase("foreach (var s in {|DUR1010:list.OrderBy(x => (x.Length, x))|}) await TextAsync(s);")]
    [TestCase("foreach (var s in {|DUR1010:list.Select(x => (x, 1)).Order()|}) await TextAsync(s.x);")]
    [TestCase("foreach (var s in {|DUR1010:new SortedSet<string>(list, StringComparer.CurrentCulture)|}) await TextAsync(s);")]
    public void Texts_in_the_order_of_the_culture_are_reported_where_durable_calls_follow_it(string body) => Expect.InWorkflow(Given + body);

    [TestCase("foreach (var s in list.OrderBy(x => x, StringComparer.Ordinal)) await TextAsync(s);")]
    [TestCase("foreach (var s in list.OrderBy(x => x.Length).Order(StringComparer.Ordinal)) await TextAsync(s);")]
    [TestCase("foreach (var s in list.OrderBy(x => (x.Length, 1)).ThenBy(x => x, StringComparer.OrdinalIgnoreCase)) await TextAsync(s);")]
    [TestCase("list.Sort(string.CompareOrdinal); foreach (var s in list) await TextAsync(s);")]
    [TestCase("list.Sort(); _ = list.Count;")]
    [TestCase("if (list.OrderBy(x => x).Count() > 1) return;")]
    [TestCase("foreach (var s in list.OrderBy(x => x).OrderBy(x => x, StringComparer.Ordinal)) await TextAsync(s);")]
    [TestCase("foreach (var s in list.OrderBy(x => x)) _ = s;")]
    [TestCase("var sorted = new SortedSet<string>(list, StringComparer.Ordinal); foreach (var s in sorted) await TextAsync(s);")]
    [TestCase("var sorted = new SortedSet<int> { 1 }; foreach (var n in sorted) await NumberAsync(n);")]
    [TestCase("var sorted = new SortedSet<string>(list); if (sorted.Contains(\"a\")) await OneAsync();")]
    public void Texts_in_an_order_that_is_named_or_of_no_account_are_silent(string body) => Expect.InWorkflow(Given + body);

    [TestCase("foreach (var k in keys.Order()) await TextAsync(k.Id);")]
    [TestCase("keys.Sort(); foreach (var k in keys) await TextAsync(k.Id);")]
    [TestCase("foreach (var s in keys.OrderBy(k => k)) await TextAsync(s.Id);")]
    [TestCase("foreach (var k in new SortedSet<Key>(keys)) await TextAsync(k.Id);")]
    public void Order_of_a_type_of_its_own_is_followed(string body) => Expect.InWorkflow(
        "var keys = new List<Key>();\n" + body, "public sealed record Key(string Id) : IComparable<Key> { public int CompareTo(Key? other) => {|DUR1010:string.Compare(Id, other?.Id)|}; }");

    [Test]
    public void Comparer_of_its_own_is_followed() => Expect.InWorkflow(
        "foreach (var s in new List<string>().Order(new ByName())) await TextAsync(s);", "private sealed class ByName : IComparer<string> { public int Compare(string? x, string? y) => {|DUR1010:string.Compare(x, y)|}; }");

    [Test]
    public void Sorting_of_others_is_theirs() => Expect.Findings("""
        public static class Array { public static string[] Sort<T>() => []; }
        public static class Enumerable { public static IEnumerable<string> OrderBy<T>(IEnumerable<T> all) => []; }
        public class W
        {
            [Workflow] public async Task RunAsync()
            {
                foreach (var s in Array.Sort<string>()) await OneAsync(s);
                foreach (var s in Enumerable.OrderBy<string>([])) await OneAsync(s);
            }
            [Step] private Task OneAsync(string text) => Task.CompletedTask;
        }
        """);

    [Test]
    public void It_is_found_through_helpers_generics_lambdas_and_getters() => Expect.InWorkflow("if (One(order) && Big) await OneAsync();", """
        bool One(Order o) => Two(o);
        static bool Two(Order o) => Three(o.Id);
        static bool Three<T>(T id) where T : notnull { Func<string, bool> f = s => {|DUR1010:s.StartsWith("a")|}; return f(id.ToString()!); }
        bool Big => {|DUR1010:decimal.Parse("1")|} > 0;
        """);

    [Test]
    public void Using_static_alias_and_pragma_are_understood() => Expect.Findings("""
        using static System.Globalization.CultureInfo;
        using D = System.Decimal;
        public class W
        {
            [Workflow] public async Task RunAsync(string text)
            {
                if ({|DUR1010:CurrentCulture|}.Name == text || {|DUR1010:D.Parse(text)|} > 0) await OneAsync("");
        #pragma warning disable DUR1010
                await OneAsync(text.ToUpper());
        #pragma warning restore DUR1010
            }
            [Step] private Task OneAsync(string text) => Task.CompletedTask;
        }
        """);
}
