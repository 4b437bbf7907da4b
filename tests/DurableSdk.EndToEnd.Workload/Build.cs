namespace DurableSdk.EndToEnd.Workload;

/// <summary>Which of the two programs this is.</summary>
public static class Build
{
#if NEXT
    public const string Name = "next";
#else
    public const string Name = "first";
#endif
}
