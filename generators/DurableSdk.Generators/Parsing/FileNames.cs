namespace DurableSdk.Generators.Parsing;

/// <summary>File names without their folders: generated code is the same on every machine.</summary>
internal static class FileNames
{
    public static string Of(string? path)
    {
        if (string.IsNullOrEmpty(path))
            return "Source";
        return path!.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
    }

    public static string WithoutExtension(string file) =>
        file.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) ? file.Substring(0, file.Length - 3) : file;
}
