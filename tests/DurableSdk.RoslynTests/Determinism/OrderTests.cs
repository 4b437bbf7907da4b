namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1016 and DUR1017: collections without an order, where the order matters.</summary>
public sealed class OrderTests
{
    private const string Given = "var hash = new System.Collections.Concurrent.ConcurrentDictionary<string, int>(); var bag = new System.Collections.Concurrent.ConcurrentBag<int>(); "
        + "var table = new System.Collections.Hashtable(); var set = System.Collections.Immutable.ImmutableHashSet<string>.Empty; var numbers = System.Collections.Immutable.ImmutableHashSet<int>.Empty; "
        + "var frozen = System.Collections.Frozen.FrozenDictionary<string, int>.Empty; var map = new Dictionary<string, int>(); var names = new HashSet<string>(); "
        + "var text = \"\"; var sum = 0; var list = new List<string>(); _ = (hash, bag, table, set, numbers, frozen, map, names, text, sum, list);\n";

    [TestCase("foreach (var (k, v) in {|DUR1016:hash|}) await TextAsync(k);")]
    [TestCase("foreach (var v in {|DUR1016:bag|}) text += v;")]
    [TestCase("foreach (string k in {|DUR1016:table.Keys|}) list.Add(k);")]
    [TestCase("foreach (var k in {|DUR1016:hash.Keys|}) if (k != \"\") break;")]
    [TestCase("foreach (var k in {|DUR1016:set|}) list.Add(k);")]
    [TestCase("foreach (var v in {|DUR1016:frozen.Values|}) text += v;")]
    [TestCase("foreach (var k in {|DUR1016:set|}.Where(k => k.Length > 1)) await TextAsync(k);")]
    [TestCase("foreach (var k in {|DUR1016:set|}.ToList()) await TextAsync(k);")]
    [TestCase("_ = {|DUR1016:set|}.First();")]
    [TestCase("_ = {|DUR1016:hash|}.Select(p => p.Key).Take(3).ToList();")]
    [TestCase("_ = {|DUR1016:bag|}.Aggregate((a, b) => a - b);")]
    [TestCase("text = string.Join(\",\", {|DUR1016:set|});")]
    [TestCase("text = string.Concat({|DUR1016:hash.Keys|}.Select(k => k + \"!\"));")]
    [TestCase("await Task.WhenAll({|DUR1016:set|}.Select(k => TextAsync(k)));")]
    [TestCase("await Task.WhenAll({|DUR1016:set|}.Select(TwoAsync));")]
    [TestCase("list.AddRange({|DUR1016:set|});")]
    [TestCase("string[] all = [.. {|DUR1016:set|}]; _ = all[0];")]
    [TestCase("var all = {|DUR1016:hash|}.ToArray(); foreach (var p in all) await TextAsync(p.Key);")]
    [TestCase("var query = {|DUR1016:set|}.Where(k => k != \"\"); foreach (var k in query) await TextAsync(k);")]
    [TestCase("foreach (var d in {|DUR1016:bag|}.Select(b => b * 1.5)) text = text + d;")]
    [TestCase("await ListAsync({|DUR1016:set|}.ToList());")]
    [TestCase("await Durable.ForEachAsync({|DUR1016:set|}, 2, k => TextAsync(k));")]
    [TestCase("await Durable.ForEachAsync({|DUR1016:hash|}, 2, p => TextAsync(p.Key));")]
    public void Order_of_the_process_is_reported(string body) => InWorkflow(body);

    [TestCase("foreach (var k in set.Order(StringComparer.Ordinal)) await TextAsync(k);")]
    [TestCase("foreach (var p in hash.OrderBy(p => p.Value)) await TextAsync(p.Key);")]
    [TestCase("foreach (var p in from p in hash where p.Value > 1 orderby p.Value select p) await TextAsync(p.Key);")]
    [TestCase("foreach (var k in new SortedSet<string>(set, StringComparer.Ordinal)) await TextAsync(k);")]
    [TestCase("var all = set.ToList(); all.Sort(StringComparer.Ordinal); foreach (var k in all) await TextAsync(k);")]
    [TestCase("var all = hash.Keys.ToArray(); Array.Sort(all, StringComparer.Ordinal); await TextAsync(all[0]);")]
    [TestCase("list.AddRange(set); list.Sort(StringComparer.Ordinal);")]
    [TestCase("foreach (var (k, v) in hash) sum += v;")]
    [TestCase("foreach (var v in bag) { if (v < 0) continue; var twice = v * 2; sum += twice; sum++; }")]
    [TestCase("foreach (var (k, v) in hash) { map[k] = v; names.Add(k); if (v > 3) text = \"big\"; }")]
    [TestCase("var best = 0; foreach (var v in bag) { if (v > best) best = v; }")]
    [TestCase("_ = hash.Sum(p => p.Value) + hash.Count + set.Count(k => k.Length > 1) + bag.Max() + bag.Where(b => b > 1).Min();")]
    [TestCase("_ = set.Any() || set.All(k => k != \"\") || set.Contains(\"a\") || hash.ContainsKey(\"a\") || hash.TryGetValue(\"a\", out sum) || set.SetEquals(names);")]
    [TestCase("_ = hash.ToDictionary(p => p.Key, p => p.Value); _ = bag.ToHashSet(); HashSet<string> copy = [.. set]; _ = new HashSet<string>(set); _ = set.Select(k => k.Length).ToHashSet();")]
    [TestCase("_ = hash[\"a\"]; hash[\"b\"] = 1; hash.TryAdd(\"c\", 1); _ = hash.GetOrAdd(\"d\", 1); bag.Add(1); _ = frozen[\"a\"]; _ = set.Add(\"a\").Count;")]
    [TestCase("await Durable.ForEachAsync(set.Order(StringComparer.Ordinal), 2, k => TextAsync(k));")]
    [TestCase("await SetAsync(set); _ = set.IsEmpty; _ = nameof(hash);")]
    [TestCase("foreach (var n in numbers) sum -= n; _ = numbers.ToList();")]
    [TestCase("foreach (var s in new SortedDictionary<string, int>(StringComparer.Ordinal)) await TextAsync(s.Key); foreach (var s in new List<string>()) await TextAsync(s);")]
    public void Order_that_does_not_matter_is_silent(string body) => InWorkflow(body);

