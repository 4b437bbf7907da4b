using System.Net;
using System.Net.Sockets;

namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class HttpRequest() : UnsafeCase(typeof(HttpRequestWorkflow))
{
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);

    public override string Does => "Awaits an answer by `HttpClient`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1008"];

    public override IReadOnlyList<string> FirstRun => ["DS1002"];

    public override string Really => "The run is blocked at once; the request was sent all the same.";

    public override async Task ProveAsync(Lab lab)
    {
        _server.Start();
        (await lab.StayAsync()).Blocks("DS1002");
        (await lab.EvictAsync()).Blocks("DS1002");
        using var request = await _server.AcceptTcpClientAsync().Soon();
        _server.Stop();
    }

    public override void Configure(DurableOptions options, int process) => options.Services.AddSingleton(new Uri($"http://{_server.LocalEndpoint}/"));
}

internal sealed class HttpRequestWorkflow(Uri server)
{
    [Workflow]
    public async Task<string> RunAsync()
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(server);
    }
}
