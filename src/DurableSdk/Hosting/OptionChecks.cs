using DurableSdk.Errors;

namespace DurableSdk.Hosting;

/// <summary>Wrong configuration fails at start.</summary>
internal static class OptionChecks
{
    public static void Check(DurableOptions options)
    {
        if (options is { ExecuteRuns: false, Projections: [var projection, ..] })
            throw ProjectionErrors.NoHost(projection.Name);
        AtLeast(1, options.MaxConcurrentSteps, nameof(options.MaxConcurrentSteps));
        AtLeast(1, options.MaxConcurrentRuns, nameof(options.MaxConcurrentRuns));
        AtLeast(1, options.MaxRunsInMemory, nameof(options.MaxRunsInMemory));
        AtLeast(1, options.CrashedRecoveriesMax, nameof(options.CrashedRecoveriesMax));
        AtLeast(1, options.HistoryEventsWarning, nameof(options.HistoryEventsWarning));
        AtLeast(1, options.HistoryEventsMax, nameof(options.HistoryEventsMax));
        AtLeast(0, options.ChildDepthMax, nameof(options.ChildDepthMax));
        AtLeast(1024, options.PayloadBytesMax, nameof(options.PayloadBytesMax));
        NotNegative(options.EvictAfter, nameof(options.EvictAfter));
        Within(TimeSpan.FromMinutes(1), options.StepStartedAfter, nameof(options.StepStartedAfter));
        Within(TimeSpan.FromDays(1), options.StepGracePeriod, nameof(options.StepGracePeriod));
        Within(TimeSpan.FromDays(1), options.ShutdownTimeout, nameof(options.ShutdownTimeout));
        IsBaseAddress(options.HooksAddress, nameof(options.HooksAddress));
    }

    private static void IsBaseAddress(Uri? value, string option)
    {
        if (value is not (null or { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", Fragment: "" }))
            throw HostingErrors.BadOption(option, value, "an absolute http or https address without query and fragment");
    }

    private static void AtLeast(int min, int value, string option)
    {
        if (value < min)
            throw HostingErrors.BadOption(option, value, $"{min:N0} or more");
    }

    private static void NotNegative(TimeSpan value, string option)
    {
        if (value < TimeSpan.Zero)
            throw HostingErrors.BadOption(option, value, "zero or more (TimeSpan.MaxValue for ever)");
    }

    private static void Within(TimeSpan max, TimeSpan value, string option)
    {
        if (value < TimeSpan.Zero || value > max)
            throw HostingErrors.BadOption(option, value, $"zero to {max}");
    }
}
