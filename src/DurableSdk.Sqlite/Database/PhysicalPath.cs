namespace DurableSdk.Sqlite.Database;

/// <summary>Where a path leads, with every link of it followed in its turn, as the operating system does.</summary>
internal static class PhysicalPath
{
    private const int LinksMax = 40;

    /// <summary>The path without links; null where its links lead in a circle. The file needn't be there.</summary>
    public static string? Of(string path)
    {
        // There ".." is what stands before it in the text, and a link to a directory is opened under its own name.
        if (OperatingSystem.IsWindows())
            return OfFile(Path.GetFullPath(path));
        var rest = new Stack<string>();
        Push(rest, Path.Combine(Environment.CurrentDirectory, path));
        var (physical, links) = ("/", 0);
        while (rest.TryPop(out var name))
        {
            if (name == "..")
                physical = Path.GetDirectoryName(physical) ?? "/";
            else if (new FileInfo(Path.Combine(physical, name)).LinkTarget is not { } target)
                physical = Path.Combine(physical, name);
            else if (++links > LinksMax)
                return null;
            else
                physical = Follow(rest, physical, target);
        }

        return physical;
    }

    private static string Follow(Stack<string> rest, string from, string target)
    {
        Push(rest, target);
        return Path.IsPathRooted(target) ? "/" : from;
    }

    private static void Push(Stack<string> rest, string path)
    {
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            if (name != ".")
                rest.Push(name);
        }
    }

    private static string? OfFile(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return (file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) ?? file).FullName;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
