using DurableSdk.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.RoslynTests.Fixes;

/// <summary>A light bulb is asked for while the code is broken: whatever stands at the place, no fix may throw.</summary>
public sealed class HalfTypedFixTests
{
    private const string Source = """
        using System.IO;
        using Microsoft.Extensions.Logging;
        namespace Shop
        {
            public interface IShop { Task<int> BuyAsync(string id, CancellationToken cancel = default); }
            public class Real : IShop { [Step(MaxAttempts = 2)] public Task<int> BuyAsync(string id, CancellationToken cancel) => Task.FromResult(1); }
            public partial class Flow<T>(IShop shop, ILogger<Flow<T>> logger) where T : class
            {
                private string? _path = Guid.NewGuid().ToString();
                [Workflow] public async Task<int> RunAsync(string id = "x", CancellationToken cancel = default)
                {
                    var items = new Dictionary<string, int> { ["a"] = 1 };
                    foreach (var (key, value) in items.Where(i => i.Value > 1)) _ = shop.BuyAsync(key, CancellationToken.None);
                    try { lock (items) { Thread.Sleep(1000); await Task.Delay(5, cancel).ConfigureAwait(false); } }
                    catch (Exception) when (id.Length > 1) { logger.LogInformation($"{DateTime.Now:N2} {id.ToUpper()}"); }
                    catch { _path = File.ReadAllText(_path!).Trim(); }
                    var all = await Task.Run(async () => await Task.WhenAll(items.AsParallel().Select(i => shop.BuyAsync(i.Key)).ToList()));
                    async void Lost() => Help(Price(id), out var x);
                    var none = items?.Values.ToString() + shop?.BuyAsync(id)?.Result.ToString("N") + _path?.Trim()?.ToUpper() + await (shop?.BuyAsync(_path!) ?? Task.FromResult(1));
                    Func<string, CancellationToken, Task<int>> f = new Real().BuyAsync;
                    return (await f(id, default).WaitAsync(TimeSpan.FromDays(1))) + Environment.TickCount + shop.BuyAsync(id).Result;
                }
                private int Price(string id) { Task.WaitAll(shop.BuyAsync(id)); return id switch { "a" => Price("b"), _ => 1 }; }
                private static void Help(int a, out int b) => b = (int)Durable.UtcNow.Ticks + a;
                private int Length => File.ReadAllText("a").Length;
            }
        }
        """;

    [Test]
    public async Task No_fix_throws_on_truncated_code([Range(0, 7)] int part)
    {
        var length = Source.Length - ((Source.Length / 9) * part) - part;
        await CheckAsync(Source[..length]);
    }

    [Test]
    public async Task No_fix_throws_on_code_with_holes([Range(0, 3)] int part)
    {
        var source = Source;
        for (var at = source.Length - 40 - (part * 60); at > 0; at -= 240)
            source = source.Remove(at, 9);
        await CheckAsync(source);
    }

    private static async Task CheckAsync(string source)
    {
        using var solution = new FixSolution(("App", [("Case.cs", source)]));
        var document = solution.Document("Case.cs");
        var root = (await document.GetSyntaxRootAsync())!;
        foreach (var node in root.DescendantNodes().Where(n => n is ExpressionSyntax or StatementSyntax or MethodDeclarationSyntax or TypeDeclarationSyntax or CatchClauseSyntax or ArgumentSyntax).DistinctBy(n => n.Span))
        {
            foreach (var fix in FixSolution.All)
            {
                var finding = Diagnostic.Create(new DiagnosticDescriptor(fix.FixableDiagnosticIds[0], "", "", "", DiagnosticSeverity.Warning, true), node.GetLocation());
                if (await Spot.FindAsync(document, finding, CancellationToken.None) is { } spot)
                    Assert.DoesNotThrowAsync(() => fix.ChangeAsync(spot), $"{fix.GetType().Name} at {node}");
            }
        }
    }
}
