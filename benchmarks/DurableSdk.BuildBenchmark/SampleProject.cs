namespace DurableSdk.BuildBenchmark;

/// <summary>The project that is built: workflows of three shapes with five steps each, and the plain code around them.</summary>
internal sealed class SampleProject
{
    private static readonly string[] WorkflowShapes = ["Sequential", "FanOut", "Polling"];
    private static readonly string[] Areas = ["Orders", "Billing", "Shipping", "Claims", "Onboarding", "Payroll", "Returns", "Pricing", "Renewals", "Support"];
    private static readonly string[] Actions = ["Approve", "Import", "Settle", "Reconcile", "Publish", "Archive", "Notify", "Allocate", "Verify", "Migrate"];

    private SampleProject(string directory) => Directory = directory;

    public string Directory { get; }

    /// <summary>Lines of the files with workflows and steps; about half of them are records and plain helpers.</summary>
    public int WorkflowLines { get; private set; }

    /// <summary>Lines of the other files.</summary>
    public int PlainLines { get; private set; }

    public static SampleProject Write(string directory, string parts, Options options)
    {
        var project = new SampleProject(directory);
        project.Write("Sample.csproj", Template("Project").Replace("@References@", Path.Combine(parts, "references"), StringComparison.Ordinal).Replace("@Roslyn@", Path.Combine(parts, "roslyn"), StringComparison.Ordinal));
        project.PlainLines += project.Write("Program.cs", Template("Program"));
        for (var i = 0; i < options.Workflows; i++)
            project.WriteWorkflow(i, options.IsLean);
        return project;
    }

    private void WriteWorkflow(int index, bool isLean)
    {
        var area = Areas[index % Areas.Length];
        var name = $"{Actions[index / Areas.Length % Actions.Length]}{area}{index:000}";
        WorkflowLines += WriteFile($"{name}Workflow", WorkflowShapes[index % WorkflowShapes.Length]);
        PlainLines += WriteFile($"{name}Repository", "Repository");
        if (!isLean)
            PlainLines += WriteFile($"{name}Endpoints", "Endpoints");

        int WriteFile(string file, string template) =>
            Write($"{area}/{name}/{file}.cs", Template(template).Replace("@Area@", area, StringComparison.Ordinal).Replace("@Name@", name, StringComparison.Ordinal));
    }

    private int Write(string path, string text)
    {
        var full = Path.Combine(Directory, path);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return text.Count(c => c == '\n');
    }

    private static string Template(string name)
    {
        using var reader = new StreamReader(typeof(SampleProject).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
