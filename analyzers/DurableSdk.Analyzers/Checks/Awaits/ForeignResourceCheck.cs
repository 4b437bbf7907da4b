using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Awaits;

/// <summary>
/// <c>await foreach</c> over a foreign type that is no plain stream, and <c>await using</c> of a foreign object (DUR1006): what is awaited there
/// stands in no call. A call or an await that brings the object has been judged itself.
/// </summary>
internal sealed class ForeignResourceCheck : Check
{
    public override IReadOnlyList<OperationKind> Operations { get; } = [OperationKind.Loop, OperationKind.Using, OperationKind.UsingDeclaration];

    public override void Operation(IOperation operation, Visit visit)
    {
        switch (operation)
        {
            case IForEachLoopOperation { IsAsynchronous: true, Syntax: CommonForEachStatementSyntax syntax } loop:
                Loop(loop, operation.SemanticModel?.GetForEachStatementInfo(syntax).GetEnumeratorMethod, visit);
                break;
            case IUsingOperation { IsAsynchronous: true, Resources: var resources }:
                Resources(resources, visit);
                break;
            case IUsingDeclarationOperation { IsAsynchronous: true, DeclarationGroup: var group }:
                Resources(group, visit);
                break;
        }
    }

    private static void Loop(IForEachLoopOperation loop, IMethodSymbol? enumerator, Visit visit)
    {
        var collection = Unconfigured(loop.Collection);
        if (enumerator is null || TaskTypes.IsStream(collection.Type))
            return;
        if (Foreign.Is(enumerator, collection.Type, visit))
            Report(collection, enumerator, visit);
    }

    private static void Resources(IOperation resources, Visit visit)
    {
        var values = resources is IVariableDeclarationGroupOperation group
            ? group.Declarations.SelectMany(d => d.Declarators).Select(d => d.Initializer?.Value ?? (d.Parent as IVariableDeclarationOperation)?.Initializer?.Value)
            : [resources];
        foreach (var value in values.OfType<IOperation>().Select(Unconfigured))
        {
            if (value is IObjectCreationOperation or IInvocationOperation or IPropertyReferenceOperation && DisposeOf(value.Type) is { } dispose && Foreign.Is(dispose, value.Type, visit))
                Report(value, dispose, visit);
        }
    }

    private static void Report(IOperation value, IMethodSymbol method, Visit visit)
    {
        var isSaid = visit.State.ServiceCalls.Contains(value)
            || (value is IInvocationOperation call && TaskTypes.IsToCome(call.TargetMethod.OriginalDefinition.ReturnType));
        if (!isSaid)
            visit.Report(DeterminismRules.ForeignAwait, value.Syntax, $"{method.ContainingType.Name}.{method.Name}");
    }

    /// <summary>The object itself, without <c>ConfigureAwait</c> and <c>WithCancellation</c>.</summary>
    private static IOperation Unconfigured(IOperation value)
    {
        while (value.Unconverted() is var inner)
        {
            if (inner is not IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WithCancellation" } call || Receivers.Of(call) is not { } receiver)
                return inner;
            value = receiver;
        }

        return value;
    }

    private static IMethodSymbol? DisposeOf(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers("DisposeAsync").OfType<IMethodSymbol>().FirstOrDefault(m => m.Parameters.IsEmpty) is { } method)
                return method;
        }

        return type?.AllInterfaces.SelectMany(i => i.GetMembers("DisposeAsync")).OfType<IMethodSymbol>().FirstOrDefault();
    }
}
