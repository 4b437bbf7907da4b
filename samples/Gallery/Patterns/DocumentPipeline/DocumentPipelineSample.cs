using System.Security.Cryptography;

namespace Gallery.Patterns.DocumentPipeline;

// A real text goes through five stages: upload, validate, extract, analyse, summarise. Each is a step, so its result is a checkpoint. The process is killed while it analyses.
// Look at: upload, validation and extraction come from the log; the status text says how far the run is, for whoever lists runs.
internal sealed class DocumentPipelineSample : ISample
{
    public string Name => "document-pipeline";

    public string Summary => "Upload, validate, extract, analyse and summarise a text, with a checkpoint after each.";

    public async Task RunAsync(Stage stage)
    {
        await using var host = await stage.StartAsync();
        var run = await host.Client.StartDocumentWorkflowAsync("minutes.txt", new() { IdempotencyKey = "minutes.txt" });
        var summary = await run.ResultAsync();
        stage.Say($"It is about {string.Join(", ", summary.Topics)}.");
        stage.Say($"In short: {summary.Sentence}");
    }
}

internal sealed record StoredDocument(string Path, string Checksum);

internal sealed record WordCount(string Word, int Count);

internal sealed record DocumentSummary(IReadOnlyList<string> Topics, string Sentence);

internal sealed class DocumentWorkflow(Stage stage)
{
    private const int TopicsMax = 3;

    [Workflow]
    public async Task<DocumentSummary> RunAsync(string file)
    {
        Durable.SetStatus("1 of 5, upload");
        var document = await UploadAsync(file);
        Durable.SetStatus("2 of 5, validate");
        await ValidateAsync(document);
        Durable.SetStatus("3 of 5, extract");
        var sentences = await ExtractAsync(document);
        Durable.SetStatus("4 of 5, analyse");
        var words = await AnalyseAsync(sentences);
        Durable.SetStatus("5 of 5, summarise");
        var summary = await SummariseAsync(sentences, words);
        Durable.SetStatus("done");
        return summary;
    }

    [Step]
    private async Task<StoredDocument> UploadAsync(string file)
    {
        stage.Say($"copies {file} into the store");
        var stored = stage.PathOf(file);
        File.Copy(Path.Combine(Options.ProjectDirectory, "Patterns", "DocumentPipeline", file), stored, overwrite: true);
        return new StoredDocument(stored, Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(stored))));
    }

    [Step(NonRetryable = [typeof(InvalidDataException)])]
    private async Task ValidateAsync(StoredDocument document)
    {
        stage.Say($"checks the sum {document.Checksum[..8]}");
        if (Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(document.Path))) != document.Checksum)
            throw new InvalidDataException($"{document.Path} isn't what was uploaded.");
    }

    [Step]
    private async Task<string[]> ExtractAsync(StoredDocument document)
    {
        var text = await File.ReadAllTextAsync(document.Path);
        var body = text[text.IndexOf("\n\n", StringComparison.Ordinal)..];
        string[] sentences = [.. body.Split('.', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        stage.Say($"finds {sentences.Length} sentences");
        return sentences;
    }

    [Step]
    private Task<WordCount[]> AnalyseAsync(string[] sentences)
    {
        stage.Say("counts words");
        stage.CrashHere("while the words are counted");
        var counts = sentences.SelectMany(Words).GroupBy(word => word).Select(group => new WordCount(group.Key, group.Count()));
        return Task.FromResult<WordCount[]>([.. counts.OrderByDescending(count => count.Count).ThenBy(count => count.Word, StringComparer.Ordinal).Take(TopicsMax)]);
    }

    [Step]
    private Task<DocumentSummary> SummariseAsync(string[] sentences, WordCount[] words)
    {
        stage.Say("looks for the sentence that says most of it");
        var topics = words.Select(count => count.Word).ToList();
        var sentence = sentences.MaxBy(sentence => Words(sentence).Distinct().Count(topics.Contains))!;
        return Task.FromResult(new DocumentSummary(topics, $"{sentence}."));
    }

    /// <summary>Words that are long enough to mean something.</summary>
    private static IEnumerable<string> Words(string sentence) =>
        sentence.ToLowerInvariant().Split([' ', ',', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 4);
}
