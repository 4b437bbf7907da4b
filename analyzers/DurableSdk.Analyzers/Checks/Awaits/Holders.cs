using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Awaits;

/// <summary>Where a task is kept: the variable, field or property that it, or the collection with it, is in.</summary>
internal static class Holders
{
    /// <summary>The variable, or member of the own instance, that is referred to.</summary>
    public static ISymbol? Of(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation, Member: IFieldSymbol or IPropertySymbol } member => member.Member,
        _ => null,
    };

    /// <summary>Collects the holders of a task; true if it is certainly complete.</summary>
    public static bool Collect(IOperation? task, HashSet<ISymbol> holders)
    {
        if (task is null)
            return false;
        if (Of(task) is { } holder)
        {
            return (holder is IPropertySymbol { Name: "CompletedTask", IsStatic: true } property && TaskTypes.IsTask(property.ContainingType))
                || (holders.Add(holder) && Origin(task, holder, holders));
        }

        return task switch
        {
            IAwaitOperation => true, // a task that WhenAny gave
            IConversionOperation conversion => Collect(conversion.Operand, holders),
            IObjectCreationOperation { Arguments: { Length: 1 } arguments } creation when TaskTypes.IsTask(creation.Type) =>
                !TaskTypes.IsTask(arguments[0].Value.Type) || Collect(arguments[0].Value, holders),
            IMemberReferenceOperation { Instance: { } instance } => Collect(instance, holders),
            IArrayElementReferenceOperation element => Collect(element.ArrayReference, holders),
            IConditionalAccessInstanceOperation => Collect(task.Ancestors().OfType<IConditionalAccessOperation>().FirstOrDefault()?.Operation, holders),
            IInvocationOperation call => OfCall(call, holders),
            _ => false,
        };
    }

    /// <summary>A call of the base library gives what it was given; any other gives something new.</summary>
    private static bool OfCall(IInvocationOperation call, HashSet<ISymbol> holders)
    {
        var method = call.TargetMethod;
        if (method is { IsStatic: true, Name: "FromResult" or "FromException" or "FromCanceled" } && TaskTypes.IsTask(method.ContainingType))
            return true;
        return IsOfBaseLibrary(method) && Collect(Receivers.Of(call), holders);
    }

    private static bool IsOfBaseLibrary(IMethodSymbol method)
    {
        var space = method.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        return space?.Name == "System";
    }

    /// <summary>What the holder itself was taken from.</summary>
    private static bool Origin(IOperation reference, ISymbol holder, HashSet<ISymbol> holders) => holder switch
    {
        ILocalSymbol local => OfLocal(reference, local, holders),
        IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.LambdaMethod } lambda } => OfLambda(reference, lambda, holders),
        IParameterSymbol => true, // its caller may well have awaited it
        _ => false,
    };

    private static bool OfLocal(IOperation reference, ILocalSymbol local, HashSet<ISymbol> holders)
    {
        if (reference.Ancestors().OfType<IForEachLoopOperation>().FirstOrDefault(l => l.Locals.Contains(local, SymbolEqualityComparer.Default)) is { } loop)
            return loop.IsAsynchronous || Collect(loop.Collection, holders);
        var values = reference.Outermost().Descendants().Select(o => o switch
        {
            IVariableDeclaratorOperation declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, local) => declarator.Initializer?.Value,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when SymbolEqualityComparer.Default.Equals(target.Local, local) => assignment.Value,
            _ => null,
        }).OfType<IOperation>().ToList();
        var areComplete = values.Select(v => Collect(v, holders)).ToList();
        return areComplete.Count > 0 && areComplete.All(c => c);
    }

    /// <summary>The parameter of <c>tasks.Select(t => …)</c> is one of the tasks; that of <c>ContinueWith</c> has ended.</summary>
    private static bool OfLambda(IOperation reference, IMethodSymbol lambda, HashSet<ISymbol> holders)
    {
        var function = reference.Ancestors().OfType<IAnonymousFunctionOperation>().FirstOrDefault(f => SymbolEqualityComparer.Default.Equals(f.Symbol, lambda));
        if (function?.Ancestors().OfType<IArgumentOperation>().FirstOrDefault() is not { Parent: IInvocationOperation call } argument || argument.Value.Unconverted() is not IDelegateCreationOperation)
            return true; // nobody knows who calls it, and with what
        return !IsOfBaseLibrary(call.TargetMethod) || call.TargetMethod.Name is "ContinueWith" or "ContinueWhenAll" or "ContinueWhenAny" || OfCall(call, holders);
    }
}
