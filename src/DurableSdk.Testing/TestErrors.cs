using System.Globalization;

namespace DurableSdk.Testing;

/// <summary>The errors of the test kit.</summary>
internal static class TestErrors
{
    private const int NamesMax = 10;

    public static WorkflowTestException Stuck(DateTimeOffset now, string situation) => new(
        "DS5001",
        $"The test waits for something that can't come any more: at {Text(now)} nothing is left to run and no timer is set.{situation} "
        + "Send what is missing before you wait, or at a time by host.At(…).");

    /// <param name="now">The time of the test's clock.</param>
    /// <param name="situation">What the runs stand at.</param>
    /// <param name="outside">The steps that are outside, null for what is no step's.</param>
    /// <param name="waited">How long (really) they were waited for.</param>
    public static WorkflowTestException NotBack(DateTimeOffset now, string situation, IEnumerable<StepContext?> outside, TimeSpan waited) => new(
        "DS5001",
        $"The test waits for something that doesn't come: at {Text(now)} no timer is set, and {string.Join(", ", outside.Select(Text).Distinct().Take(NamesMax))} went elsewhere and hasn't come back for "
        + $"{waited.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s.{situation} If it is only slow, set o.Patience to more; if it never ends, replace the step by host.Step(…).");

    public static WorkflowTestException Endless(long turns, DateTimeOffset now, string situation) => new(
        "DS5002",
        $"The test waits for something that hasn't come after {turns.ToString("N0", CultureInfo.InvariantCulture)} turns, at {Text(now)} of its clock.{situation} "
        + "A workflow that goes on for ever is ended by the test: cancel it at a time by host.At(…).");

    public static WorkflowTestException NoStep(string what, string why) => new(
        "DS5003", $"{what} is no step: {why}. Name one by a call, as in host.Step((OrderWorkflow w) => w.ChargeAsync(default!, default)), or a private one by its name, as in host.Step<OrderWorkflow>(\"ChargeAsync\").");

    public static WorkflowTestException OtherResult(string step, Type? result, string given) => new(
        "DS5004", $"Step {step} gives {result?.Name ?? "nothing"}, and the test wants it to give {given}. Give what its method gives.");

    public static WorkflowTestException NoService(Type service, string method) => new(
        "DS5005",
        $"{service.Name}.{method} was called, and the test has registered no {service.Name}. Replace the step that calls it by host.Step(…), or register one by o.Services.");

    public static WorkflowTestException NoConnection() => new(
        "DS5006", "A transactional step has asked for its connection, and a test in memory has none. Replace the step by host.Step(…), or test it on UseSqlite with a DurableHost.");

    public static WorkflowTestException RanAgain(string place, string step) => new(
        "DS5007", $"After a crash at {place}, {step} ran again although its outcome was recorded. That is an error of the engine: please report it.");

    public static WorkflowTestException OtherOutcome(string place, int moment, string expected, string got, string blocked, Exception? exception) => new(
        "DS5007",
        $"A crash changes the outcome. Without one: {expected}. After one at {place}: {got}.{blocked} Look for what isn't recorded: code outside of steps that changes something, or a step that can't "
        + $"run twice. To see it again: new CrashOptions {{ Only = {moment} }}.",
        exception);

    public static WorkflowTestException NoHistory(string name, string why, Exception? cause = null) => new(
        "DS5008", $"{name} can't be replayed: {why.TrimEnd('.')}. A history is what client.ExportHistoryAsync(runId, file) writes.", cause);

    public static WorkflowTestException DoesNotFollow(string name, DurableException error) => new(
        "DS5009", $"Today's code doesn't follow {name}: a run with this history would be blocked. {error.Message}", error);

    public static WorkflowTestException ScheduleBreaks(ulong seed, string schedule, Exception cause) => new(
        "DS5010",
        $"Seed {seed} breaks the scenario: {cause.Message.TrimEnd('.')}. What was recorded, in its order:{Environment.NewLine}{schedule}To see it again: ExploreAsync({seed}, schedules: 1, …).",
        cause);

    public static WorkflowTestException LeftItsRun(string run, string stack) => new(
        "DS5011",
        $"{run} handed work to the thread pool, where it runs beside the run: unrecorded, and at another moment on a replay. Put it into a [Step], or do it in the workflow itself.{Environment.NewLine}{stack}");

    public static WorkflowTestException OtherThread() => new(
        "DS5012",
        "The test waits for its host where it can't: on a second thread while the first one waits, or by UntilAsync within the host, as in host.At(…). The host runs on the thread that waits, one at a time. "
        + "Await several waits at once by Task.WhenAll, without Task.Run; use UntilAsync in the test itself.");

    public static WorkflowTestException NothingTried(string what) => new(
        "DS5013", $"{what} A scenario starts its runs on the host that it is given, waits for them, and does the same each time.");

    private static string Text(StepContext? step) => step is null ? "code of the test's" : $"{step.StepId} of run {step.RunId}";

    private static string Text(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);
}
