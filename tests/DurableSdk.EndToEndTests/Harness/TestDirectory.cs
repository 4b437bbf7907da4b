namespace DurableSdk.EndToEndTests.Harness;

/// <summary>A directory of a test's own outside the repository; deleted when the test has passed, kept and named when it has failed.</summary>
internal sealed class TestDirectory : IDisposable
{
    public TestDirectory() => Path = Directory.CreateTempSubdirectory("durable-e2e-").FullName;

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (TestContext.CurrentContext.Result.FailCount > 0)
            TestContext.Out.WriteLine($"Kept for a look: {Path}");
        else
            Directory.Delete(Path, recursive: true);
    }
}
