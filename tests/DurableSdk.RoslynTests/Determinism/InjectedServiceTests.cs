using DurableSdk.RoslynTests.Harness;
using Microsoft.CodeAnalysis;

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1029: a service that dependency injection gives is called in workflow code.</summary>
public sealed class InjectedServiceTests
{
    private const string Types = """
        public interface IPayments
        {
            Task<int> ChargeAsync(decimal amount);
            int Limit { get; set; }
            [Step] Task<int> RefundAsync(decimal amount);
            [WorkflowSafe] int Fee(decimal amount);
        }
        public sealed class Payments : IPayments
        {
            public Task<int> ChargeAsync(decimal amount) { _ = DateTime.UtcNow; return Task.FromResult(1); }
            public int Limit { get; set; }
            public Task<int> RefundAsync(decimal amount) => Task.FromResult(1);
            public int Fee(decimal amount) => 1;
        }
        [WorkflowSafe] public interface ITaxes { decimal Of(decimal amount); }
        public abstract class Bank { public abstract int Ask(); public virtual int Known() => 1; public int Sum() => 1; }
        public interface IRule { bool Holds(decimal amount); }
        public sealed record Settings(int Max) { public int Twice() => Max * 2; }
        public sealed class Prices(IPayments inner, List<int> own)
        {
            private readonly IPayments _field = inner;
            public int Of(int n) => own.Count + n;
            public Task<int> AskAsync() => {|DUR1029:_field.ChargeAsync(1)|};
        }
        """;

    [TestCase("await {|DUR1029:payments.ChargeAsync(1)|};")]
    [TestCase("await {|DUR1029:_payments.ChargeAsync(1)|};")]
    [TestCase("await {|DUR1029:this._payments.ChargeAsync(1)|};")]
    [TestCase("await {|DUR1029:Property.ChargeAsync(1)|};")]
    [TestCase("await {|DUR1029:_guarded.ChargeAsync(1)|};")]
    [TestCase("_ = {|DUR1029:payments.Limit|};")]
    [TestCase("var p = payments; await {|DUR1029:p.ChargeAsync(1)|};")]
    [TestCase("if (payments is not null) await (payments?{|DUR1029:.ChargeAsync(1)|} ?? Task.FromResult(1));")]
    [TestCase("await Task.WhenAll(new[] { 1m }.Select({|DUR1029:payments.ChargeAsync|}));")]
    [TestCase("await Task.WhenAll(new[] { 1m }.Select(a => {|DUR1029:payments.ChargeAsync(a)|}));")]
    [TestCase("async Task Local() => await {|DUR1029:payments.ChargeAsync(1)|}; await Local();")]
    [TestCase("_ = {|DUR1029:bank.Ask()|};")]
    [TestCase("_ = {|DUR1029:bank.Known()|};")]
    [TestCase("_ = {|DUR1029:clock()|};")]
    [TestCase("_ = {|DUR1029:clock.Invoke()|};")]
    [TestCase("foreach (var rule in rules) _ = {|DUR1029:rule.Holds(1)|};")]
    [TestCase("_ = rules.All(r => {|DUR1029:r.Holds(1)|});")]
    [TestCase("_ = {|DUR1029:lazy.Value.Holds(1)|};")]
    [TestCase("_ = {|DUR1029:provider.GetService(typeof(int))|};")]
    [TestCase("await Help();", "private async Task Help() => await Second(); private Task Second() => Third<int>(); private async Task Third<T>() { await {|DUR1029:payments.ChargeAsync(1)|}; }")]
    [TestCase("_ = Get;", "private int Get => {|DUR1029:payments.Limit|};")]
    [TestCase("_ = await prices.AskAsync();", "")]
    public void Call_of_an_injected_service_is_reported(string body, string members = "") => Check(body, members, prices: body.Contains("prices.AskAsync"));

    [TestCase("await payments.RefundAsync(1);")]
    [TestCase("_ = payments.Fee(1);")]
    [TestCase("_ = taxes.Of(1);")]
    [TestCase("_ = prices.Of(1);")]
    [TestCase("_ = bank.Sum();")]
    [TestCase("_ = settings.Max + settings.Twice();")]
    [TestCase("_ = names.Count + names[0].Length; foreach (var n in names) _ = n.ToUpperInvariant(); _ = names.Where(n => n.Length > 1).ToList();")]
    [TestCase("_ = rules.Count(); _ = rules.OfType<object>().Any();")]
    [TestCase("_ = System.Text.Json.JsonSerializer.Serialize(1, json); _ = json.WriteIndented;")]
    [TestCase("_ = payments.ToString() + payments.Equals(null) + payments.GetType().Name;")]
    [TestCase("_ = payments is Payments; _ = ReferenceEquals(payments, bank); await ChargeAsync(1);")]
    [TestCase("_ = nameof(payments.ChargeAsync);")]
    [TestCase("var p = new Prices(null!, [1]); _ = p.Of(1);")]
    [TestCase("Func<int> f = () => 1; _ = f();")]
    [TestCase("_ = Own(1);", "private int Own(int n) => n; ")]
    [TestCase("IRule r = new Over(); _ = r.Holds(1);", "private sealed class Over : IRule { public bool Holds(decimal amount) => amount > 1; }")]
    [TestCase("""
        #pragma warning disable DUR1029
                await payments.ChargeAsync(1);
        #pragma warning restore DUR1029
        """)]
    public void Step_safe_member_followed_class_or_value_is_not(string body, string members = "") => Check(body, members, prices: false);

