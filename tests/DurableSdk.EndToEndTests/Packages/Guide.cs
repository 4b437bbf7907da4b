using System.Text.RegularExpressions;

namespace DurableSdk.EndToEndTests.Packages;

/// <summary>The guide's page about tests, as one would type it in.</summary>
/// <param name="framework">As the guide's table calls it.</param>
/// <param name="attribute">What a test has.</param>
/// <param name="classAttribute">What its class has; nothing for none.</param>
/// <param name="import">Where they come from.</param>
internal sealed partial class Guide(string framework, string attribute, string classAttribute, string import)
{
    private const string TestClass = "public sealed class OrderTests";

    private readonly string _text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Packages", "testing.md")).ReplaceLineEndings("\n");

    /// <summary>The first block, which is a file, with the attributes in the places that it leaves for them.</summary>
    public string FirstTest => $"{import}\n{AttributePlace().Replace(Blocks("csharp").First(), attribute).Replace(TestClass, $"{classAttribute}\n{TestClass}", StringComparison.Ordinal)}";

    /// <summary>The blocks that are members of that class, in one of their own: each test with its attribute, and the one for histories with that of the table.</summary>
    public string OtherTests
    {
        get
        {
            var members = Blocks("csharp member").Select(block => block.StartsWith("public async Task History_is_followed(string path)", StringComparison.Ordinal)
                ? $"{CellFor("beside")}\n{CellFor("on")}\n{block}"
                : $"{attribute}\n{block}");
            return $"using DurableSdk;\n{import}\n\n{classAttribute}\npublic sealed class GuideTests\n{{\n{string.Join('\n', members)}}}\n";
        }
    }

    private IEnumerable<string> Blocks(string kind) => _text.Split($"```{kind}\n").Skip(1).Select(rest => rest.Split("```")[0]);

    /// <summary>What the table of histories says of the framework: what stands on the test, and what beside it.</summary>
    private string CellFor(string place)
    {
        var codes = _text.Split('\n').Single(line => line.StartsWith($"| {framework} |", StringComparison.Ordinal)).Split('`');
        return place == "on" ? codes[1] : codes.ElementAtOrDefault(3) ?? "";
    }

    [GeneratedRegex(@"// \[Test\] of NUnit.*")]
    private static partial Regex AttributePlace();
}
