using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>A way in which a method can undo a step.</summary>
internal sealed record CompensationFit(IMethodSymbol Method, bool TakesArguments, bool TakesResult)
{
    public string Shown(IMethodSymbol step) => TakesArguments && TakesResult ? "the arguments and the result"
        : TakesResult ? $"the result ({SignatureRules.Short(CompensationSignature.ResultOf(step)!)})"
        : "the arguments";
}

/// <summary>What a compensating method may take: the step's result, or its arguments, or its arguments and then its result; and a token anywhere.</summary>
internal static class CompensationSignature
{
    public static IEnumerable<CompensationFit> Fits(IMethodSymbol method, IMethodSymbol step, Compilation compilation)
    {
        if (MethodParser.ParseReturn(method.ReturnType, new TypeText()) is null
            || (step.IsStatic && !method.IsStatic)
            || method.MethodKind != MethodKind.Ordinary
            || (method.Arity > 0 && method.Arity != step.Arity))
            yield break;
        var taken = ArgumentsOf(method.Arity > 0 ? method.Construct([.. step.TypeParameters]) : method, TransactionRules.IsTransactional(method));
        foreach (var (arguments, result, types) in Forms(step))
        {
            if (taken.Count == types.Count && taken.Zip(types, (one, other) => compilation.ClassifyCommonConversion(other, one).IsIdentity).All(same => same))
                yield return new CompensationFit(method, arguments, result);
        }
    }

    /// <summary>The signatures that a message shows.</summary>
    public static string Accepted(IMethodSymbol step, string name) =>
        string.Join(", ", Forms(step).Select(f => $"Task {name}({string.Join(", ", f.Types.Select(SignatureRules.Short))})"));

    public static bool HasArguments(IMethodSymbol step) => ArgumentsOf(step, isTransactional: true).Count > 0;

    public static ITypeSymbol? ResultOf(IMethodSymbol step) =>
        MethodParser.IsTask(step.ReturnType) && step.ReturnType is INamedTypeSymbol { Arity: 1 } task ? task.TypeArguments[0] : null;

    private static IEnumerable<(bool Arguments, bool Result, List<ITypeSymbol> Types)> Forms(IMethodSymbol step)
    {
        var arguments = ArgumentsOf(step, isTransactional: true);
        if (ResultOf(step) is { } result)
        {
            yield return (false, true, [result]);
            if (arguments.Count > 0)
                yield return (true, true, [.. arguments, result]);
        }

        yield return (true, false, arguments);
    }

    /// <summary>Without what the runtime fills in; only a transactional step gets a connection.</summary>
    private static List<ITypeSymbol> ArgumentsOf(IMethodSymbol method, bool isTransactional) => method.Parameters
        .Where(p => !MethodParser.IsCancellationToken(p.Type) && !(isTransactional && TransactionRules.FilledBy(p.Type) is not null))
        .Select(p => p.Type).ToList();
}