    [Test]
    public void What_another_rule_knows_is_left_to_it() => Expect.Findings("""
        public sealed class W(TimeProvider time, System.Net.Http.HttpClient http)
        {
            [Workflow] public async Task RunAsync()
            {
                _ = {|DUR1001:time.GetUtcNow()|};
                await {|DUR1008:http.GetAsync("http://x")|};
            }
        }
        """);

    [Test]
    public void Class_of_another_assembly_is_a_service_unless_it_only_holds_data() => Expect.Findings("""
        public sealed class W(Lib.Client client, Lib.Options options, MyClient mine)
        {
            [Workflow] public async Task RunAsync()
            {
                await {|DUR1029:client.SendAsync()|};
                await {|DUR1029:mine.SendAsync()|};
                _ = options.Max + client.ToString();
            }
        }
        public sealed class MyClient : Lib.Client;
        """, Library("""
        using System.Threading.Tasks;
        namespace Lib;
        public class Client { public Task SendAsync() => Task.CompletedTask; public override string ToString() => ""; }
        public class Options { public int Max { get; set; } }
        """));

    [Test]
    public void Extension_block_is_followed() => Expect.Findings("""
        public interface IPayments { [Step] Task<int> RefundAsync(); }
        public static class Helps
        {
            extension(IPayments payments)
            {
                public Task<int> TwiceAsync() => payments.RefundAsync();
                public int Year => {|DUR1001:DateTime.Now|}.Year;
            }
        }
        public sealed class W(IPayments payments)
        {
            [Workflow] public async Task RunAsync()
            {
                await payments.TwiceAsync();
                _ = payments.Year;
            }
        }
        """);

    [Test]
    public void Fields_that_a_constructor_or_a_base_assigns_are_injected() => Expect.Findings("""
        public interface IPayments { Task ChargeAsync(); }
        public abstract class Base { protected readonly IPayments Payments; protected Base(IPayments payments) { Payments = payments; } }
        public sealed class W : Base
        {
            private readonly IPayments _one;
            private IPayments Two { get; }
            private readonly IPayments _three;
            private readonly IPayments _own = new Own();
            private readonly Own _followed;
            public W(IPayments one, IPayments two, Func<IPayments> make, Own followed) : base(one)
            {
                (_one, Two) = (one, two);
                _three = make();
                _followed = followed;
            }
            [Workflow] public async Task RunAsync()
            {
                await {|DUR1029:_one.ChargeAsync()|};
                await {|DUR1029:Two.ChargeAsync()|};
                await {|DUR1029:_three.ChargeAsync()|};
                await {|DUR1029:Payments.ChargeAsync()|};
                await _own.ChargeAsync();
                await _followed.ChargeAsync();
            }
        }
        public sealed class Own : IPayments { public Task ChargeAsync() => Task.FromResult({|DUR1001:DateTime.UtcNow|}); }
        """);

    [Test]
    public void Generic_workflow_class_and_record_are_looked_at() => Expect.Findings("""
        public interface IPayments { Task ChargeAsync(); }
        public abstract class Base<T>(T service) where T : IPayments
        {
            protected Task GoAsync() => {|DUR1029:service.ChargeAsync()|};
        }
        public sealed class W(IPayments p) : Base<IPayments>(p) { [Workflow] public Task RunAsync() => GoAsync(); }
        public sealed record R(IPayments Payments) { [Workflow] public Task RunAsync() => {|DUR1029:Payments.ChargeAsync()|}; }
        """);

    [TestCase("_ = payments.")]
    [TestCase("payments.ChargeAsync(")]
    [TestCase("unknown.ChargeAsync(1);")]
    [TestCase("payments?.;")]
    [TestCase("foreach (var x in payments.) { x.")]
    [TestCase("var x = x.Holds(1);")]
    public void Half_typed_code_throws_nothing(string body) => Assert.That(
        () => Project.Of($"public interface IPayments {{ Task ChargeAsync(int a); }} public class W(IPayments payments, Unknown unknown) {{ private readonly Unknown _u = unknown; [Workflow] public async Task RunAsync() {{ {body} }} }}").AnalyzeDeterminism(),
        Throws.Nothing);

    private static void Check(string body, string members, bool prices) => Expect.Findings([
        ("Types.cs", prices ? Types : Types.Replace("{|DUR1029:_field.ChargeAsync(1)|}", "_field.ChargeAsync(1)", StringComparison.Ordinal)),
        ("Case.cs", $$"""
            #pragma warning disable CS9113 // a case uses what it needs
            public sealed class W(IPayments payments, Bank bank, ITaxes taxes, Prices prices, Settings settings, IReadOnlyList<string> names,
                IEnumerable<IRule> rules, Lazy<IRule> lazy, Func<DateTime> clock, System.Text.Json.JsonSerializerOptions json, IServiceProvider provider)
            {
                private readonly IPayments _payments = payments;
                private readonly IPayments _guarded = payments ?? throw new ArgumentNullException(nameof(payments));
                private IPayments Property { get; } = payments;
                [Workflow] public async Task RunAsync()
                {
                    await Task.Yield();
                    {{body}}
                }
                [Step] private Task ChargeAsync(decimal amount) => payments.ChargeAsync(amount);
                {{members}}
            }
            """)]);

    private static MetadataReference Library(string source) => Program.ReferenceTo(Emit(source));

    private static byte[] Emit(string source)
    {
        using var stream = new MemoryStream();
        Assert.That(Project.OfFiles("Lib", ("Lib.cs", source)).Compilation.Emit(stream).Success);
        return stream.ToArray();
    }
}
