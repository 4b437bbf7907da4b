namespace DurableSdk.Failures;

/// <summary>Ends the trace of an exception where the engine has called the user's code: what is below says nothing of the failure, and how it reads depends on how the engine was compiled.</summary>
internal static class TraceText
{
    private static readonly string[] Engine =
    [
        "   at DurableSdk.CompilerServices.",
        "   at DurableSdk.Generated.",
        "   at DurableSdk.Replay.",
        "   at DurableSdk.Worker.",
        "   at DurableSdk.Testing.Scheduling.",
        "   at DurableSdk.Testing.Steps.",
        "--- ",
    ];

    /// <summary>A trace that is the engine's from top to bottom stays whole: then it is the engine that failed.</summary>
    public static string WithoutEngine(string trace)
    {
        var left = trace.AsSpan();
        while (IsEngine(LastLine(left)))
        {
            left = left[..Math.Max(left.LastIndexOf('\n'), 0)];
            if (left.IsEmpty)
                return trace;
        }

        return left.TrimEnd('\r').ToString();
    }

    private static ReadOnlySpan<char> LastLine(ReadOnlySpan<char> text) => text[(text.LastIndexOf('\n') + 1)..];

    private static bool IsEngine(ReadOnlySpan<char> line)
    {
        foreach (var start in Engine)
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
                return true;
        }

        return line.IsWhiteSpace();
    }
}