    [TestCase("var queue = new PriorityQueue<string, int>(); foreach (var (k, _) in {|DUR1017:queue.UnorderedItems|}) await TextAsync(k);")]
    [TestCase("foreach (var (k, v) in {|DUR1017:map|}) await TextAsync(k);")]
    [TestCase("foreach (var k in {|DUR1017:names|}) { if (k != \"\") await OneAsync(); }")]
    [TestCase("foreach (var k in {|DUR1017:map.Keys|}) await HelpAsync(k);")]
    [TestCase("foreach (var k in {|DUR1017:names|}.Where(k => k != \"\")) await TextAsync(k);")]
    [TestCase("foreach (var k in {|DUR1017:names|}.ToList()) await TextAsync(k);")]
    [TestCase("await Task.WhenAll({|DUR1017:map|}.Select(p => TextAsync(p.Key)));")]
    [TestCase("await TextAsync(string.Join(\",\", {|DUR1017:names|}));")]
    [TestCase("var joined = string.Join(\",\", {|DUR1017:names|}); await TextAsync(joined);")]
    [TestCase("await TextAsync({|DUR1017:map|}.First().Key);")]
    [TestCase("foreach (var k in {|DUR1017:names|}) text += k; await TextAsync(text);")]
    [TestCase("foreach (var k in {|DUR1017:names|}) list.Add(k); await ListAsync(list);")]
    [TestCase("await ListAsync({|DUR1017:names|}.ToList());")]
    [TestCase("foreach (var n in {|DUR1017:numbers|}) await NumberAsync(n);")]
    [TestCase("await Durable.ForEachAsync({|DUR1017:map.Keys|}, 2, k => TextAsync(k));")]
    [TestCase("await Durable.ForEachAsync({|DUR1017:names|}, 2, k => TextAsync(k));")]
    public void Order_that_is_not_promised_is_reported_where_it_leads_to_steps(string body) => InWorkflow(body);

    [TestCase("foreach (var (k, v) in map) sum += v;")]
    [TestCase("foreach (var k in names) list.Add(k); _ = list.Count;")]
    [TestCase("foreach (var k in names) list.Add(k); list.Sort(StringComparer.Ordinal); await ListAsync(list);")]
    [TestCase("foreach (var k in names.Order(StringComparer.Ordinal)) await TextAsync(k);")]
    [TestCase("foreach (var k in map.Keys.OrderBy(k => map[k])) await TextAsync(k);")]
    [TestCase("await SetAsync(set); await NumberAsync(map.Count + map.Values.Sum() + map[\"a\"]);")]
    [TestCase("_ = map.FirstOrDefault(p => p.Value == 1).Key; _ = map.Select(p => p.Key).ToList(); _ = string.Join(\",\", names);")]
    [TestCase("_ = order.Id.Length > 3 ? map.Keys.Max() : null; if (map.Any(p => p.Value > 1)) await OneAsync();")]
    public void Order_that_is_not_promised_is_silent_elsewhere(string body) => InWorkflow(body);

    [Test]
    public void Loop_that_returns_what_it_finds_is_reported() => Expect.InWorkflow("_ = Find([]) + Has([]);", """
        static string Find(HashSet<string> names) { foreach (var n in {|DUR1017:names|}) { if (n.Length > 3) return n; } return ""; }
        static bool Has(HashSet<string> names) { foreach (var n in names) { if (n.Length > 3) return true; } return false; }
        """);

    [Test]
    public void It_is_found_through_helpers_lambdas_generics_and_getters() => Expect.InWorkflow("await One(new()); Func<Task> f = async () => { foreach (var b in {|DUR1016:_bag|}) await NumberAsync(b); }; await f(); _ = First;", """
        private readonly System.Collections.Concurrent.ConcurrentBag<int> _bag = [];
        int First => {|DUR1016:_bag|}.First();
        Task One(HashSet<string> names) => Two(names);
        Task Two(HashSet<string> names) => Three(names, n => TextAsync(n));
        static async Task Three<T>(HashSet<T> items, Func<T, Task> act) { foreach (var item in {|DUR1017:items|}) await act(item); }
        """);

    [Test]
    public void Alias_and_pragma_are_understood() => Expect.Findings("""
        using Bag = System.Collections.Concurrent.ConcurrentBag<int>;
        public class W
        {
            [Workflow] public Task RunAsync()
            {
                _ = {|DUR1016:new Bag()|}.First();
        #pragma warning disable DUR1016
                _ = new Bag().First();
        #pragma warning restore DUR1016
                return Task.CompletedTask;
            }
        }
        """);

    private static void InWorkflow(string body) => Expect.InWorkflow(Given + body, """
        async Task HelpAsync(string text) => await TextAsync(text);
        [Step] private Task<string> TwoAsync(string text) => Task.FromResult(text);
        [Step] private Task ListAsync(List<string> list) => Task.CompletedTask;
        [Step] private Task SetAsync(System.Collections.Immutable.ImmutableHashSet<string> set) => Task.CompletedTask;
        """);
}
