using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Reach;

/// <summary>Which members an operation leads to, as it is written: what is called, and on a receiver of which type.</summary>
internal static class CallEdges
{
    public static void Collect(IOperation operation, SemanticModel model, Action<ISymbol, ITypeSymbol?> lead)
    {
        switch (operation)
        {
            case IInvocationOperation call:
                lead(call.TargetMethod, call.IsVirtual ? call.Instance?.Type ?? call.TargetMethod.ContainingType : null);
                Comparisons.Collect(call.TargetMethod, call.Arguments, Lead);
                break;
            case IMethodReferenceOperation reference:
                lead(reference.Method, reference.IsVirtual ? reference.Instance?.Type ?? reference.Method.ContainingType : null);
                break;
            case IObjectCreationOperation { Constructor: { } constructor }:
                lead(constructor, null);
                Comparisons.Collect(constructor, ((IObjectCreationOperation)operation).Arguments, Lead);
                break;
            case IPropertyReferenceOperation property:
                Property(property, lead);
                break;
            case IFieldReferenceOperation field:
                lead(field.Field, null);
                break;
            case IEventReferenceOperation { Event: var raised }:
                lead(raised, null);
                break;
            case IEventAssignmentOperation { EventReference: IEventReferenceOperation { Event: var changed } } assignment:
                Lead(assignment.Adds ? changed.AddMethod : changed.RemoveMethod);
                break;
            case IForEachLoopOperation { Syntax: CommonForEachStatementSyntax loop }:
                var each = model.GetForEachStatementInfo(loop);
                Lead(each.GetEnumeratorMethod);
                Lead(each.MoveNextMethod);
                Lead(each.CurrentProperty?.GetMethod);
                Lead(each.DisposeMethod);
                if (loop is ForEachVariableStatementSyntax variables)
                    ImplicitCalls.Deconstruct(model.GetDeconstructionInfo(variables), Lead);
                break;
            case IAwaitOperation { Syntax: AwaitExpressionSyntax awaited }:
                var info = model.GetAwaitExpressionInfo(awaited);
                Lead(info.GetAwaiterMethod);
                Lead(info.IsCompletedProperty?.GetMethod);
                Lead(ImplicitCalls.ContinuationOf(info.GetAwaiterMethod?.ReturnType));
                Lead(info.GetResultMethod);
                break;
            case IUsingOperation { Resources: var resources, IsAsynchronous: var isAsync }:
                Dispose(resources, isAsync, lead);
                break;
            case IUsingDeclarationOperation { DeclarationGroup: var group, IsAsynchronous: var isAsync }:
                Dispose(group, isAsync, lead);
                break;
            case IDeconstructionAssignmentOperation { Syntax: AssignmentExpressionSyntax deconstruction }:
                ImplicitCalls.Deconstruct(model.GetDeconstructionInfo(deconstruction), Lead);
                break;
            default:
                Lead(OperatorOf(operation));
                ImplicitCalls.Collect(operation, Lead);
                break;
        }

        void Lead(IMethodSymbol? method)
        {
            if (method is not null)
                lead(method, method.IsAbstract || method.IsVirtual || method.IsOverride ? method.ContainingType : null);
        }
    }

    private static IMethodSymbol? OperatorOf(IOperation operation) => operation switch
    {
        IBinaryOperation binary => binary.OperatorMethod,
        IUnaryOperation unary => unary.OperatorMethod,
        IConversionOperation conversion => conversion.OperatorMethod,
        ICompoundAssignmentOperation assignment => assignment.OperatorMethod,
        IIncrementOrDecrementOperation step => step.OperatorMethod,
        _ => null,
    };

    private static void Property(IPropertyReferenceOperation reference, Action<ISymbol, ITypeSymbol?> lead)
    {
        var property = reference.Property;
        var receiver = property.IsAbstract || property.IsVirtual || property.IsOverride ? reference.Instance?.Type ?? property.ContainingType : null;
        var (reads, writes) = Usage.Of(reference);
        if (reads && property.GetMethod is { } getter)
            lead(getter, receiver);
        if (writes && property.SetMethod is { } setter)
            lead(setter, receiver);
        lead(property, null); // its initialiser may hold a lambda
    }

    private static void Dispose(IOperation resources, bool isAsync, Action<ISymbol, ITypeSymbol?> lead)
    {
        foreach (var type in TypesOf(resources))
        {
            if (ImplicitCalls.DisposeOf(type, isAsync) is { } method)
                lead(method, method.IsAbstract || method.IsVirtual || method.IsOverride ? type : null);
        }
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(IOperation resources) => resources is IVariableDeclarationGroupOperation group
        ? group.Declarations.SelectMany(d => d.Declarators).Select(d => d.Symbol.Type).OfType<INamedTypeSymbol>()
        : new[] { resources.Type }.OfType<INamedTypeSymbol>();
}
