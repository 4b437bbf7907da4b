namespace DurableSdk.Generators.Parsing;

/// <summary>What the members of a generated handle are called.</summary>
internal static class HandleNames
{
    /// <summary>The handle's own members keep their names.</summary>
    /// <param name="member">The member of the workflow's class.</param>
    /// <param name="kind">What stands before the name of one that the handle has itself.</param>
    public static string Of(string member, string kind) => WithoutAsync(member) is var name && IsTaken(name) ? $"{kind}{name}Async" : $"{name}Async";

    public static string WithoutAsync(string name) =>
        name.Length > 5 && name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - 5) : name;

    private static bool IsTaken(string name) => name is "Cancel" or "Resume" or "Pause" or "Terminate" or "Wait" or "Result" or "Signal" or "GetRun" or "SendSignal" or "Query" or "AskQuery" or "Update" or "SendUpdate";
}
