using System.Net.Http.Json;
using System.Text.Json;
using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.Samples;

/// <summary>The web shop as a process of its own, on a port that was free.</summary>
internal sealed class ShopProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ChildProcess _process;

    private ShopProcess(ChildProcess process, Uri address)
    {
        _process = process;
        Http = new HttpClient { BaseAddress = address };
    }

    public HttpClient Http { get; }

    /// <param name="directory">Where its database lies.</param>
    /// <param name="options">Of its command line.</param>
    public static async Task<ShopProcess> StartAsync(TestDirectory directory, params string[] options)
    {
        var process = ChildProcess.Start(ChildProcess.Dotnet, [Path.Combine(AppContext.BaseDirectory, "WebShop.dll"), "--urls", "http://127.0.0.1:0", .. options], directory.Path);
        try
        {
            return new ShopProcess(process, await process.ListensAsync());
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    public Task KillAsync() => _process.KillAsync();

    public Task<int> EndsAsync() => _process.EndsAsync();

    /// <summary>Asks again until the answer is as wanted.</summary>
    public async Task<JsonElement> ShowsAsync(string path, Predicate<JsonElement> wanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = await GetAsync(path);
            if (wanted(answer))
                return answer;
            Assert.That(patience.IsCancellationRequested, Is.False, () => $"{path} still shows {answer}{Environment.NewLine}{_process}");
            await Task.Delay(50);
        }
    }

    public Task<JsonElement> GetAsync(string path) => Http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    public async Task<int> PostAsync(string path, object body)
    {
        using var answer = await Http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        return (int)answer.StatusCode;
    }

    public async Task<int> DeleteAsync(string path)
    {
        using var answer = await Http.DeleteAsync(new Uri(path, UriKind.Relative));
        return (int)answer.StatusCode;
    }

    public override string ToString() => _process.ToString();

    public void Dispose()
    {
        Http.Dispose();
        _process.Dispose();
    }
}
