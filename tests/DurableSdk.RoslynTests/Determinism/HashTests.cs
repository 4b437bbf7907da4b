namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1015: hash codes that another process computes otherwise.</summary>
public sealed class HashTests
{
    private const string Members = """
        record Rec(int Id); record struct Pair(int A, long B); record struct Named(string Name, int Id); class Plain; struct Raw { public int A; }
        class Own { private readonly int _id; public override int GetHashCode() => _id * 31; }
        class Mixed { private readonly string _s = ""; public override int GetHashCode() => HashCode.Combine(_s); }
        class Text { private readonly string _s = ""; public override int GetHashCode() { return _s.GetHashCode(); } }
        """;

    [TestCase("_ = {|DUR1015:order.Id.GetHashCode()|};")]
    [TestCase("_ = {|DUR1015:order.Id.GetHashCode(StringComparison.Ordinal)|};")]
    [TestCase("_ = {|DUR1015:string.GetHashCode(\"a\")|};")]
    [TestCase("_ = {|DUR1015:order.GetHashCode()|};")]
    [TestCase("_ = {|DUR1015:HashCode.Combine(1, 2)|};")]
    [TestCase("var h = new HashCode(); h.Add(1); _ = {|DUR1015:h.ToHashCode()|};")]
    [TestCase("_ = {|DUR1015:System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(order)|};")]
    [TestCase("_ = {|DUR1015:(1, 2).GetHashCode()|};")]
    [TestCase("_ = {|DUR1015:new object().GetHashCode()|};")]
    [TestCase("_ = {|DUR1015:new int[1].GetHashCode()|};")]
    [TestCase("_ = {|DUR1015:new { A = \"a\" }.GetHashCode()|};")]
    [TestCase("_ = {|DUR1015:new Rec(1).GetHashCode()|} + {|DUR1015:new Plain().GetHashCode()|} + {|DUR1015:new Raw().GetHashCode()|} + {|DUR1015:new Named().GetHashCode()|};")]
    [TestCase("_ = {|DUR1015:new Mixed().GetHashCode()|} + {|DUR1015:new Text().GetHashCode()|};")]
    [TestCase("_ = {|DUR1015:EqualityComparer<string>.Default.GetHashCode(\"a\")|} + {|DUR1015:StringComparer.Ordinal.GetHashCode(\"a\")|};")]
    [TestCase("IEqualityComparer<Rec> c = EqualityComparer<Rec>.Default; _ = {|DUR1015:c.GetHashCode(new(1))|};")]
    [TestCase("_ = new[] { \"a\" }.Select(s => {|DUR1015:s.GetHashCode()|} % 4).ToList();")]
    [TestCase("Func<int> f = {|DUR1015:order.Id.GetHashCode|}; _ = f();")]
    [TestCase("_ = order?{|DUR1015:.Id.GetHashCode()|};")]
    public void Hash_of_the_process_is_reported(string body) => Expect.InWorkflow(body, Members);

    [TestCase("_ = 5.GetHashCode() + 'a'.GetHashCode() + 1.5m.GetHashCode() + 2L.GetHashCode() + true.GetHashCode() + DayOfWeek.Friday.GetHashCode();")]
    [TestCase("_ = Guid.Empty.GetHashCode() + DateTimeOffset.UnixEpoch.GetHashCode() + TimeSpan.Zero.GetHashCode() + ((int?)1).GetHashCode();")]
    [TestCase("_ = new Pair(1, 2).GetHashCode() + new Own().GetHashCode() + new { A = 1 }.GetHashCode();")]
    [TestCase("_ = EqualityComparer<int>.Default.GetHashCode(1);")]
    [TestCase("var d = new Dictionary<Mixed, int> { [new()] = 1 }; _ = d.ContainsKey(new Mixed());")]
    [TestCase("_ = System.Numerics.BitOperations.RotateLeft(1u, 2); _ = nameof(HashCode.Combine);")]
    [TestCase("_ = Help(1);", "static int Help<T>(T value) => EqualityComparer<T>.Default.GetHashCode(value!);")]
    public void Hash_that_every_process_computes_alike_is_silent(string body, string members = Members) => Expect.InWorkflow(body, members.Contains("class Mixed", StringComparison.Ordinal) ? members : members + Members);

    [Test]
    public void Inside_a_hash_function_it_is_silent() => Expect.InWorkflow("_ = new Set().Has(order);", """
        class ById : IEqualityComparer<Order>
        {
            public bool Equals(Order? a, Order? b) => a?.Id == b?.Id;
            public int GetHashCode(Order o) => HashCode.Combine(o.Id, o.Total.GetHashCode(), o.Id.GetHashCode());
        }
        class Set { private readonly ById _by = new(); public bool Has(Order o) { return new HashSet<Order>(_by) { o }.Count > 0; } }
        """);

    [Test]
    public void It_is_found_through_helpers_generics_and_getters() => Expect.InWorkflow("_ = One(order);", """
        static int One(Order o) => Two(o).Key;
        static Box<Order> Two(Order o) => new(o);
        class Box<T>(T value) where T : notnull { public int Key => Three(); int Three() => {|DUR1015:value.ToString()!.GetHashCode()|}; }
        """);

    [Test]
    public void Using_static_alias_and_pragma_are_understood() => Expect.Findings("""
        using static System.HashCode;
        using H = System.HashCode;
        public class W
        {
            [Workflow] public Task RunAsync(string id)
            {
                _ = {|DUR1015:Combine(1)|} + {|DUR1015:H.Combine(2)|};
        #pragma warning disable DUR1015
                _ = id.GetHashCode();
        #pragma warning restore DUR1015
                return Task.CompletedTask;
            }
        }
        """);
}
