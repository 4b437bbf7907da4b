namespace Idiomatic.FileNames;

using System.IO;

/// <summary>What computes only is no input or output: paths, addresses, exceptions, readers over strings, JSON.</summary>
public sealed class FileNamesWorkflow
{
    [Workflow]
    public async Task<string> RunAsync(string folder, string name, Uri address)
    {
        var path = Path.Combine(folder, Path.ChangeExtension(name, ".csv"));
        if (Path.GetInvalidFileNameChars().Any(name.Contains))
            throw new InvalidDataException($"'{name}' is no file name.");

        var text = await ReadAsync(path);
        using var reader = new StringReader(text);
        var lines = 0;
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0)
                throw new FileNotFoundException("An empty line.", path);
            lines++;
        }

        var host = address.Host;
        if (System.Net.IPAddress.TryParse(host, out var ip) && System.Net.IPAddress.IsLoopback(ip))
            host = "here";
        var json = System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, int> { [host] = lines });
        return await SendAsync(address, json) switch
        {
            System.Net.HttpStatusCode.OK => host,
            var status => throw new System.Net.Http.HttpRequestException("refused", null, status),
        };
    }

    [Step] private static Task<string> ReadAsync(string path, CancellationToken cancel = default) => File.ReadAllTextAsync(path, cancel);

    [Step] private static Task<System.Net.HttpStatusCode> SendAsync(Uri address, string json) => Task.FromResult(System.Net.HttpStatusCode.OK);
}
