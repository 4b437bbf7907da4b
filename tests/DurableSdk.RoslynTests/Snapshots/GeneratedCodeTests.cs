using DurableSdk.RoslynTests.Harness;
using static DurableSdk.RoslynTests.Harness.Verifier;

namespace DurableSdk.RoslynTests.Snapshots;

/// <summary>What generated code looks like: the smallest source that shows each part.</summary>
public sealed class GeneratedCodeTests
{
    [Test]
    public Task Workflow_with_a_private_step_and_a_sleep() => Verify(Project.OfFiles("Shop", ("OrderWorkflow.cs", """
        namespace Shop;

        public sealed class OrderWorkflow
        {
            [Workflow]
            public async Task<string> RunAsync(string id)
            {
                await Durable.Sleep(TimeSpan.FromHours(24));
                return await ChargeAsync(id, 10);
            }

            [Step(MaxAttempts = 5, Timeout = "30s", NonRetryable = [typeof(ArgumentException)])]
            private Task<string> ChargeAsync(string id, decimal total, CancellationToken cancel = default) => Task.FromResult(id);
        }
        """)).RunDriver());

    [Test]
    public Task Generic_step_in_a_helper() => Verify(Project.OfFiles("Shop", ("Cache.cs", """
        namespace Shop;

        public class Cache<TKey> where TKey : notnull
        {
            public async ValueTask FillAsync(TKey key) => await PutAsync<int>(key, 1);

            [Step] private ValueTask PutAsync<TValue>(TKey key, [NotCompared] TValue? value) where TValue : struct => default;
        }
        """)).RunDriver());

    [Test]
    public Task Step_with_a_compensation() => Verify(Project.OfFiles("Shop", ("Stock.cs", """
        namespace Shop;

        public class Stock
        {
            public async Task TakeAsync(string item) => await ReserveAsync(item, 1);

            [Step(Compensate = nameof(ReleaseAsync))] private Task<Guid> ReserveAsync(string item, int count) => Task.FromResult(Guid.Empty);

            [Step(MaxAttempts = 9)] private Task<int> ReleaseAsync(Guid reservation, CancellationToken cancel) => Task.FromResult(1);
        }
        """)).RunDriver());

    [Test]
    public Task Steps_with_a_pipeline() => Verify(Project.OfFiles("Shop", ("Payments.cs", """
        namespace Shop;

        public static class Payments
        {
            public static async Task<string> PayAsync() => await ChargeAsync() + await ChargeAsync<int>();

            [Step(Pipeline = "payments")]
            private static Task<string> ChargeAsync() => Task.FromResult("");

            [Step(Pipeline = "payments")]
            private static Task<T> ChargeAsync<T>() where T : new() => Task.FromResult(new T());
        }
        """)).RunDriver());

    [Test]
    public Task Transactional_step() => Verify(Project.OfFiles("Shop", ("Bookings.cs", """
        using System.Data.Common;

        namespace Shop;

        public static class Bookings
        {
            public static Task BookAsync() => InsertAsync("12A");

            [Step(Transactional = true)]
            internal static Task InsertAsync(string seat, DbConnection db = null!, DbTransaction transaction = null!, CancellationToken cancel = default) => Task.CompletedTask;
        }
        """)).RunDriver());

    [Test]
    public Task Time_limits() => Verify(Project.OfFiles("Shop", ("Limits.cs", """
        namespace Shop;

        public static class Limits
        {
            public static async Task<T> LimitAsync<T>(Task<T> task, ValueTask other)
            {
                await other.WithTimeout(TimeSpan.FromSeconds(1));
                return await task.WithTimeout(TimeSpan.FromSeconds(2));
            }
        }
        """)).RunDriver());

    [Test]
    public Task Caught_exception_with_a_property() => Verify(Project.OfFiles("Shop", ("Flow.cs", """
        namespace Shop;

        public class DeclinedException(string message, string card) : Exception(message)
        {
            public string Card => card;
            public int Attempts { get; set; }
        }

        public static class Flow
        {
            [Workflow]
            public static async Task RunAsync()
            {
                try { await Task.Yield(); } catch (DeclinedException) { }
            }
        }
        """)).RunDriver());

