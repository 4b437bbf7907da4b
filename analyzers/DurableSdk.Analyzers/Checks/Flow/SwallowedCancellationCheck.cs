using DurableSdk.Analyzers.Checks.Awaits;
using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Flow;

/// <summary>
/// Handlers of any exception that catch the run's cancellation with the rest, and go on (DUR1023). Only an await can bring it; a filter or a
/// handler that asks for the kind of exception, or passes it on, knows what it does.
/// </summary>
internal sealed class SwallowedCancellationCheck : Check
{
    private const string Cancellation = "OperationCanceledException";

    /// <summary>Where the code begins the next run too: that is no cancellation, so it has to be let pass by itself.</summary>
    private const string Both = "(OperationCanceledException or ContinueAsNewException)";

    public override IReadOnlyList<OperationKind> Operations { get; } = [OperationKind.Try];

    public override void Operation(IOperation operation, Visit visit)
    {
        var attempt = (ITryOperation)operation;
        if (attempt.Catches.FirstOrDefault(MeetsCancellation) is { Syntax: CatchClauseSyntax clause } caught && IsOfAnything(caught.ExceptionType)
            && attempt.Body.WithoutNested().Any(Awaits) && !PassesOn(caught) && GoesOn(clause, operation.SemanticModel))
            visit.Report(DeterminismRules.SwallowedCancellation, clause.CatchKeyword, DurableWork.IsReachedFrom(attempt.Body.WithoutNested(), ContinueAsNewCheck.IsCall, visit) ? Both : Cancellation);
    }

    private static bool MeetsCancellation(ICatchClauseOperation clause) =>
        IsCancellation(clause.ExceptionType) || (IsOfAnything(clause.ExceptionType) && (clause.Filter is null || !AsksForTheKind(clause.Filter, clause)));

    private static bool IsOfAnything(ITypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_Object } or { Name: "Exception" or "SystemException", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    private static bool IsCancellation(ITypeSymbol? type) => type?.Name is "OperationCanceledException" or "TaskCanceledException";

    private static bool Awaits(IOperation operation) => operation is IAwaitOperation
        or IForEachLoopOperation { IsAsynchronous: true } or IUsingOperation { IsAsynchronous: true } or IUsingDeclarationOperation { IsAsynchronous: true };

    /// <summary>Looks at the exception itself, or whether the run was cancelled.</summary>
    private static bool AsksForTheKind(IOperation code, ICatchClauseOperation clause) =>
        code.DescendantsAndSelf().Any(o => AsksForCancellation(o) || (o is ILocalReferenceOperation local && clause.Locals.Contains(local.Local, SymbolEqualityComparer.Default)));

    private static bool AsksForCancellation(IOperation operation) => operation switch
    {
        IIsTypeOperation test => IsCancellation(test.TypeOperand),
        ITypePatternOperation pattern => IsCancellation(pattern.MatchedType),
        IDeclarationPatternOperation pattern => IsCancellation(pattern.MatchedType),
        IRecursivePatternOperation pattern => IsCancellation(pattern.MatchedType),
        IConversionOperation conversion => IsCancellation(conversion.Type),
        IPropertyReferenceOperation property => property.Property.Name == "IsCancellationRequested",
        IInvocationOperation call => call.TargetMethod.Name == "ThrowIfCancellationRequested",
        _ => false,
    };

    /// <summary>The handler tells cancellation from the rest, or keeps the exception for somebody else to throw.</summary>
    private static bool PassesOn(ICatchClauseOperation clause) => ExceptionFilters.PassesOn(clause) || clause.Handler.WithoutNested().Any(AsksForCancellation);

    /// <summary>Whether a way leads out of the handler that doesn't throw.</summary>
    private static bool GoesOn(CatchClauseSyntax clause, SemanticModel? model) =>
        model?.AnalyzeControlFlow(clause.Block) is { Succeeded: true } flow && (flow.EndPointIsReachable || flow.ExitPoints.Length > 0 || flow.ReturnStatements.Length > 0);
}
