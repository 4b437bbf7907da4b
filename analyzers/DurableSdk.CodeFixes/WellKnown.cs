namespace DurableSdk.CodeFixes;

/// <summary>The types that fixes write.</summary>
internal static class WellKnown
{
    public const string DurableNamespace = "DurableSdk";
    public const string Durable = "DurableSdk.Durable";
    public const string Step = "DurableSdk.Step";
    public const string Task = "System.Threading.Tasks.Task";
    public const string TimeSpan = "System.TimeSpan";
    public const string StringComparer = "System.StringComparer";
    public const string StringComparison = "System.StringComparison";
    public const string CultureInfo = "System.Globalization.CultureInfo";
    public const string Linq = "System.Linq";
}
