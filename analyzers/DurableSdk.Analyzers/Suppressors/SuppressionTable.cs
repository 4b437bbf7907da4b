using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Suppressors;

/// <summary>
/// The rules of others whose advice is wrong in a workflow, a line each; docs/rules/suppressors.md says more of each. A rule stays where
/// its advice is right or does no harm. Ids are never used again.
/// </summary>
internal static class SuppressionTable
{
    private const string KeepsScheduler = "A workflow goes on on the scheduler of its run; ConfigureAwait(false) leaves it (DUR1005)";
    private const string CurrentScheduler = "In a workflow the current scheduler is that of its run, and any other leaves it (DUR1004)";
    private const string AsynchronousTwin = "An asynchronous method that isn't durable may not be awaited in a workflow (DUR1006); what blocks is reported as DUR1007";
    private const string OneScheduler = "All code of a run shares one scheduler and blocks no thread, so a task of the run may be awaited anywhere in it";
    private const string OwnToken = "A step that a workflow calls gets a token of its own; one that is passed is ignored";
    private const string LevelIsNotRecorded = "Durable.Logger is disabled on replay, so what a check of IsEnabled guards would run at first and not at replay";
    private const string DeclaredTypeIsRecorded = "The declared type of a result is what the log holds and what callers are given; another one would change that";

    public static readonly ImmutableArray<ForeignRule> All =
    [
        Workflow("DURS0001", "CA2007", KeepsScheduler),
        Workflow("DURS0002", "VSTHRD111", KeepsScheduler),
        Workflow("DURS0003", "MA0004", KeepsScheduler),
        Workflow("DURS0004", "RCS1090", KeepsScheduler),
        Workflow("DURS0005", "S3216", KeepsScheduler),
        Workflow("DURS0006", "CA2008", CurrentScheduler),
        Workflow("DURS0007", "VSTHRD105", CurrentScheduler),
        Workflow("DURS0008", "CA1849", AsynchronousTwin),
        Workflow("DURS0009", "VSTHRD103", AsynchronousTwin),
        Workflow("DURS0010", "MA0042", AsynchronousTwin),
        Workflow("DURS0011", "MA0045", AsynchronousTwin),
        Workflow("DURS0012", "AsyncFixer02", AsynchronousTwin),
        Workflow("DURS0013", "S6966", AsynchronousTwin),
        Workflow("DURS0014", "RCS1261", AsynchronousTwin),
        Workflow("DURS0015", "VSTHRD003", OneScheduler),
        StepCall("DURS0016", "CA2016", OwnToken),
        StepCall("DURS0017", "MA0032", OwnToken),
        StepCall("DURS0018", "MA0040", OwnToken),
        Workflow("DURS0019", "CA1873", LevelIsNotRecorded),
        Declaration("DURS0020", "CA1859", DeclaredTypeIsRecorded),
    ];

    private static ForeignRule Workflow(string id, string rule, string justification) => new(new(id, rule, justification), SuppressionScope.WorkflowCode);

    private static ForeignRule StepCall(string id, string rule, string justification) => new(new(id, rule, justification), SuppressionScope.StepCall);

    private static ForeignRule Declaration(string id, string rule, string justification) => new(new(id, rule, justification), SuppressionScope.Declaration);
}