    [Test]
    public Task Queries() => Verify(Project.OfFiles("Shop", ("Parcel.cs", """
        namespace Shop;

        public sealed class Parcel
        {
            [Workflow] public Task RunAsync() => Task.CompletedTask;
            [Query] public string? Status => null;
            [Query(Name = "stops")] private List<string> Stops(int most = 3) => [];
            [Query] private int Result => 1;
        }
        """)).RunDriver());

    [Test]
    public Task Updates() => Verify(Project.OfFiles("Shop", ("Account.cs", """
        namespace Shop;

        public sealed class Account
        {
            [Workflow] public Task RunAsync() => Task.CompletedTask;
            [Update(Validate = nameof(Check))] public void Deposit(int amount) { }
            [Update(Validate = nameof(Check))] private Task<string> DrawAsync(int amount) => Task.FromResult("");
            [Update(Validate = nameof(May))] public int Count() => 1;
            [Update(Name = "end")] public Task CloseAsync() => Task.CompletedTask;
            private void Check(int amount) { }
            internal static bool May() => true;
        }
        """)).RunDriver());

    [Test]
    public Task Typed_client() => Verify(Project.OfFiles("Shop", ("Flow.cs", """
        namespace Shop;

        public static class Flow
        {
            [Workflow] public static Task<int> RunAsync(string id, int times = 3) => Task.FromResult(times);
        }
        """), ("Stub.cs", ClientStub.Source)).RunDriver());

    [Test]
    public Task Status_and_attributes() => Verify(Project.OfFiles("Shop", ("Flow.cs", """
        namespace Shop;

        public static class Flow
        {
            [Workflow]
            public static Task RunAsync(string region)
            {
                Durable.SetStatus("begun");
                Durable.SetAttribute("region", region);
                return Task.CompletedTask;
            }
        }
        """)).RunDriver());

    [Test]
    public Task Child_workflows() => Verify(Project.OfFiles("Shop", ("OrderWorkflow.cs", """
        namespace Shop;

        public interface IBilling
        {
            ValueTask<decimal> BillAsync(string orderId, CancellationToken cancel = default);
        }

        public sealed class BillWorkflow : IBilling
        {
            [Workflow(Version = 2)]
            public ValueTask<decimal> BillAsync(string orderId, CancellationToken cancel = default) => new(1);
        }

        public sealed class OrderWorkflow(IBilling billing)
        {
            [Workflow]
            public async Task RunAsync(int depth)
            {
                await billing.BillAsync("a");
                await RunAsync(depth - 1);
            }
        }
        """)).RunDriver());

    [Test]
    public Task Signals() => Verify(Project.OfFiles("Shop", ("ReviewWorkflow.cs", """
        namespace Shop;

        public sealed class ReviewWorkflow
        {
            private bool _isClosed;

            [Workflow]
            public async Task<bool> RunAsync(string board)
            {
                var isGranted = await Durable.WaitForSignal<bool>("granted", TimeSpan.FromDays(14));
                await Durable.Send(board, "reviewed", isGranted);
                await Durable.Send(board, "idle");
                return await Durable.Until(() => _isClosed, TimeSpan.FromDays(1));
            }

            [Signal] public Task CloseAsync(string by, int reason) { _isClosed = true; return Task.CompletedTask; }
            [Signal(Name = "reopen")] private void Open() => _isClosed = false;
        }
        """), ("Stub.cs", ClientStub.Source)).RunDriver());

    [Test]
    public Task Host_and_tasks_as_they_complete() => Verify(Project.OfFiles("Shop", ("Program.cs", """
        namespace Shop;

        public static class Program
        {
            public static async Task Main()
            {
                await DurableHost.StartAsync(o => { });
                await foreach (var task in Task.WhenEach(Task.FromResult(1), Task.FromResult(2)))
                    await task;
            }
        }
        """), ("Stub.cs", ClientStub.Source)).RunDriver());
}
