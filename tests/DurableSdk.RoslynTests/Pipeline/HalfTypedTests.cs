using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Pipeline;

/// <summary>Code is broken most of the time that it is typed: neither generator nor analyzer may throw.</summary>
public sealed class HalfTypedTests
{
    private const string Source = """
        using S = DurableSdk.StepAttribute;
        namespace Shop
        {
            public class DeclinedException(string message, string code) : Exception(message) { public required string Code { get; init; } = code; }
            public partial class OrderWorkflow<T>(IRepository<T> repository) where T : class, new()
            {
                [Workflow(Name = "order", Version = 2)] public async Task<(int A, string? B)> RunAsync(string id = "x", CancellationToken cancel = default)
                {
                    try
                    {
                        var f = async (int x) => await ChargeAsync<decimal>(id, x);
                        await foreach (var t in Task.WhenEach(f(1), f(2))) await t;
                        await (repository?.LoadAsync(id) ?? Durable.Sleep(TimeSpan.FromDays(1)));
                    }
                    catch (DeclinedException e) when (e is { Code: "a" } or InvalidOperationException) { await base.ToString().OneAsync(); }
                    catch { }
                    return (1, nameof(ChargeAsync));
                    [Step] Task Local() => ChargeAsync<int>("", 1);
                }
                [Step(MaxAttempts = 5, RetryDelay = "1s", NonRetryable = [typeof(DeclinedException)])]
                private partial Task<U> ChargeAsync<U>(string id, [NotCompared] U total, params int[] more);
            }
            public interface IRepository<T> { [S] Task<T> LoadAsync(string id) => throw null!; }
            public static class Extensions { [Step] public static Task<T> OneAsync<T>(this T self) => Task.FromResult(self); }
        }
        """;

    [Test]
    public void Truncated_source_never_throws([Range(0, 3)] int offset)
    {
        for (var length = offset * 9; length < Source.Length; length += 36)
            Check(Source[..length], length);
    }

    [Test]
    public void Source_with_a_hole_never_throws([Range(0, 1)] int offset)
    {
        for (var at = offset * 20; at < Source.Length - 12; at += 40)
            Check(Source.Remove(at, 12), at);
    }

    /// <summary>The body falls apart so that a local function is called where it isn't in scope.</summary>
    [Test]
    public void Call_of_a_local_function_out_of_scope_never_throws() => Check("""
        record Order { ; => 2))];
            [Workflow] Task<int RunAsync( CancellationToken cancel
            {
                , await OneAsync(cancel ) => NumAsync( }
            }
            )] Task OneAsync(CancellationToken ;
            [Step] partial int NumAsync(
        }
        """, 0);

    private static void Check(string source, int at)
    {
        // Generating says by itself when the generator threw.
        Assert.That(Project.Of(source).Analyze().Where(d => d.Id == "AD0001").Select(d => d.ToString()), Is.Empty, $"at {at}");
    }
}
