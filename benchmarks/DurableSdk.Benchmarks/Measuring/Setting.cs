namespace DurableSdk.Benchmarks;

/// <summary>What every benchmark is given.</summary>
/// <param name="Directory">Where the databases lie: on the disk that is measured.</param>
/// <param name="Sizes">How much of everything.</param>
/// <param name="Part">How long one part of a round is measured where its rate is what counts.</param>
/// <param name="Progress">Is told what goes on.</param>
internal sealed record Setting(string Directory, Sizes Sizes, TimeSpan Part, Action<string> Progress)
{
    private int _files;

    /// <summary>A file that isn't there yet.</summary>
    public string NewFile(string name) => Path.Combine(Directory, $"{name}-{++_files}.db");

    /// <summary>Removes a database with what lies beside it: a full run would otherwise leave gigabytes until its end.</summary>
    public void Delete(string file)
    {
        foreach (var path in System.IO.Directory.GetFiles(Directory, Path.GetFileName(file) + "*"))
            File.Delete(path);
    }
}
