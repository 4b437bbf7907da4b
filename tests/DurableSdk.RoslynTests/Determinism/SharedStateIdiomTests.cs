using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>What people write every day about services, statics, fields and loggers, and what no rule may complain of.</summary>
public sealed class SharedStateIdiomTests
{
    private const string Idioms = """
        using System.Collections.Frozen;
        using System.Collections.Immutable;
        using System.Text.Json;
        using System.Text.RegularExpressions;
        using Microsoft.Extensions.Logging;

        public interface IPayments { Task<string> ChargeAsync(string id, decimal amount, CancellationToken cancel = default); }
        public interface IShipping { [Step] Task<string> ShipAsync(string id); }
        public sealed record Line(string Article, int Count, decimal Price);
        public sealed record Order(string Id, ImmutableList<Line> Lines, Address To) { public decimal Total => Lines.Sum(l => l.Count * l.Price); }
        public sealed record Address(string City, string Country);
        public sealed class Limits { public decimal Max { get; set; } = 100; public List<string> Countries { get; } = ["NL"]; }
        public enum State { New, Paid, Sent }

        public sealed class Category
        {
            public static readonly Category Book = new("book", 0.09m);
            public static readonly Category Other = new("other", 0.21m);
            private readonly decimal _rate;
            private Category(string name, decimal rate) => (Name, _rate) = (name, rate);
            public string Name { get; }
            public static IReadOnlyList<Category> All { get; } = [Book, Other];
            public static Category Of(string name) => All.FirstOrDefault(c => c.Name == name) ?? Other;
            public decimal Tax(decimal amount) => amount * _rate;
        }

        public sealed class Prices(Limits limits, IComparer<string> order)
        {
            private static readonly FrozenDictionary<string, decimal> Discounts = new Dictionary<string, decimal> { ["NL"] = 0.1m }.ToFrozenDictionary();
            private readonly Dictionary<string, decimal> _rates = new() { ["a"] = 1 };
            public decimal Of(Order order) => Math.Min(limits.Max, order.Total * (1 - Discounts.GetValueOrDefault(order.To.Country)));
            public decimal Rate(string name) => _rates.TryGetValue(name, out var rate) ? rate : 0;
            public IEnumerable<string> Sorted(IEnumerable<string> names) => names.OrderBy(n => n, order);
        }

        public interface IShape { decimal Area { get; } }
        public sealed class Square(decimal side) : IShape { public decimal Area => side * side; }

        public sealed class Cart
        {
            private readonly List<Line> _lines = [];
            private int _version;
            public void Add(Line line) { _lines.Add(line); _version++; }
            public (int Count, int Version) Summary => (_lines.Count, _version);
        }

        public abstract class WorkflowBase(IPayments payments)
        {
            protected IPayments Payments { get; } = payments;
            protected static string Key => StepContext.Current.IdempotencyKey;
            protected virtual string Name => GetType().Name;
        }

        public sealed class OrderWorkflow(IPayments payments, IShipping shipping, Prices prices, Limits limits, ILogger<OrderWorkflow> logger, JsonSerializerOptions json)
            : WorkflowBase(payments)
        {
            private const int Max = 10;
            private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
            private static readonly Regex Code = new("^[a-z]+$");
            private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
            private static readonly Lazy<int[]> Primes = new(() => [2, 3, 5]);
            private static readonly string[] Words = ["a", "b"];
            private static readonly Func<decimal, decimal> Round = d => Math.Round(d, 2);
            private readonly Cart _cart = new();
            private readonly Dictionary<string, int> _counts = [];
            private State _state;

            private bool IsDone => _state == State.Sent;

            [Workflow] public async Task<string> RunAsync(Order order, CancellationToken cancel)
            {
                ArgumentNullException.ThrowIfNull(order);
                Durable.Logger.LogInformation("order {Id} of {Name}", order.Id, Name);
                Describe(Durable.Logger, order);
                foreach (var line in order.Lines.Where(l => l.Count < Max))
                {
                    _cart.Add(line);
                    _counts[line.Article] = _counts.GetValueOrDefault(line.Article) + line.Count;
                }

                var tax = Round(Category.Of("book").Tax(prices.Of(order)) + prices.Rate("a"));
                if (limits.Max < tax || !limits.Countries.Contains(order.To.Country) || !Code.IsMatch(order.Id))
                    return JsonSerializer.Serialize(order, json) + JsonSerializer.Serialize(order, Web);
                IShape shape = new Square(Primes.Value[0]);
                var paid = await ChargeAsync(order.Id, tax + shape.Area);
                _state = State.Paid;
                await Task.WhenAll(prices.Sorted(Words).Select(w => shipping.ShipAsync(w)));
                while (!IsDone && !cancel.IsCancellationRequested)
                {
                    await Durable.Sleep(Pause);
                    _state = await shipping.ShipAsync(paid) switch { "sent" => State.Sent, _ => _state };
                }

                return $"{_cart.Summary.Count} {_state} {(order with { Id = "x" }).Id}";
            }

            private static void Describe(ILogger log, Order order) => log.LogDebug("{Count} lines", order.Lines.Count);

            [Step(MaxAttempts = 3)]
            private async Task<string> ChargeAsync(string id, decimal amount, CancellationToken cancel = default)
            {
                logger.LogInformation("charge {Key} at {Now}", Key, DateTime.UtcNow);
                var result = await Payments.ChargeAsync(id, Math.Min(amount, limits.Max), cancel);
                return payments is null ? "" : result + Guid.NewGuid();
            }
        }
        """;

    [Test]
    public void Everyday_workflow_is_silent() => Expect.Findings(Idioms);

    [Test]
    public void No_prefix_of_it_makes_the_analyzer_throw()
    {
        for (var length = 1; length < Idioms.Length; length += 97)
            Assert.That(() => Project.Of(Idioms[..length]).AnalyzeDeterminism(), Throws.Nothing, Idioms[..length]);
    }
}
