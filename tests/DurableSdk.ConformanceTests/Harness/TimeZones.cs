namespace DurableSdk.ConformanceTests.Harness;

/// <summary>Processes that stand in different time zones.</summary>
internal static class TimeZones
{
    public static void IgnoreWhereTheyCanNotBeSet()
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("Windows takes no time zone from the environment.");
    }

    /// <summary>The first process stands one hour east of the next.</summary>
    public static void Set(int process)
    {
        Environment.SetEnvironmentVariable("TZ", process == 1 ? "Etc/GMT-2" : "Etc/GMT-1");
        TimeZoneInfo.ClearCachedData();
    }
}
