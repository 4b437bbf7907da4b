namespace DurableSdk.EndToEndTests.Packages;

/// <summary>What a user's build says of a workflow that reads the clock, and how a project decides otherwise.</summary>
[Category("Packages")]
public sealed class DeterminismTests
{
    private const string Strict = "-p:DurableDeterminism=strict";

    private UserApp _app = null!;

    [OneTimeSetUp]
    public void SetUp() => _app = new UserApp("Determinism");

    [OneTimeTearDown]
    public void TearDown() => _app.Dispose();

    [SetUp]
    public void ForgetSettings() => File.Delete(Path.Combine(_app.Directory, ".editorconfig"));

    [Test]
    public async Task Clock_in_a_workflow_is_a_warning() => await BuildSucceedsAsync("warning DUR1001");

    [Test]
    public async Task Clock_in_a_workflow_is_an_error_when_strict() => await BuildFailsAsync("error DUR1001", Strict);

    [Test]
    public async Task Pragma_silences_a_rule_when_strict() => await BuildIsSilentAsync(Strict, "-p:DefineConstants=SUPPRESSED");

    [Test]
    public async Task Editorconfig_wins_over_strict()
    {
        Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.DUR1001.severity = warning\n");
        await BuildSucceedsAsync("warning DUR1001", Strict);
        Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.DUR1001.severity = none\n");
        await BuildIsSilentAsync(Strict);
    }

    [Test]
    public async Task NoWarn_wins_over_strict() => await BuildIsSilentAsync(Strict, "-p:NoWarn=DUR1001");

    [Test]
    public async Task Rule_of_another_analyzer_is_silent_in_the_workflow_and_speaks_in_the_step()
    {
        Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.CA2007.severity = warning\n");
        var (_, output) = await _app.TryBuildAsync();
        Assert.That(output, Does.Match("Notes.cs.*warning CA2007").And.Not.Match("ClockWorkflow.cs.*warning CA2007"));
    }

    [Test]
    public async Task Unknown_value_is_an_error() => await BuildFailsAsync("error DUR1000: DurableDeterminism is 'loose'", "-p:DurableDeterminism=loose");

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_app.Directory, file), text);

    private async Task BuildSucceedsAsync(string said, params string[] options)
    {
        var (succeeded, output) = await _app.TryBuildAsync(options);
        Assert.That(output, Does.Contain(said).And.Not.Contain("error DUR"));
        Assert.That(succeeded, output);
    }

    private async Task BuildFailsAsync(string said, params string[] options)
    {
        var (succeeded, output) = await _app.TryBuildAsync(options);
        Assert.That(output, Does.Contain(said));
        Assert.That(succeeded, Is.False, output);
    }

    private async Task BuildIsSilentAsync(params string[] options)
    {
        var (succeeded, output) = await _app.TryBuildAsync(options);
        Assert.That(output, Does.Not.Contain("warning DUR").And.Not.Contain("error DUR"));
        Assert.That(succeeded, output);
    }
}
