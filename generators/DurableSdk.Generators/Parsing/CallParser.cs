using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DurableSdk.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.Generators.Parsing;

/// <summary>Finds the calls to intercept. Binding is dear, so a call is bound only when its name is one that matters.</summary>
internal static class CallParser
{
    /// <summary>A call is asked for once for its interceptor, and again for each graph that goes through it.</summary>
    private static readonly ConditionalWeakTable<SemanticModel, ConcurrentDictionary<InvocationExpressionSyntax, CallModel?>> Parsed = new();

    public static bool IsCandidate(SyntaxNode node, CancellationToken cancel) =>
        node is InvocationExpressionSyntax { Expression: not (IdentifierNameSyntax { Identifier.ValueText: "nameof" }) };

    public static CallModel? Parse(GeneratorSyntaxContext context, CancellationToken cancel)
    {
        var invocation = (InvocationExpressionSyntax)context.Node;
        var compilation = context.SemanticModel.Compilation;
        return HasName(invocation, compilation) ? Parse(invocation, SharedModels.Of(invocation.SyntaxTree, compilation), cancel) : null;
    }

    public static CallModel? Parse(InvocationExpressionSyntax invocation, SemanticModel model, CancellationToken cancel) =>
        HasName(invocation, model.Compilation) ? Parsed.GetOrCreateValue(model).GetOrAdd(invocation, i => Read(i, model, cancel)) : null;

    private static bool HasName(InvocationExpressionSyntax invocation, Compilation compilation) => NameOf(invocation) is { } name && IsName(name, compilation);

    private static CallModel? Read(InvocationExpressionSyntax invocation, SemanticModel model, CancellationToken cancel)
    {
        if (CalledBy(invocation, model, cancel) is not { } called || ParseOperation(called, model.Compilation) is not { } operation)
            return null;
        if (invocation.Expression is MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax }
            || ExpressionTrees.Contains(invocation, model, cancel)
            || model.GetInterceptableLocation(invocation, cancel) is not { } location)
            return null;

        // Calls of a chain begin at one place, so a call stands where its name does.
        var position = NameSyntaxOf(invocation)!.SpanStart;
        var member = MemberNames.EnclosingMember(model.GetEnclosingSymbol(position, cancel));
        return new CallModel(
            operation,
            MemberNames.Of(member),
            SignalParser.IsOfWorkflow(member?.ContainingType),
            MemberNames.IsWorkflow(member),
            invocation.SyntaxTree.FilePath,
            position,
            invocation.SyntaxTree.GetText(cancel).Lines.GetLineFromPosition(position).LineNumber + 1,
            location.Version,
            location.Data);
    }

    /// <summary>The called name; null where a call has none.</summary>
    public static string? NameOf(InvocationExpressionSyntax invocation) => NameSyntaxOf(invocation)?.Identifier.ValueText;

    public static bool IsName(string name, Compilation compilation) =>
        name is WellKnownNames.Sleep or WellKnownNames.SleepUntil or WellKnownNames.WithTimeout or WellKnownNames.WhenEach
            or WellKnownNames.SetStatus or WellKnownNames.SetAttribute
            or WellKnownNames.WaitForSignal or WellKnownNames.Until or WellKnownNames.Send or WellKnownNames.CreateHook
            or WellKnownNames.AddDurable or WellKnownNames.StartAsync
        || StepNames.Of(compilation).Contains(name);

    public static OperationModel? ParseOperation(IMethodSymbol called, Compilation compilation)
    {
        var definition = StepParser.DefinitionOf(called);
        return FixedOperations.Parse(definition) is { } operation
            ? operation is HookOperation ? HookParser.Parse(called, compilation) : operation
            : (OperationModel?)(StepParser.Of(definition, compilation) is { } step ? new StepOperation(step) : null)
                ?? (ChildParser.Of(definition, compilation) is { } child ? new ChildOperation(child) : null);
    }

    /// <summary>
    /// The called method. Where an argument is another generator's and so has no type yet, the only method of that name that takes as many
    /// arguments: with other overloads it may become a call of any. What is bound at run time calls nothing that could be intercepted.
    /// </summary>
    private static IMethodSymbol? CalledBy(InvocationExpressionSyntax invocation, SemanticModel model, CancellationToken cancel)
    {
        var info = model.GetSymbolInfo(invocation, cancel);
        return info.CandidateReason switch
        {
            CandidateReason.None => info.Symbol as IMethodSymbol,
            CandidateReason.OverloadResolutionFailure when info.CandidateSymbols.Length == 1 => info.CandidateSymbols[0] as IMethodSymbol,
            CandidateReason.OverloadResolutionFailure => OnlyOneThatTakes(invocation.ArgumentList.Arguments.Count, info.CandidateSymbols.OfType<IMethodSymbol>()),
            _ => null,
        };
    }

    private static IMethodSymbol? OnlyOneThatTakes(int arguments, IEnumerable<IMethodSymbol> candidates)
    {
        var fitting = candidates.Where(c => arguments >= c.Parameters.Count(p => !p.IsOptional && !p.IsParams) && (arguments <= c.Parameters.Length || c.Parameters.Any(p => p.IsParams))).ToList();
        return fitting.Count == 1 ? fitting[0] : null;
    }

    private static SimpleNameSyntax? NameSyntaxOf(InvocationExpressionSyntax invocation) => invocation.Expression switch
    {
        SimpleNameSyntax simple => simple,
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => null,
    };
}
