using System.Text.RegularExpressions;
using DurableSdk.Storage;

namespace DurableSdk.DocsTests;

/// <summary>What the guides list, they list in full.</summary>
public sealed partial class CompletenessTests
{
    [Test]
    public void Hosting_names_every_option()
    {
        var guide = Repository.Read("docs/guide/hosting.md");
        var missing = typeof(DurableOptions).GetProperties().Select(option => option.Name)
            .Except([nameof(DurableOptions.Services)]).Where(name => !guide.Contains($"`{name}`", StringComparison.Ordinal));
        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void Testing_names_every_option()
    {
        var guide = Repository.Read("docs/guide/testing.md");
        var missing = typeof(WorkflowTestOptions).GetProperties().Select(option => option.Name).Where(name => !guide.Contains($"`o.{name}", StringComparison.Ordinal));
        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void Steps_names_every_option()
    {
        var guide = Repository.Read("docs/guide/steps.md");
        var missing = typeof(StepAttribute).GetProperties().Where(option => option.DeclaringType == typeof(StepAttribute)).Select(option => option.Name)
            .Where(name => !guide.Contains($"| `{name}` |", StringComparison.Ordinal));
        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void Workflows_names_every_durable_operation()
    {
        var guide = Repository.Read("docs/guide/workflows.md");
        var missing = typeof(Durable).GetMembers().Where(member => member.DeclaringType == typeof(Durable) && !member.Name.StartsWith("get_", StringComparison.Ordinal))
            .Select(member => member.Name).Where(name => !guide.Contains($"`Durable.{name}", StringComparison.Ordinal));
        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void Operations_numbers_every_event_and_status()
    {
        var guide = Repository.Read("docs/guide/operations.md");
        Assert.Multiple(() =>
        {
            foreach (var kind in Enum.GetValues<EventKind>())
                Assert.That(guide, Does.Contain($"| {(int)kind} | `{kind}`"));
            foreach (var status in Enum.GetValues<RunStatus>())
                Assert.That(guide, Does.Contain(((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture)).And.Contain($"`{status}`"));
        });
    }

    [Test]
    public void Architecture_names_tests_that_exist()
    {
        var tests = string.Join('\n', Repository.Files(Path.Combine(Repository.Root, "tests"), "*.cs").Select(File.ReadAllText));
        var named = TestName().Matches(Repository.Read("ARCHITECTURE.md")).Select(match => match.Groups[1].Value).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(named, Has.Length.GreaterThan(10));
            Assert.That(named.Where(name => !tests.Contains($" {name}(", StringComparison.Ordinal)), Is.Empty);
        });
    }

    [GeneratedRegex("`([A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+)`")]
    private static partial Regex TestName();
}
