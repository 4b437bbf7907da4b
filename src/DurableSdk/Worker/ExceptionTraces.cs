namespace DurableSdk.Worker;

/// <summary>An exception for a log line: types and places, without messages and data, which may quote what a workflow works on.</summary>
internal static class ExceptionTraces
{
    public static string Of(Exception exception)
    {
        var causes = new List<string>();
        for (var cause = exception; cause is not null; cause = cause.InnerException)
            causes.Add($"{cause.GetType().FullName}{Environment.NewLine}{cause.StackTrace}");
        return string.Join($"{Environment.NewLine}caused by ", causes);
    }
}
