using System.Diagnostics;

namespace DurableSdk.Errors;

/// <summary>What an error says of its cause. Its text reaches the log, so it quotes no one whose message may hold a value.</summary>
internal static class CauseText
{
    /// <summary>The message where a library that is known to name types and places only has thrown; another's (a converter, a constructor) by its type.</summary>
    public static string Of(Exception cause, string library)
    {
        var thrower = new StackTrace(cause).GetFrame(0) is { } frame ? DiagnosticMethodInfo.Create(frame) : null;
        return thrower?.DeclaringAssemblyName.StartsWith(library, StringComparison.Ordinal) == true ? cause.Message
            : $"{cause.GetType().FullName} was thrown{(thrower is null ? "" : $" by {thrower.DeclaringTypeName}.{thrower.Name}")}.";
    }
}
