namespace DurableSdk.CodeFixes;

/// <summary>The types that fixes write.</summary>
internal static class WellKnown
{
    public const string DurableNamespace = "DurableSdk";
    public const string Durable = "DurableSdk.Durable";
    public const string StepAttribute = "DurableSdk.StepAttribute";
    public const string CancellationToken = "System.Threading.CancellationToken";
    public const string Task = "System.Threading.Tasks.Task";
    public const string ConfigureAwaitOptions = "System.Threading.Tasks.ConfigureAwaitOptions";
    public const string TaskScheduler = "System.Threading.Tasks.TaskScheduler";
    public const string Exception = "System.Exception";
    public const string OperationCanceledException = "System.OperationCanceledException";
    public const string ContinueAsNewException = "DurableSdk.ContinueAsNewException";
    public const string DateTime = "System.DateTime";
    public const string DateTimeKind = "System.DateTimeKind";
    public const string DateTimeOffset = "System.DateTimeOffset";
    public const string Guid = "System.Guid";
    public const string Random = "System.Random";
    public const string TimeSpan = "System.TimeSpan";
    public const string StringComparer = "System.StringComparer";
    public const string StringComparison = "System.StringComparison";
    public const string CultureInfo = "System.Globalization.CultureInfo";
    public const string Linq = "System.Linq";
}
