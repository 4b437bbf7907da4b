namespace Idiomatic.BoundedUpload;

/// <summary>At most so many steps at once, in slices of the list.</summary>
public sealed class BoundedUploadWorkflow
{
    [Workflow]
    public async Task<string[]> RunAsync(List<string> files, int parallel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parallel, 1);
        var results = new List<string>(files.Count);
        foreach (var slice in files.Chunk(parallel))
            results.AddRange(await Task.WhenAll(slice.Select(f => UploadAsync(f))));
        return [.. results];
    }

    [Step(MaxAttempts = 10)]
    private static async Task<string> UploadAsync(string file, CancellationToken cancel = default)
    {
        await using var stream = System.IO.File.OpenRead(file);
        using var http = new System.Net.Http.HttpClient();
        var response = await http.PutAsync(new Uri("http://localhost/" + file), new System.Net.Http.StreamContent(stream), cancel).ConfigureAwait(false);
        return response.StatusCode.ToString();
    }
}
